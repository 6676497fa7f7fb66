"""Reads a FEEL expression into its tree (FEEL spec 10.3.1.2): recursive descent, operators by binding power."""

import decimal
from collections.abc import Mapping

from decisions.feel.binding import AND, BINDING, COMPARE, OR
from decisions.feel.constructs import COMPARISONS, ConstructReader
from decisions.feel.faults import FeelSyntaxError
from decisions.feel.kinds import Kind
from decisions.feel.names import BUILT_IN, Names
from decisions.feel.tree import (
    And,
    Arithmetic,
    Between,
    Call,
    Comparison,
    Filter,
    In,
    InstanceOf,
    Literal,
    Name,
    Negation,
    Node,
    Or,
    Path,
    RangeOf,
    Tests,
)  # fmt: skip
from decisions.feel.values import DECIMAL128

KEYWORDS = frozenset(
    [
        "and",
        "between",
        "else",
        "every",
        "external",
        "false",
        "for",
        "function",
        "if",
        "in",
        "instance",
        "null",
        "of",
        "or",
        "return",
        "satisfies",
        "some",
        "then",
        "true",
    ]
)
_TWICE = 19
_CONSTANTS = {"null": None, "true": True, "false": False}


class Reader(ConstructReader):
    """Reads expressions and tests; one pass over one text."""

    # -- the ways in

    def expression_only(self) -> Node:
        node = self.expression()
        if self.token.kind != "end":
            self.fail("an operator or the end of the expression")
        return node

    def tests_only(self) -> Tests:
        tests = self.tests()
        if self.token.kind != "end":
            self.fail("«,» or the end of the tests")
        return tests

    # -- expressions

    def expression(self) -> Node:
        self.deeper()
        bracket_opens, self.bracket_opens = self.bracket_opens, True
        node = self.operators(OR)
        self.bracket_opens = bracket_opens
        self.depth -= 1
        return node

    def end_of_range(self) -> Node:
        """The end of a range; a «[» after it closes the range and filters nothing."""
        self.bracket_opens, before = False, self.bracket_opens
        node = self.operators(COMPARE + 1)
        self.bracket_opens = before
        return node

    def operators(self, least: int) -> Node:
        left = self.prefix()
        while True:
            token = self.token
            sign = token.text
            if token.kind == "sign":
                if sign in BINDING and BINDING[sign] >= least:
                    self.at += 1
                    left = Arithmetic(sign, left, self.operators(BINDING[sign] + 1))
                    continue
                if sign in COMPARISONS and least <= COMPARE:
                    self.at += 1
                    left = Comparison(sign, left, self.operators(COMPARE + 1))
                    continue
            elif token.kind == "name" and least <= COMPARE:
                found = self.word_operator(left, sign, least)
                if found is not None:
                    left = found
                    continue
            return left

    def word_operator(self, left: Node, word: str, least: int) -> Node | None:
        if word == "and" and least <= AND:
            return And(self.chain(left, "and", AND))
        if word == "or" and least <= OR:
            return Or(self.chain(left, "or", OR))
        if word == "between":
            self.at += 1
            low = self.operators(COMPARE + 1)
            self.expect("and")
            return Between(left, low, self.operators(COMPARE + 1))
        if word == "in":
            self.at += 1
            return In(left, self.in_tests())
        return None

    def chain(self, first: Node, word: str, binding: int) -> tuple[Node, ...]:
        parts = [first]
        while self.accept(word):
            parts.append(self.operators(binding + 1))
        return tuple(parts)

    def in_tests(self) -> Tests:
        if not self.is_sign("("):
            return Tests((self.test(COMPARE + 1),))
        self.at += 1
        first = self.test(OR)
        if self.is_sign(".."):
            return Tests((self.rest_of_range(first, included=False),))
        tests = self.more_tests(first)
        self.expect(")")
        return Tests(tests)

    def prefix(self) -> Node:
        if self.is_sign("-"):
            self.deeper()
            self.at += 1
            node: Node = Negation(self.prefix())
            self.depth -= 1
            return node
        node = self.postfix(self.primary())
        while self.is_word("instance") and self.is_word("of", 1):
            self.at += 2
            node = InstanceOf(node, self.kind())
        return node

    def postfix(self, node: Node) -> Node:
        while self.token.kind == "sign":
            if self.is_sign("."):
                self.at += 1
                node = Path(node, self.member())
            elif self.is_sign("[") and self.bracket_opens:
                self.at += 1
                condition = self.expression()
                self.expect("]")
                node = Filter(node, condition)
            elif self.is_sign("("):
                self.at += 1
                node = self.call(node)
            else:
                break
        return node

    def member(self) -> str:
        known = self.names.longest(self.tokens, self.at)
        if known is not None:
            self.at += known[1]
            return known[0]
        if self.token.kind != "name":
            self.fail("a name after «.»")
        self.at += 1
        return self.tokens[self.at - 1].text

    def call(self, target: Node) -> Node:
        arguments: list[Node] = []
        names: list[str] = []
        while not self.accept(")"):
            if arguments:
                self.expect(",")
            name = self.name_before_colon()
            if name is not None:
                names.append(name)
            arguments.append(self.expression())
            if names and len(names) != len(arguments):
                self.fail("either all arguments with their names or none")
        return Call(target, tuple(arguments), tuple(names) if names else None)

    # -- primaries

    def primary(self) -> Node:
        token = self.token
        if token.kind == "number":
            return self.number()
        if token.kind == "string":
            self.at += 1
            return Literal(token.value, token.text)
        known = self.names.longest(self.tokens, self.at)
        if known is not None:
            self.at += known[1]
            return Name(known[0])
        if token.kind == "name":
            return self.word()
        if token.text == "(":
            return self.in_parentheses()
        if token.text == "[":
            return self.list_or_range()
        if token.text == "{":
            return self.context()
        if token.text == "@":
            return self.at_literal()
        if token.text == "]":
            self.at += 1
            return self.rest_of_range(self.expression(), included=False)
        if token.text in COMPARISONS and self.test_may_stand_here():
            return self.comparison_value()
        return self.fail("a value")

    def test_may_stand_here(self) -> bool:
        """A comparison without left side is a value only in brackets or lists: (< 5)."""
        return self.at > 0 and self.tokens[self.at - 1].text in ("(", "[", ",", ":", "return")

    def comparison_value(self) -> Node:
        """A range written as a comparison: (< 5); (= 5) is the range of one value."""
        if not self.accept("="):
            return self.comparison_test(COMPARE + 1)
        # The operand stands at both ends and is run twice, which doubles with each level.
        self.depth += _TWICE
        self.deeper()
        operand = self.operators(COMPARE + 1)
        self.depth -= _TWICE + 1
        return RangeOf(operand, True, operand, True, comparison=True)

    def number(self) -> Node:
        token = self.token
        try:
            value = DECIMAL128.create_decimal(token.text)
        except decimal.Overflow:
            self.fail("a number of at most 6144 digits")
        self.at += 1
        return Literal(value, token.text)

    def word(self) -> Node:
        word = self.token.text
        if word in _CONSTANTS:
            self.at += 1
            return Literal(_CONSTANTS[word], word)
        if word == "if":
            return self.condition()
        if word == "for":
            return self.loop()
        if word in ("some", "every") and self.tokens[self.at + 1].kind == "name":
            return self.quantified()
        if word == "function" and self.is_sign("(", 1):
            return self.function()
        if word in KEYWORDS:
            self.fail("a value")
        self.at += 1
        return Name(word)

    # -- unary tests

    def tests(self) -> Tests:
        if self.is_sign("-") and self.tokens[self.at + 1].kind == "end":
            self.at += 1
            return Tests(())
        if self.is_word("not") and self.is_sign("(", 1):
            around_all = self.negated()
            if around_all is not None:
                return around_all
        return Tests(self.more_tests(self.test(OR)))

    def negated(self) -> Tests | None:
        """The tests inside of «not(…)», if that stands around all of them: «not(a) and b» is a condition."""
        at, names = self.at, self.names.copy()
        self.at += 2
        try:
            tests = self.more_tests(self.test(OR))
            self.expect(")")
            if self.token.kind == "end":
                return Tests(tests, negated=True)
        except FeelSyntaxError:
            pass  # read as a condition it will say itself what is wrong
        self.at, self.names = at, names
        return None

    def more_tests(self, first: Node) -> tuple[Node, ...]:
        found = [first]
        while self.accept(","):
            found.append(self.test(OR))
        return tuple(found)

    def test(self, least: int) -> Node:
        if self.token.kind == "sign" and self.token.text in COMPARISONS:
            return self.comparison_test(least)
        if least == OR:
            return self.expression()
        return self.operators(least)

    def comparison_test(self, least: int) -> Node:
        sign = self.token.text
        self.at += 1
        operand = self.operators(max(least, COMPARE + 1))
        if sign in ("=", "!="):
            return Comparison(sign, Name("?"), operand)
        if sign[0] == "<":
            return RangeOf(None, False, operand, sign == "<=", comparison=True)
        return RangeOf(operand, sign == ">=", None, False, comparison=True)


def read(text: str, names: Names = BUILT_IN, types: Mapping[str, Kind] | None = None) -> Node:
    """The tree of the expression; FeelSyntaxError with line and column if it is none."""
    return Reader(text, names, types or {}).expression_only()


def read_tests(text: str, names: Names = BUILT_IN, types: Mapping[str, Kind] | None = None) -> Tests:
    """The tree of unary tests as a decision table's cell has them; FeelSyntaxError if they are none."""
    return Reader(text, names, types or {}).tests_only()
