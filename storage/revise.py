"""Writes a migration from what the tables say now: `make revision MESSAGE="what changes"`.

Read what it wrote: a check that changed (a new word of an enum), a renamed column and rows that must change are not
seen by the comparison and are written by hand. tests/storage/test_schema.py says whether anything is left.
"""

import sys
import tempfile
from pathlib import Path

from alembic import command
from sqlalchemy import create_engine

from storage.schema import configuration, known_revisions


def main(message: str) -> None:
    """Compare a database at the newest revision with the tables, and write the difference as the next revision."""
    next_one = f"{int(max(known_revisions(), default='0')) + 1:04}"
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
