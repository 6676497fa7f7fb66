"""One way of writing FEEL: what means the same looks the same."""

from collections.abc import Callable, Iterable

from decisions.feel.expression import parse, parse_unary_tests
from decisions.feel.faults import FeelSyntaxError
from decisions.feel.formatting import constructs, literals, operators
from decisions.feel.formatting.comments import with_comments
from decisions.feel.formatting.layout import laid_out
from decisions.feel.formatting.writing import inner
from decisions.feel.grammar import read, read_tests
from decisions.feel.names import known
from decisions.feel.tree import Node

__all__ = ["constructs", "format_expression", "format_unary_tests", "literals", "operators", "text_of_tree"]


def format_expression(text: str, known_names: Iterable[str] = ()) -> str:
    """The expression in its one writing, comments kept; FeelSyntaxError if it is none.

    Literals stay as they are written. What is longer than 100 characters is broken at «and», «or», «then», «else»,
    «return», «satisfies», and between entries, items and arguments.
    """
    names = tuple(known_names)
    parse(text, names)
    return _formatted(text, lambda written: read(written, known(names)))


def format_unary_tests(text: str, known_names: Iterable[str] = ()) -> str:
    """The tests of a cell in their one writing; as format_expression."""
    names = tuple(known_names)
    parse_unary_tests(text, names)
    return _formatted(text, lambda written: read_tests(written, known(names)))


def text_of_tree(node: Node) -> str:
    """The tree as FEEL on one line, for messages; «…» stands for what has no writing, such as a decision table."""
    return laid_out(inner(node), width=None)


def _formatted(text: str, read_again: Callable[[str], Node]) -> str:
    """The text in its one writing.

    Where only the author's parentheses keep words from being read as a longer name, as in (date) and (time), the
    text stays as it is.
    """
    tree = read_again(text)
    written = laid_out(with_comments(inner(tree), text))
    try:
        return written if read_again(written) == tree else text.strip()
    except FeelSyntaxError:
        return text.strip()
