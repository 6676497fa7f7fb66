"""Where names live while an expression runs: local ones in a frame, the others in the scope given from outside."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from decisions.feel.builtins import BUILTINS
from decisions.feel.faults import FeelEvaluationError
from decisions.feel.members import member_of
from decisions.feel.run import Run
from decisions.feel.tree import Name, Node, Path, parts_of
from decisions.feel.values import ForeignValueError, admit

Frame = list[object]
Closure = Callable[[Run, Frame], object]


@dataclass(frozen=True, slots=True)
class Local:
    """A local name and its place; an item's place has no name of its own but opens the fields of the item."""

    name: str
    place: int
    is_item: bool = False


Locals = tuple[Local, ...]


def outer_path(node: Node, local: Locals) -> tuple[str, ...] | None:
    """The names of a path that begins outside of the expression; None where a local name or an item may be meant."""
    members: list[str] = []
    while isinstance(node, Path):
        members.append(node.member)
        node = node.base
    if not isinstance(node, Name) or any(entry.is_item or entry.name == node.name for entry in local):
        return None
    return (node.name, *reversed(members))


def mentions(node: object, name: str) -> bool:
    """Whether the name occurs in the tree."""
    if isinstance(node, Name):
        return node.name == name
    return any(mentions(part, name) for part in parts_of(node))


def local_value(place: int) -> Closure:
    return lambda run, frame: frame[place]


def outer_value(path: tuple[str, ...]) -> Closure:
    """Reads a path from the scope; only what is at its end is converted."""
    first, rest = path[0], path[1:]

    def read(run: Run, frame: Frame) -> object:
        try:
            value: object = run.scope[first]
        except KeyError:
            value = BUILTINS.get(first)
            if value is None:
                return run.problem(f"«{first}» is not known here")
        for index, member in enumerate(rest):
            if isinstance(value, Mapping):
                try:
                    value = value[member]
                    continue
                except KeyError:
                    return run.problem(f"«{'.'.join(path[: index + 1])}» has no «{member}»")
            value = member_of(admitted(value, path), member, run)
        if type(value) is list or type(value) is dict:
            return _kept(run, path, value)
        return admitted(value, path)

    return read


def _kept(run: Run, path: tuple[str, ...], value: object) -> object:
    """A list or context of the scope is converted once in a run, however often it is read."""
    key = (id(run.scope), path)
    found = run.admitted.get(key)
    if found is None or found[0] is not run.scope:
        found = run.admitted[key] = (run.scope, admitted(value, path))
    return found[1]


def admitted(value: object, path: tuple[str, ...]) -> object:
    """The value as FEEL sees it; FeelEvaluationError with the path to a foreign one."""
    try:
        return admit(value)
    except ForeignValueError as error:
        raise FeelEvaluationError(f"«{'.'.join(path)}» cannot be used in an expression: {error}") from error
