"""Random expressions: as texts that mostly can be read, with blanks and comments strewn in, and as trees."""

from decimal import Decimal

from hypothesis import strategies as st

from decisions.feel.builtins import BUILTINS
from decisions.feel.kinds import Kind
from decisions.feel.tokens import tokens_of
from decisions.feel.tree import (
    And,
    Arithmetic,
    Between,
    Call,
    Comparison,
    ContextOf,
    Filter,
    For,
    FunctionOf,
    If,
    In,
    InstanceOf,
    ListOf,
    Literal,
    Name,
    Negation,
    Node,
    Or,
    Path,
    Quantified,
    RangeOf,
    Steps,
    Tests,
)

KNOWN_NAMES = ("first name", "profit/loss")
PIECES = st.sampled_from(
    ["1", "2.5", '"a"', '@"2026-01-31"', '@"P1M"', '@"PT5H"', '@"10:00:00Z"', "true", "null", "x", "y", ".", ",", "(", ")", "[", "]", "{", "}", ":", "=", "<", ">=", "+", "-", "*", "/", "**", "..", "and", "or", "not", "if", "then", "else", "for", "in", "return", "some", "every", "satisfies", "between", "instance", "of", "number", "list", "function", "item", "?", "a", "b"]
)  # fmt: skip
ATOMS = st.sampled_from(
    ['1', '-2.5', '1e30', '"abc"', '""', "null", "true", "[]", "[1, 2, 3]", "{a: 1}", "[1..5]", "(< 5)", "x", "y", "item",
     '@"2026-01-31"', '@"9999-12-31"', '@"P1M"', '@"PT5H"', '@"10:00:00"', '@"2026-01-31T10:00:00@Europe/Zurich"',
     "function(a) a", '"[a-z]+"', '@"0001-01-01T00:00:00+14:00"']
)  # fmt: skip
SIGNS = st.sampled_from(["+", "-", "*", "/", "**", "=", "!=", "<", ">=", "and", "or", "in"])
MEMBERS = st.sampled_from(["a", "year", "time offset", "end", "months"])


def _compound(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    names = st.sampled_from(sorted(BUILTINS))
    return st.one_of(
        st.tuples(names, st.lists(inner, max_size=4)).map(lambda t: f"{t[0]}({', '.join(t[1])})"),
        st.tuples(inner, SIGNS, inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        st.tuples(inner, inner).map(lambda t: f"({t[0]})[{t[1]}]"),
        st.tuples(inner, inner).map(lambda t: f"(for q in {t[0]} return {t[1]})"),
        st.tuples(inner, MEMBERS).map(lambda t: f"({t[0]}).{t[1]}"),
        st.tuples(inner, inner, inner).map(lambda t: f"(if {t[0]} then {t[1]} else {t[2]})"),
    )  # fmt: skip


def _bare(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """The same and the other constructs, but with parentheses only now and then."""
    twice, thrice = st.tuples(inner, inner), st.tuples(inner, inner, inner)
    return st.one_of(
        _compound(inner),
        st.tuples(inner, SIGNS, inner).map(" ".join),
        inner.map(lambda t: f"-{t}"),
        inner.map(lambda t: f"({t})"),
        twice.map(lambda t: f"{t[0]}[{t[1]}]"),
        twice.map(lambda t: f"{{a: {t[0]}, b c: {t[1]}, d: a}}"),
        twice.map(lambda t: f"function(a: number, b) {t[0]} + {t[1]}"),
        twice.map(lambda t: f"({t[0]})(a: {t[1]})"),
        twice.map(lambda t: f"some q in {t[0]} satisfies {t[1]}"),
        twice.map(lambda t: f"every q in {t[0]} satisfies {t[1]}"),
        twice.map(lambda t: f"]{t[0]}..{t[1]}["),
        twice.map(lambda t: f"{t[0]} in ({t[1]}, < {t[0]}, [{t[0]}..{t[1]}))"),
        twice.map(lambda t: f"{t[0]} in >= {t[1]}"),
        twice.map(lambda t: f"[{t[0]}, < {t[1]}, (= {t[0]})]"),
        thrice.map(lambda t: f"{t[0]} between {t[1]} and {t[2]}"),
        thrice.map(lambda t: f"if {t[0]} then {t[1]} else {t[2]}"),
        thrice.map(lambda t: f"for q in {t[0]}..{t[1]}, r in {t[2]} return q"),
        inner.map(lambda t: f"{t} instance of list<dateTime>"),
        inner.map(lambda t: f"first name + {t}"),
    )


EXPRESSIONS = st.lists(PIECES, min_size=1, max_size=12).map(" ".join) | st.recursive(
    ATOMS, _compound, max_leaves=8
)
BARE = st.recursive(ATOMS, _bare, max_leaves=12)
TESTS = st.one_of(
    BARE,
    BARE.map(lambda t: f"not({t})"),
    BARE.map(lambda t: f"? = {t}"),
    st.tuples(BARE, BARE).map(lambda t: f"< {t[0]}, {t[1]}"),
    st.tuples(BARE, BARE).map(lambda t: f"not({t[0]}, != {t[1]})"),
    st.tuples(BARE, BARE).map(lambda t: f"? > {t[0]} and {t[1]}"),
)
BLANKS = st.sampled_from([" ", "  ", "\n", "\n\t", "\u00a0"])
GAPS = BLANKS | st.sampled_from(
    [" /* why */ ", " // so\n", "\n// so\n", "\n/* a\n b */\n", " /**/ // so\n", "/* why *//**/"]
)


@st.composite
def strewn(draw: st.DrawFn, texts: st.SearchStrategy[str], gaps: st.SearchStrategy[str]) -> tuple[str, str]:
    """A text, and the same with such gaps between its tokens."""
    text = draw(texts)
    pieces = [(draw(gaps) if draw(st.booleans()) else " ") + token.text for token in tokens_of(text)]
    return text, "".join(pieces)


LITERALS = st.one_of(
    st.sampled_from([Literal(None), Literal(True), Literal(False)]),
    st.decimals(0, 10**9, allow_nan=False, places=3).map(Literal),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=6).map(Literal),
    st.sampled_from([Decimal("1E+80"), Decimal("1E-50"), Decimal(0)]).map(Literal),
)
NAMES = st.sampled_from(["x", "y", "first name", "profit/loss", "item", "partial", "?", "größe"]).map(Name)
KEYS = st.sampled_from(["a", "b c", "profit/loss", "1", "a§", "a // b", 'say "so"', " a", "a-b"])
KINDS = st.sampled_from(
    [Kind("number"), Kind("date and time"), Kind("list", Kind("string")), Kind("context", fields=(("a", Kind("Any")),)),
     Kind("function", Kind("number"), parameters=(Kind("string"),)), Kind("range", Kind("date"))]
)  # fmt: skip


def _nodes(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    any_number = st.lists(inner, max_size=3).map(tuple)
    iterators = st.lists(
        st.tuples(st.sampled_from(["q", "r"]), inner | st.builds(Steps, inner, inner)), min_size=1, max_size=2
    ).map(tuple)
    one_ended = st.tuples(inner, st.booleans()).map(lambda t: RangeOf(t[0], t[1], None, False, True))
    other_ended = st.tuples(inner, st.booleans()).map(lambda t: RangeOf(None, False, t[0], t[1], True))
    tests = st.lists(
        inner | st.builds(Comparison, st.sampled_from(["=", "!="]), st.just(Name("?")), inner),
        min_size=1,
        max_size=3,
    ).map(tuple)
    return st.one_of(
        st.builds(Arithmetic, st.sampled_from(["+", "-", "*", "/", "**"]), inner, inner),
        st.builds(Comparison, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), inner, inner),
        st.builds(Negation, inner),
        st.builds(And, several),
        st.builds(Or, several),
        st.builds(If, inner, inner, inner),
        st.builds(Between, inner, inner, inner),
        st.builds(In, inner, st.builds(Tests, tests)),
        st.builds(InstanceOf, inner, KINDS),
        st.builds(ListOf, any_number),
        st.builds(ContextOf, st.lists(st.tuples(KEYS, inner), max_size=2).map(tuple)),
        st.builds(RangeOf, inner, st.booleans(), inner, st.booleans()),
        one_ended,
        other_ended,
        inner.map(lambda node: RangeOf(node, True, node, True, comparison=True)),
        st.builds(For, iterators, inner),
        st.builds(Quantified, st.booleans(), iterators, inner),
        st.builds(FunctionOf, st.lists(st.tuples(st.sampled_from(["p", "q"]), st.none() | KINDS), max_size=2).map(tuple), inner),
        st.builds(Path, inner, st.sampled_from(["a", "time offset", "first name", "if"])),
        st.builds(Filter, inner, inner),
        st.builds(Call, inner, any_number),
        st.builds(lambda target, node: Call(target, (node,), ("start position",)), inner, inner),
    )  # fmt: skip


TREES: st.SearchStrategy[Node] = st.recursive(LITERALS | NAMES, _nodes, max_leaves=12)


def _typed(numbers: list[str], texts: list[str], truths: list[str]) -> st.SearchStrategy[str]:
    """Expressions that mostly work: each operation is given what it takes, now and then something else."""
    number: st.SearchStrategy[str] = st.deferred(lambda: _number(numbers, number, items, truth, anything))
    items = st.deferred(lambda: _items(number, truth, anything))
    truth: st.SearchStrategy[str] = st.deferred(lambda: _truth(truths, number, text, items, truth, anything))
    text = st.sampled_from(texts) | number.map(lambda n: f"string({n})")
    anything = st.one_of(
        number, text, truth, items, ATOMS,
        st.tuples(number, text).map(lambda t: f"{{a: {t[0]}, b: {t[1]}}}"),
        number.map(lambda n: f'@"2026-01-31" + duration("P1D") * {n}'),
        st.tuples(truth, items, number).map(lambda t: f"if {t[0]} then {t[1]} else {t[2]}"),
        st.tuples(text, number).map(lambda t: f"{{f: function(p) p + {t[1]}, g: f({t[0]}), h: f({t[1]})}}"),
    )  # fmt: skip
    return anything


def _number(
    atoms: list[str],
    number: st.SearchStrategy[str],
    items: st.SearchStrategy[str],
    truth: st.SearchStrategy[str],
    anything: st.SearchStrategy[str],
) -> st.SearchStrategy[str]:
    atom = st.sampled_from(atoms)
    return atom | st.one_of(
        atom,
        st.tuples(number, st.sampled_from("+-*"), number).map(lambda t: f"({' '.join(t)})"),
        st.tuples(truth, number, anything).map(lambda t: f"(if {t[0]} then {t[1]} else {t[2]})"),
        items.map(lambda t: f"count({t})"),
        items.map(lambda t: f"({t})[1]"),
        st.tuples(items, number).map(lambda t: f"({t})[{t[1]}]"),
        items.map(lambda t: f"max({t})"),
        anything.map(lambda t: f"get or else({t}, 1)"),
        anything.map(lambda t: f"{{a: {t}}}.a"),
        number.map(lambda n: f"(function(p: number) p + 1)({n})"),
        st.just('@"2026-01-31".month'),
    )


def _items(
    number: st.SearchStrategy[str], truth: st.SearchStrategy[str], anything: st.SearchStrategy[str]
) -> st.SearchStrategy[str]:
    some = st.lists(number, min_size=1, max_size=3).map(lambda items: f"[{', '.join(items)}]")
    return some | st.one_of(
        some,
        st.lists(anything, max_size=2).map(lambda items: f"[{', '.join(items)}]"),
        st.tuples(some, number).map(lambda t: f"(for q in {t[0]} return q + {t[1]})"),
        st.tuples(some, anything).map(lambda t: f"(for q in {t[0]} return {t[1]})"),
        st.tuples(some, number).map(lambda t: f"{t[0]}[item > {t[1]}]"),
        st.tuples(some, truth).map(lambda t: f"{t[0]}[{t[1]}]"),
        st.tuples(number, anything).map(lambda t: f"[{{a: {t[0]}}}, {{a: {t[1]}}}, null][a = 1].a"),
        some.map(lambda t: f"sort({t})"),
        st.just("(for q in 1..3 return q)"),
    )


def _truth(
    atoms: list[str],
    number: st.SearchStrategy[str],
    text: st.SearchStrategy[str],
    items: st.SearchStrategy[str],
    truth: st.SearchStrategy[str],
    anything: st.SearchStrategy[str],
) -> st.SearchStrategy[str]:
    atom = st.sampled_from(atoms)
    return atom | st.one_of(
        atom,
        st.tuples(number, st.sampled_from(["<", "=", ">="]), number).map(lambda t: f"({' '.join(t)})"),
        st.tuples(text, st.sampled_from(["=", "!="]), anything).map(lambda t: f"({t[0]} {t[1]} ({t[2]}))"),
        st.tuples(truth, st.sampled_from(["and", "or"]), anything).map(lambda t: f"({t[0]} {t[1]} ({t[2]}))"),
        st.tuples(number, number).map(lambda t: f"({t[0]} in [{t[1]}..9])"),
        st.tuples(number, anything, number).map(lambda t: f"({t[0]} in (({t[1]}), < {t[2]}))"),
        st.tuples(number, number).map(lambda t: f"({t[0]} between {t[1]} and 9)"),
        st.tuples(items, truth).map(lambda t: f"(some q in {t[0]} satisfies q > 1 or {t[1]})"),
        st.tuples(text, text).map(lambda t: f"contains({t[0]}, {t[1]})"),
        anything.map(lambda t: f"(({t}) instance of number)"),
        truth.map(lambda t: f"not({t})"),
    )


TYPED = _typed(
    ["1", "2.5", "-3", "age", "case.count", "unknown"],
    ['"a"', '"A1"', "name", "case.title"],
    ["true", "false", "open", "null"],
)
