"""What holds for the whole house: who knows whom, who asks the time, what is documented, and what is in no file."""

import ast
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest
import stripe

from bot.config import Config
from cogs.examination import needed_permissions
from webhooks.events import LISTENED
from webhooks.payments.examination import PATH

ROOT = Path(__file__).parent.parent
GUIDE = ROOT / "docs" / "operating.md"
PRODUCT = ("bot", "cogs", "webhooks", "storage")
OURS = {*PRODUCT, "sandbox"}
MIGRATIONS = ROOT / "storage" / "migrations" / "versions"
"""Written by Alembic; what they do is compared with the tables."""

# Folder by folder, the neighbours it may visit; `make layers` sees to what these drag in.
NEIGHBOURS = {
    "bot/rules": {"bot.rules"},
    "bot/services": {"bot.services", "bot.rules", "bot.ports"},
    "bot/performers": {"bot.performers", "bot.services", "bot.rules", "bot.ports", "bot.speech"}
    | {"bot.house", "bot.fresh", "bot.outbox"},
    "cogs": {"cogs", "bot.performers", "bot.services", "bot.rules", "bot.ports", "bot.speech"}
    | {"bot.house", "bot.waiting"},
    "webhooks": {"webhooks", "bot.services", "bot.rules", "bot.ports"} | {"bot.inbox", "bot.metrics"},
    "storage": {"storage", "bot.rules", "bot.ports"},
    "sandbox/discord": {"sandbox.discord", "sandbox.wire"},
    "sandbox/page": {"sandbox", "bot.rules", "bot.ports", "bot.app", "storage.reports"},
    "sandbox/stripe": {"sandbox.stripe", "sandbox.wire"},
}

# Rules are values in, decision out: whatever could look at the world, wait or roll dice stays outside.
FORBIDDEN_IN_RULES = {"asyncio", "time", "random", "secrets", "os", "pathlib", "logging", "structlog", "socket"}

ASKING_THE_TIME = re.compile(
    r"(datetime\.(now|utcnow|today)|date\.today|time\.(time|time_ns|localtime|gmtime)|func\.now|utils\.utcnow)$"
)
MAY_ASK_THE_TIME = {
    "bot/clock.py",
    "cogs/errors.py",  # the age of an interaction is Discord's time, which no sandbox moves
}


@cache
def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def modules(*folders):
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [path for path in found if path.name != "__init__.py" or path.stat().st_size]


def name_of(path):
    return path.relative_to(ROOT).as_posix()


def imports(path):
    """The full name of everything a module imports, relative ones from the folder they are in."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = path.relative_to(ROOT).with_suffix("").parts[: -node.level] if node.level else ()
            origin = ".".join((*package, *filter(None, [node.module])))
            yield from (f"{origin}.{alias.name}" for alias in node.names)


def functions(path):
    return [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def is_within(name, package):
    return f"{name}.".startswith(f"{package}.")


def test_there_is_something_to_test():
    """So that the other tests do not pass because nothing was found."""
    assert len(modules(*PRODUCT)) > 50
    assert "bot.rules.days.Calendar" in imports(ROOT / "bot/house.py")
    assert "sandbox.stripe.act.Act" in {name for path in modules("sandbox/stripe") for name in imports(path)}


@pytest.mark.parametrize("folder", NEIGHBOURS)
def test_a_folder_visits_its_neighbours_only(folder):
    strange = [
        (name_of(path), name)
        for path in modules(folder)
        for name in imports(path)
        if name.partition(".")[0] in OURS and not any(is_within(name, one) for one in NEIGHBOURS[folder])
        # `from bot import ports` names the package and the neighbour
        if name not in OURS
    ]

    assert strange == []


def test_only_webhooks_opens_a_web_server():
    """Others may know what aiohttp's clients raise; the composer starts what webhooks made."""
    servers = {
        name_of(path)
        for path in modules("bot", "cogs", "storage")
        if any(is_within(name, "aiohttp.web") or is_within(name, "aiohttp_jinja2") for name in imports(path))
    }

    assert servers <= {"bot/app/composer.py"}


def test_rules_look_at_no_clock_and_wait_for_nothing():
    bad = [
        name_of(path)
        for path in modules("bot/rules")
        if {name.partition(".")[0] for name in imports(path)} & FORBIDDEN_IN_RULES
        or any(isinstance(node, ast.AsyncFunctionDef | ast.Await) for node in ast.walk(tree(path)))
    ]

    assert bad == []


def test_a_service_takes_the_transaction_first_and_is_awaited():
    """Know your room by your signature: what has no `tx` is a rule, and lives with the rules."""
    bad = [
        f"{name_of(path)}: {node.name}"
        for path in modules("bot/services")
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_")
        if not (isinstance(node, ast.AsyncFunctionDef) and node.args.args and node.args.args[0].arg == "tx")
    ]

    assert bad == []


def test_nobody_but_the_clock_asks_the_system_the_time():
    """Else the sandbox could not move it, and a test would depend on the day it is run."""
    asking = {
        name_of(path)
        for path in modules(*PRODUCT)
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.Attribute) and ASKING_THE_TIME.search(ast.unparse(node)))
        or (isinstance(node, ast.Constant) and "CURRENT_TIMESTAMP" in str(node.value))
    }
    importing = {name_of(path) for path in modules(*PRODUCT) if "time" in {n.split(".")[0] for n in imports(path)}}

    assert asking | importing <= MAY_ASK_THE_TIME


LINES_OF_A_SCREEN = 50


def test_a_function_fits_on_a_screen():
    long = [
        f"{name_of(path)}: {node.name}"
        for path in modules(*OURS)
        if MIGRATIONS not in path.parents
        for node in functions(path)
        if node.end_lineno - node.lineno + 1 > LINES_OF_A_SCREEN
    ]

    assert long == []


LINES_AT_A_GLANCE = 10
DISCORD_CALLS_IT = re.compile(r"on_\w+$|setup_hook$")


def public(path):
    """The public classes and functions of a module and the public methods of its public classes, by full name."""
    for node in tree(path).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node.name, node
            for inner in node.body if isinstance(node, ast.ClassDef) else ():
                if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef) and not inner.name.startswith("_"):
                    yield f"{node.name}.{inner.name}", inner


def is_told_elsewhere(node):
    """An enum by its words, a command by the description that members read, an event by discord.py."""
    if isinstance(node, ast.ClassDef):
        return any("Enum" in ast.unparse(base) for base in node.bases)
    is_described = any("description=" in ast.unparse(one) for one in node.decorator_list)
    return is_described or bool(DISCORD_CALLS_IT.match(node.name))


def promised():
    """The methods of the ports: what they mean stands there, once."""
    named = (name for path in modules("bot/ports") for name, _ in public(path))
    return {name.partition(".")[2] for name in named if "." in name}


@pytest.mark.parametrize("folder", PRODUCT)
def test_every_public_name_says_what_it_is(folder):
    """But for what is seen at a glance, what a port promises, and what is told elsewhere."""
    known = promised()
    silent = [
        f"{name_of(path)}: {name}"
        for path in modules(folder)
        if MIGRATIONS not in path.parents
        for name, node in public(path)
        if ast.get_docstring(node) is None
        and node.end_lineno - node.body[0].lineno + 1 > LINES_AT_A_GLANCE
        and node.name not in known
        and not is_told_elsewhere(node)
    ]

    assert silent == []


@pytest.mark.parametrize("folder", [*PRODUCT, "sandbox"])
def test_every_module_says_what_it_is(folder):
    silent = [name_of(path) for path in modules(folder) if ast.get_docstring(tree(path)) is None]

    assert silent == []


def committed():
    """Every text file that git knows; all of them when this is no checkout."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this is no git checkout, so nothing says which files are ours")
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        if path.is_file():
            yield name, path.read_bytes()


# Written so that no pattern matches itself.
NOWHERE = {
    "the host of a package registry": r"(pypi|pythonhosted|npmjs|crates|proxy[.]golang)[.](org|com|io)\b",
    "where packages are taken from": r"--(extra-)?index-url[ =]|--find-links[ =]|/simple[/]\s",
    "an index on a disk": r"file:[/]{2}",
    "a path of one machine": r"(?<![\w.~/-])/(root|work|home/\w+|Users/\w+)(/|\b(?![\w-]))",
    "a folder beside the checkout": r"[.][.]/shared\b",
}


@pytest.mark.parametrize("what", NOWHERE)
def test_it_stands_in_no_committed_file(what):
    """A checkout works anywhere and gives nothing away of the place where it was made."""
    pattern = re.compile(NOWHERE[what].encode())
    found = [(name, match[0]) for name, content in committed() if (match := pattern.search(content))]

    # The gate alone may know where Discord's own description lies on its machine.
    assert [one for one in found if one[0] != ".ci/run" or what != "a folder beside the checkout"] == []


def variables_of_the_example():
    """The variables of .env.example with the comment above each, in order."""
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    for above, line in zip(["", *lines], lines, strict=False):
        if found := re.match(r"#?([A-Z_]+)=", line):
            yield found[1], above


def test_the_example_lists_every_variable_with_a_line_about_it():
    listed = list(variables_of_the_example())

    assert [name for name, _ in listed] == [field.upper() for field in Config.model_fields]
    assert [name for name, above in listed if not re.match(r"# \w", above)] == []


def test_the_operators_guide_names_every_variable():
    guide = GUIDE.read_text(encoding="utf-8")

    assert [field.upper() for field in Config.model_fields if f"`{field.upper()}`" not in guide] == []


def test_the_operators_guide_says_what_the_code_demands():
    """A permission, an event or an API version that the guide lacks is a community that does not work."""
    guide = GUIDE.read_text(encoding="utf-8")

    assert f"permissions={needed_permissions().value}" in guide
    assert f"`{stripe.api_version}`" in guide
    assert re.findall(r"^ +([a-z_]+(?:\.[a-z_]+)+)$", guide, re.MULTILINE) == list(LISTENED)
    assert PATH in guide
