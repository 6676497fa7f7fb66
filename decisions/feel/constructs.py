"""Reads the constructs with words and brackets of their own: if, for, some, function, lists, ranges, contexts."""

from abc import ABC, abstractmethod

from decisions.feel import dates
from decisions.feel.cursor import KindReader
from decisions.feel.faults import FeelSyntaxError
from decisions.feel.kinds import Kind
from decisions.feel.tree import (
    ContextOf,
    For,
    FunctionOf,
    If,
    ListOf,
    Literal,
    Node,
    NoValue,
    Quantified,
    RangeOf,
    Steps,
)  # fmt: skip

COMPARISONS = frozenset({"=", "!=", "<", "<=", ">", ">="})


class ConstructReader(KindReader, ABC):
    """The constructs; what they hold is read by `expression` and `end_of_range` of the whole grammar."""

    @abstractmethod
    def expression(self) -> Node:
        """An expression, up to what can't belong to it."""

    @abstractmethod
    def end_of_range(self) -> Node:
        """What stands at an end of a range."""

    def condition(self) -> Node:
        self.at += 1
        condition = self.expression()
        self.expect("then")
        then = self.expression()
        self.expect("else")
        return If(condition, then, self.expression())

    def loop(self) -> Node:
        iterators = self.iterators()
        self.expect("return")
        self.names.add("partial")
        return For(iterators, self.expression())

    def quantified(self) -> Node:
        every = self.token.text == "every"
        iterators = self.iterators()
        self.expect("satisfies")
        return Quantified(every, iterators, self.expression())

    def iterators(self) -> tuple[tuple[str, Node], ...]:
        found: list[tuple[str, Node]] = []
        self.at += 1
        while True:
            start = self.at
            while self.token.kind != "end" and not self.is_word("in"):
                self.at += 1
            if self.at == start or self.token.kind == "end":
                self.fail("a name and «in»")
            name = self.slice(start, self.at)
            self.names.add(name)
            self.at += 1
            domain = self.expression()
            if self.accept(".."):
                domain = Steps(domain, self.expression())
            found.append((name, domain))
            if not self.accept(","):
                return tuple(found)

    def function(self) -> Node:
        self.at += 2
        parameters: list[tuple[str, Kind | None]] = []
        while not self.accept(")"):
            if parameters:
                self.expect(",")
            start = self.at
            while self.token.text not in (":", ",", ")") and self.token.kind != "end":
                self.at += 1
            if self.at == start:
                self.fail("the name of a parameter")
            name = self.slice(start, self.at)
            self.names.add(name)
            parameters.append((name, self.kind() if self.accept(":") else None))
        if self.is_word("external"):
            self.fail("a FEEL expression (functions in other languages are never run)")
        return FunctionOf(tuple(parameters), self.expression())

    def in_parentheses(self) -> Node:
        self.at += 1
        node = self.expression()
        if self.is_sign(".."):
            return self.rest_of_range(node, included=False)
        self.expect(")")
        return node

    def list_or_range(self) -> Node:
        self.at += 1
        items: list[Node] = []
        while not self.accept("]"):
            if items:
                self.expect(",")
            items.append(self.expression())
            if len(items) == 1 and self.is_sign(".."):
                return self.rest_of_range(items[0], included=True)
        return ListOf(tuple(items))

    def rest_of_range(self, start: Node, included: bool) -> Node:
        """A range such as [1..3) from the «..» on."""
        self.expect("..")
        end = self.end_of_range()
        close = self.token.text
        if close not in (")", "]", "["):
            self.fail("«]» or «)» at the end of the range")
        self.at += 1
        return RangeOf(start, included, end, close == "]")

    def context(self) -> Node:
        self.at += 1
        entries: list[tuple[str, Node]] = []
        while not self.accept("}"):
            if entries:
                self.expect(",")
            start = self.at
            if self.token.kind == "string":
                name = self.token.value
                self.at += 1
            else:
                while self.token.text not in (":", "}", ",") and self.token.kind != "end":
                    self.at += 1
                name = self.slice(start, self.at) if self.at > start else ""
            if not name or not self.is_sign(":"):
                self.fail("the name of an entry and «:»")
            self.at += 1
            entries.append((name, self.expression()))
            self.add_name(name)
        return ContextOf(tuple(entries))

    def add_name(self, name: str) -> None:
        """Makes a context's key known; a key that could never be written as a name stays a key only."""
        try:
            self.names.add(name)
        except FeelSyntaxError:
            return

    def at_literal(self) -> Node:
        self.at += 1
        token = self.token
        if token.kind != "string":
            self.fail('a date, time or duration in quotation marks, such as @"2026-02-28"')
        value = dates.literal_of(token.value)
        self.at += 1
        written = f"@{token.text}"
        if value is None:
            problem = f'@"{token.value[:40]}" is no date, time, date and time or duration'
            return NoValue(problem, written)
        return Literal(value, written)
