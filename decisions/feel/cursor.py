"""Walks over the tokens of a text; the ground on which the grammar stands."""

from collections.abc import Mapping
from typing import NoReturn

from decisions.feel import kinds
from decisions.feel.faults import FeelSyntaxError
from decisions.feel.kinds import Kind
from decisions.feel.names import Names
from decisions.feel.tokens import Token, joined, tokens_of

MAX_DEPTH = 100


class Cursor:
    """The tokens, the place among them, and how deep the reading is nested."""

    def __init__(self, text: str, names: Names, types: Mapping[str, Kind]) -> None:
        self.text = text
        self.tokens = tokens_of(text)
        self.at = 0
        self.depth = 0
        self.names = names.copy()
        self.types = types
        self.bracket_opens = True  # False while «[» may be the open end of a range instead of a filter

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def is_sign(self, text: str, ahead: int = 0) -> bool:
        token = self.tokens[min(self.at + ahead, len(self.tokens) - 1)]
        return token.kind == "sign" and token.text == text

    def is_word(self, word: str, ahead: int = 0) -> bool:
        token = self.tokens[min(self.at + ahead, len(self.tokens) - 1)]
        return token.kind == "name" and token.text == word

    def accept(self, text: str) -> bool:
        token = self.token
        if token.text == text and token.kind in ("sign", "name"):
            self.at += 1
            return True
        return False

    def expect(self, text: str) -> None:
        if not self.accept(text):
            self.fail(f"«{text}»")

    def fail(self, expected: str) -> NoReturn:
        raise FeelSyntaxError(self.text, self.token.start, str(self.token), expected)

    def deeper(self, what: str = "an expression") -> None:
        """Goes one level down; the caller comes up again by itself."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.fail(f"{what} nested at most {MAX_DEPTH} deep")

    def slice(self, start: int, end: int) -> str:
        """The text of the tokens from start to before end, as a name is kept."""
        return joined(self.tokens[start:end])

    def name_before_colon(self) -> str | None:
        """Takes a name and its colon, if they are next."""
        ahead = self.at
        while self.tokens[ahead].kind == "name":
            ahead += 1
        if ahead == self.at or self.tokens[ahead].text != ":":
            return None
        name = self.slice(self.at, ahead)
        self.at = ahead + 1
        return name


class KindReader(Cursor):
    """Reads the names of kinds: number, list<string>, context<name: string>, function<number> -> string."""

    def kind(self) -> Kind:
        self.deeper("a type")
        found = self.kind_inside()
        self.depth -= 1
        return found

    def kind_inside(self) -> Kind:
        name = self.kind_name()
        if name in ("list", "range") and self.accept("<"):
            inside = self.kind()
            self.expect(">")
            return Kind(name, inside)
        if name == "context" and self.accept("<"):
            return Kind("context", fields=self.kind_fields())
        if name == "function" and self.accept("<"):
            parameters: list[Kind] = []
            while not self.accept(">"):
                if parameters:
                    self.expect(",")
                parameters.append(self.kind())
            self.expect("->")
            return Kind("function", self.kind(), parameters=tuple(parameters))
        found = kinds.named(name, self.types)
        if found is None:
            self.at -= 1
            self.fail("the name of a type")
        return found

    def kind_name(self) -> str:
        known = self.names.longest(self.tokens, self.at)
        if known is not None and kinds.named(known[0], self.types):
            self.at += known[1]
            return known[0]
        if self.token.kind != "name":
            self.fail("the name of a type")
        start = self.at
        self.at += 1
        while self.is_sign(".") and self.tokens[self.at + 1].kind == "name":
            self.at += 2
        return self.slice(start, self.at)

    def kind_fields(self) -> tuple[tuple[str, Kind], ...]:
        fields: list[tuple[str, Kind]] = []
        while not self.accept(">"):
            if fields:
                self.expect(",")
            name = self.name_before_colon()
            if name is None:
                self.fail("the name of a field and «:»")
            fields.append((name, self.kind()))
        return tuple(fields)
