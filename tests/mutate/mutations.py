"""Small changes to a module: comparisons and their boundaries, arithmetic, logic, constants, returned values."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType
from typing import Any

COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
"""Each comparison's boundary moved, and its opposite."""
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
PLAIN = (ast.Name, ast.Attribute, ast.Call)
"""Conditions without an operator of their own to change."""
EXTREMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
FACTORS = (1.2, 0.8)
"""What a constant with a fraction is multiplied by. Nearer to 1: thresholds must be tested more closely."""
SMALLEST = 1e-4
"""Constants under this guard against a division by zero and are left alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A module with one change."""

    line: int
    text: str
    """The line in the source, without indentation."""
    change: str
    code: CodeType


@dataclass(frozen=True, slots=True)
class _Edit:
    """`node.field`, or its element `index`, becomes `value`."""

    node: ast.AST
    field: str
    value: Any
    change: str
    index: int | None = None

    def swap(self, value: Any) -> Any:
        """Put `value` there; returns what was there."""
        holder = getattr(self.node, self.field)
        if self.index is None:
            setattr(self.node, self.field, value)
            return holder
        before, holder[self.index] = holder[self.index], value
        return before


def mutants(source: str, file: str) -> list[Mutant]:
    """All mutants of a module, in the order of its lines."""
    tree, lines = ast.parse(source), source.splitlines()
    found = []
    for edit in _edits(tree):
        line = edit.node.target.lineno if isinstance(edit.node, ast.comprehension) else getattr(edit.node, "lineno", 1)
        before = edit.swap(edit.value)
        code = compile(ast.fix_missing_locations(tree), file, "exec")
        edit.swap(before)
        found.append(Mutant(line=line, text=lines[line - 1].strip(), change=edit.change, code=code))
    return sorted(found, key=lambda mutant: mutant.line)


def _edits(node: ast.AST) -> Iterator[_Edit]:
    """The changes of a node and of what is in it. Annotations, decorators, texts and `strict` of zip are no rules."""
    if isinstance(node, ast.keyword) and node.arg == "strict":
        return
    yield from _edits_of(node)
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "decorator_list", "bases", "format_spec", "type_params"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _edits(child)


def _edits_of(node: ast.AST) -> Iterator[_Edit]:
    match node:
        case ast.Compare() | ast.BinOp() | ast.AugAssign() | ast.BoolOp() | ast.UnaryOp():
            yield from _operators(node)
        case ast.Constant():
            yield from (_Edit(node, "value", value, f"{node.value!r} → {value!r}") for value in _constants(node.value))
        case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield _Edit(node, "value", ast.Constant(None), "returns None")
        case ast.Call(func=ast.Name(id=name)) if name in EXTREMES:
            yield _Edit(node.func, "id", EXTREMES[name], f"{name} → {EXTREMES[name]}")
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test) if isinstance(test, PLAIN):
            yield _Edit(node, "test", ast.UnaryOp(ast.Not(), test), "negated")
        case ast.comprehension(ifs=[test, *_]) if isinstance(test, PLAIN):
            yield _Edit(node, "ifs", ast.UnaryOp(ast.Not(), test), "negated", 0)


def _operators(node: ast.Compare | ast.BinOp | ast.AugAssign | ast.BoolOp | ast.UnaryOp) -> Iterator[_Edit]:
    if isinstance(node, ast.Compare):
        for index, operator in enumerate(node.ops):
            for other in COMPARISONS[type(operator)]:
                yield _Edit(node, "ops", other(), _change(operator, other), index)
    elif isinstance(node, ast.BoolOp):
        swapped = ast.Or if isinstance(node.op, ast.And) else ast.And
        yield _Edit(node, "op", swapped(), _change(node.op, swapped))
    elif isinstance(node, ast.BinOp | ast.AugAssign):
        if type(node.op) in OPERATORS:
            other_operator = OPERATORS[type(node.op)]
            yield _Edit(node, "op", other_operator(), _change(node.op, other_operator))
    elif isinstance(node.op, ast.USub):
        yield _Edit(node, "op", ast.UAdd(), _change(node.op, ast.UAdd))
    else:
        yield _Edit(node, "operand", ast.UnaryOp(node.op, node.operand), "negated")


def _change(before: ast.AST, after: type[ast.AST]) -> str:
    return f"{type(before).__name__} → {after.__name__}"


def _constants(value: object) -> Iterator[bool | int | float]:
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield from (value + 1, value - 1)
    elif isinstance(value, float) and (value == 0 or abs(value) >= SMALLEST):
        yield from ((value * factor for factor in FACTORS) if value else (1.0, -1.0))
