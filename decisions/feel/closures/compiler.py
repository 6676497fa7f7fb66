"""The compiler: which rule turns which node into a Python function, and where local names have their place.

Local names (loop variables, parameters, entries of contexts) have a place in a frame that is known beforehand.
Inside a filter a name may also be a field of the item, which only the value tells.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from decisions.feel.faults import FeelSyntaxError
from decisions.feel.frames import Closure, Local, Locals
from decisions.feel.tree import Node

MAX_HEIGHT = 100
Kind = TypeVar("Kind", bound=Node)
_RULES: dict[type[Node], Callable[..., Closure]] = {}


@dataclass(frozen=True, slots=True)
class Foreign(Node, ABC):
    """A construct of another notation, such as a decision table, that compiles itself."""

    @abstractmethod
    def compiled(self, compiler: "Compiler", local: Locals) -> Closure:
        """The closure of the construct; what it holds of FEEL it gives to the compiler."""


class Compiler:
    """Compiles one expression; counts the places its frame needs."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.places = 0
        self.height = 0

    def closure(self, node: Node, local: Locals) -> Closure:
        """The function that evaluates the node; FeelSyntaxError if the tree is too high to be run."""
        self.height += 1
        if self.height > MAX_HEIGHT:
            self.height = 0
            expected = f"an expression nested at most {MAX_HEIGHT} deep"
            raise FeelSyntaxError(self.text, 0, "one with more parts", expected)
        made = (
            node.compiled(self, local) if isinstance(node, Foreign) else _RULES[type(node)](node, self, local)
        )
        self.height -= 1
        return made

    def add(self, local: Locals, name: str, is_item: bool = False) -> tuple[Locals, int]:
        """The locals with one more, and its place."""
        place = len(local)
        self.places = max(self.places, place + 1)
        return (*local, Local(name, place, is_item)), place


Rule = Callable[[Kind, Compiler, Locals], Closure]


def compiles(kind: type[Kind]) -> Callable[[Rule[Kind]], Rule[Kind]]:
    """Enters the rule for a kind of node."""

    def enter(rule: Rule[Kind]) -> Rule[Kind]:
        _RULES[kind] = rule
        return rule

    return enter
