"""Writes a migration from what the tables say now: `make revision MESSAGE="what changes"`."""

import sys
import tempfile
from pathlib import Path

from alembic import command
from sqlalchemy import create_engine

from storage.schema import MIGRATIONS, configuration


def main(message: str) -> None:
    """Compare a database at the newest revision with the tables, and write the difference as the next revision."""
    known = sorted(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
    next_one = f"{int(known[-1]) + 1:04}" if known else "0001"
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{Path(folder) / 'compare.sqlite'}")
        with engine.connect() as connection:
            config = configuration(connection)
            config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
            command.upgrade(config, "head")
            command.revision(config, message=message, autogenerate=True, rev_id=next_one)
        engine.dispose()


if __name__ == "__main__":
    main(sys.argv[1])
