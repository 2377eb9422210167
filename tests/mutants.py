"""Mutants: small faults made in the rules on purpose. Nothing is written to a file; tests/trials.py plants them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
RULES = ROOT / "bot" / "rules"

BOUNDARY = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
OPPOSITE = {
    ast.Lt: ast.GtE,
    ast.LtE: ast.Gt,
    ast.Gt: ast.LtE,
    ast.GtE: ast.Lt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
ARITHMETIC = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult}
OTHER_NAME = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one thing changed.

    within: the function or class, "" for none. was, becomes: the changed expression, of a constant what it stands in;
    "" for the module as it is.
    """

    module: str
    path: Path
    within: str
    line: int
    was: str
    becomes: str
    source: str

    @property
    def key(self) -> str:
        """What a mutant is known by, whatever line it stands on."""
        name = f"{self.module}.{self.within}" if self.within else self.module
        return f"{name}: {self.was} -> {self.becomes}"


def modules() -> list[Path]:
    """Every module of the rules that has something to change."""
    return [path for path in sorted(RULES.rglob("*.py")) if path.name != "__init__.py"]


def name_of(path: Path) -> str:
    """The dotted name of a module."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def mutants(path: Path) -> Iterator[Mutant]:
    """Every mutant of a module, in the order of its lines."""
    text = path.read_text(encoding="utf-8")
    for place, node in enumerate(changeable(ast.parse(text))):
        for number in range(len(others(node))):
            yield mutant(path, text, place, number)


def unchanged(path: Path) -> Mutant:
    """The module as it is, planted like a mutant: its tests must pass, or they would notice anything."""
    source = ast.unparse(ast.parse(path.read_text(encoding="utf-8")))
    return Mutant(name_of(path), path, "", 0, "", "", source)


def mutant(path: Path, text: str, place: int, number: int) -> Mutant:
    """The mutant in which the node at `place` of the changeable ones is the one at `number` of its others."""
    changed = ast.parse(text)  # anew: a copy takes longer
    node = changeable(changed)[place]
    around = _around(changed, node)
    within = ".".join(one.name for one in around if isinstance(one, ast.FunctionDef | ast.ClassDef))
    shown = around[-1] if isinstance(node, ast.Constant) else node
    was, line = ast.unparse(shown), node.lineno
    other = others(node)[number]
    source = ast.unparse(ast.fix_missing_locations(Substitute(node, other).visit(changed)))
    return Mutant(name_of(path), path, within, line, was, ast.unparse(other if shown is node else shown), source)


def _around(tree: ast.Module, node: ast.AST) -> list[ast.AST]:
    """What a node stands in, from the outside in."""
    found = [tree]
    while (inner := next((one for one in ast.iter_child_nodes(found[-1]) if _holds(one, node)), node)) is not node:
        found.append(inner)
    return found


def _holds(one: ast.AST, node: ast.AST) -> bool:
    return any(inner is node for inner in ast.walk(one))


class Substitute(ast.NodeTransformer):
    """Puts one node in the place of another."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        """The new node for the old one, every other one as it is."""
        return ast.copy_location(self.new, node) if node is self.old else super().visit(node)


def changeable(tree: ast.Module) -> list[ast.AST]:
    """The nodes that may be changed, in a fixed order: no annotations, decorators, docstrings or assertions."""
    return list(_walk(tree))


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Assert | ast.Import | ast.ImportFrom):
        return
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.expr) and others(child):
                yield child
            if isinstance(child, ast.AST):
                yield from _walk(child)


def others(node: ast.AST) -> list[ast.AST]:
    """What could stand in the place of a node, [] for what is not changed."""
    return [*_compared(node), *_combined(node), *_valued(node)]


def _compared(node: ast.AST) -> list[ast.AST]:
    match node:
        case ast.Compare(left, [operator], [right]):
            kinds = [known[type(operator)] for known in (BOUNDARY, OPPOSITE) if type(operator) in known]
            return [ast.Compare(left, [kind()], [right]) for kind in kinds]
        case ast.Compare(left, operators, right):
            return [
                ast.Compare(left, [*operators[:n], BOUNDARY[type(one)](), *operators[n + 1 :]], right)
                for n, one in enumerate(operators)
                if type(one) in BOUNDARY
            ]
    return []


def _combined(node: ast.AST) -> list[ast.AST]:
    match node:
        case ast.BoolOp(operator, values):
            return [ast.BoolOp(ast.Or() if isinstance(operator, ast.And) else ast.And(), values)]
        case ast.UnaryOp(ast.Not(), operand):
            return [operand]
        case ast.BinOp(left, operator, right) if type(operator) in ARITHMETIC:
            return [ast.BinOp(left, ARITHMETIC[type(operator)](), right)]
        case ast.Call(ast.Name(name), arguments, keywords) if name in OTHER_NAME:
            return [ast.Call(ast.Name(OTHER_NAME[name], ast.Load()), arguments, keywords)]
    return []


def _valued(node: ast.AST) -> list[ast.AST]:
    match node:
        case ast.Constant(bool() as value):
            return [ast.Constant(not value)]
        case ast.Constant(int() as value):
            return [ast.Constant(value + 1)]
    return []
