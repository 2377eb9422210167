"""Stripe's own table of calls, read from the installed library: method and path to the type of the parameters.

The library's service classes are generated from Stripe's specification for exactly the API version it pins, so they
are the specification we check against.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import stripe

ROOT = Path(stripe.__file__).parent
SENDS = {"_request", "_request_stream"}
PARAMS_NAME = re.compile(r"[A-Z]\w+Params\w*")


@dataclass(frozen=True, slots=True)
class Route:
    """One call of the library. `params`: module and name of the TypedDict of its parameters, if it takes any."""

    method: str
    pattern: re.Pattern[str]
    params: tuple[str, str] | None

    def typed_dict(self) -> Any:
        """The class of the parameters; None when the call takes none."""
        return None if self.params is None else getattr(import_module(self.params[0]), self.params[1])


@cache
def find(method: str, template: str) -> Route | None:
    """The call for a method and a path; None when the library knows none."""
    routes = table()
    return next((one for one in routes if one.method == method.lower() and one.pattern.fullmatch(template)), None)


@cache
def table() -> tuple[Route, ...]:
    """Every call under /v1, literal paths before those with ids in them. Half a second, once."""
    found = [route for file in sorted(ROOT.rglob("*_service.py")) for route in _routes_in(file)]
    return tuple(sorted(found, key=lambda route: route.pattern.pattern.count("[^/]+")))


def _routes_in(file: Path) -> Iterator[Route]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    modules = {
        name.asname or name.name: node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("stripe.params")
        for name in node.names
    }
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
            route = _route(call, _params_name(function), modules)
            if route is not None:
                yield route


def _route(call: ast.Call, params: str | None, modules: dict[str, str]) -> Route | None:
    sends = isinstance(call.func, ast.Attribute) and call.func.attr in SENDS
    if not sends or len(call.args) < 2 or not isinstance(call.args[0], ast.Constant):  # noqa: PLR2004 -- method, path
        return None
    path = _literal(call.args[1])
    if path is None or not path.startswith("/v1/"):
        return None
    pattern = re.compile(re.sub(r"\\\{[^}]+\\\}", "[^/]+", re.escape(path)))
    place = (modules[params], params) if params in modules else None
    return Route(str(call.args[0].value), pattern, place)


def _params_name(function: ast.FunctionDef) -> str | None:
    for argument in function.args.args:
        if argument.arg == "params" and argument.annotation is not None:
            names = PARAMS_NAME.findall(ast.unparse(argument.annotation))
            return names[0] if names else None
    return None


def _literal(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        return _literal(node.func.value)
    return None
