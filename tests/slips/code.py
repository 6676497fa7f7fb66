"""Slips of our code: a condition turned, a statement left out, a part of a term forgotten, in one function at a time."""

import ast
import copy
import gc
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType

from tests.slips.slip import Impossible, Slip, told_apart

_TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_LENGTH = 90
"""So much of what is changed is quoted."""

Change = Callable[[ast.AST], None]
Function = ast.FunctionDef


def code_slips(root: Path, file: str) -> Iterator[Slip[CodeType]]:
    """Every slip of the functions of a file below `root`; each makes the code of its function anew."""
    return told_apart(_slips(root, file))


def lines_of(root: Path, slip: Slip[CodeType]) -> range:
    """The lines of the function that a slip changes."""
    _, function = _found(ast.parse((root / slip.file).read_text()), slip.place)
    return range(function.lineno, (function.end_lineno or function.lineno) + 1)


@contextmanager
def slipped(root: Path, slip: Slip[CodeType]) -> Iterator[Callable[[bool], None]]:
    """Switches a slip on and off; off when it is left. Raises Impossible."""
    changed = slip.make()
    meant = [(one, one.__code__) for one in _living(root)[slip.file, slip.place]]
    if any(code.co_freevars != changed.co_freevars for _, code in meant):
        raise Impossible(str(slip))

    def switch(on: bool) -> None:
        for function, code in meant:
            function.__code__ = changed if on else code

    try:
        yield switch
    finally:
        switch(on=False)


@cache
def _living(root: Path) -> dict[tuple[str, str], list[FunctionType]]:
    """The functions as they are called, by file below the root and name."""
    found: dict[tuple[str, str], list[FunctionType]] = defaultdict(list)
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__code__.co_filename.startswith(f"{root}/"):
            found[one.__code__.co_filename.removeprefix(f"{root}/"), one.__code__.co_qualname].append(one)
    return found


def _slips(root: Path, file: str) -> Iterator[Slip[CodeType]]:
    tree = ast.parse((root / file).read_text())
    for place, function in _functions(tree, ""):
        for number, node in enumerate(ast.walk(function)):
            for said, change in _changes(node):

                def make(place: str = place, number: int = number, change: Change = change) -> CodeType:
                    return _compiled(root, file, place, number, change)

                yield Slip(file, place, " ".join(said.split())[:_LENGTH], make)


def _functions(tree: ast.Module | ast.ClassDef, within: str) -> Iterator[tuple[str, Function]]:
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield from _functions(node, f"{within}{node.name}.")
        elif isinstance(node, Function) and not any(
            "cache" in ast.unparse(one) for one in node.decorator_list
        ):
            yield f"{within}{node.name}", node


def _found(tree: ast.Module, place: str) -> tuple[str, Function]:
    return next(one for one in _functions(tree, "") if one[0] == place)


def _compiled(root: Path, file: str, place: str, number: int, change: Change) -> CodeType:
    tree = ast.parse((root / file).read_text())
    _, function = _found(tree, place)
    change(list(ast.walk(function))[number])
    ast.fix_missing_locations(tree)
    module = compile(tree, str(root / file), "exec", dont_inherit=True)
    return next(code for code in _codes(module) if code.co_qualname == place)


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)


def _changes(node: ast.AST) -> Iterator[tuple[str, Change]]:
    """What may go wrong at a node, in words, and how."""
    yield from _of_conditions(node)
    yield from _of_terms(node)
    for part in ("body", "orelse", "finalbody"):
        block = getattr(node, part, None)
        if isinstance(block, list):
            yield from _of_block(part, block)


def _of_conditions(node: ast.AST) -> Iterator[tuple[str, Change]]:
    if isinstance(node, ast.If | ast.IfExp):
        yield f"never «{ast.unparse(node.test)}»", _set("test", ast.Constant(value=False))
        yield f"always «{ast.unparse(node.test)}»", _set("test", ast.Constant(value=True))
    if isinstance(node, ast.comprehension):
        for at, test in enumerate(node.ifs):
            yield f"«if {ast.unparse(test)}» left out", _without("ifs", at)
    if isinstance(node, ast.BoolOp):
        for at, value in enumerate(node.values):
            yield f"«{ast.unparse(value)}» left out", _without_operand(at)
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in _TURNED:
        yield f"«{ast.unparse(node)}» turned", _set("ops", [_TURNED[type(node.ops[0])]()])


def _of_terms(node: ast.AST) -> Iterator[tuple[str, Change]]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr | ast.BitAnd):
        yield f"only «{ast.unparse(node.left)}» of both", _one_side("left")
        yield f"only «{ast.unparse(node.right)}» of both", _one_side("right")
    if isinstance(node, ast.Call):
        for at, keyword in enumerate(node.keywords):
            yield f"«{ast.unparse(keyword)}» not said to {ast.unparse(node.func)}", _without("keywords", at)
    if isinstance(node, ast.Constant) and type(node.value) is int:
        yield f"{node.value + 1} for {node.value}", _set("value", node.value + 1)


def _of_block(part: str, block: list[ast.stmt]) -> Iterator[tuple[str, Change]]:
    for at, statement in enumerate(block):
        if _may_go(statement):
            yield f"«{ast.unparse(statement)}» left out", _instead(part, at, ast.Pass())
        if isinstance(statement, ast.Return) and isinstance(statement.value, ast.Call | ast.BoolOp):
            none = ast.Return(value=ast.Constant(value=None))
            yield f"nothing instead of «{ast.unparse(statement.value)}»", _instead(part, at, none)


def _may_go(statement: ast.stmt) -> bool:
    """Whether the code still runs without it: what gives no name that others use."""
    if isinstance(statement, ast.Expr):
        return isinstance(statement.value, ast.Call | ast.Yield | ast.YieldFrom)
    if isinstance(statement, ast.Assign):
        return isinstance(statement.targets[0], ast.Attribute | ast.Subscript)
    return isinstance(statement, ast.Raise | ast.AugAssign | ast.Delete | ast.Continue | ast.Break)


def _set(part: str, value: object) -> Change:
    return lambda node: setattr(node, part, copy.deepcopy(value))


def _without(part: str, at: int) -> Change:
    return lambda node: getattr(node, part).__delitem__(at)


def _without_operand(at: int) -> Change:
    def change(node: ast.AST) -> None:
        assert isinstance(node, ast.BoolOp)
        del node.values[at]
        node.values = node.values if len(node.values) > 1 else [*node.values, copy.deepcopy(node.values[0])]

    return change


def _one_side(side: str) -> Change:
    def change(node: ast.AST) -> None:
        assert isinstance(node, ast.BinOp)
        node.op = ast.BitOr()
        node.left = copy.deepcopy(getattr(node, side))
        node.right = copy.deepcopy(node.left)

    return change


def _instead(part: str, at: int, other: ast.stmt) -> Change:
    return lambda node: getattr(node, part).__setitem__(at, copy.deepcopy(other))
