"""Cuts the text of a FEEL expression into tokens, each with its place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from decisions.feel.faults import FeelSyntaxError

MAX_TEXT = 50_000

# FEEL spec 10.3.1.2, rules 27-30: what a name may start and go on with. «?» is only the subject of unary tests here.
_START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NEXT = _START + "0-9\u00b7\u0300-\u036f\u203f\u2040"
_TOKEN = re.compile(
    rf"""
    (?P<space>(?:[\s\ufeff\u180e\u200b]|//[^\n]*|/\*.*?\*/)+)
  | (?P<number>(?:\d+(?:\.(?!\.)\d+)?|\.\d+)(?:[eE][+-]?\d+)?)
  | (?P<string>"(?:\\.|[^"\\])*")
  | (?P<name>[{_START}][{_NEXT}]*|\?)
  | (?P<sign>\*\*|\.\.|->|<=|>=|!=|[-+*/=<>()\[\]{{}},:.@'])
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{6}|.)", re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "'": "'", "\\": "\\"}


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of text: kind is number, string, name, sign or end; value is the string without quotes."""

    kind: str
    text: str
    start: int
    end: int
    value: str = ""

    def __str__(self) -> str:
        if self.kind == "end":
            return "the end of the expression"
        return f"«{self.text}»"


def tokens_of(text: str) -> list[Token]:
    """All tokens of the text, the last one of kind "end"; FeelSyntaxError where no token can begin."""
    if len(text) > MAX_TEXT:
        raise FeelSyntaxError(text, MAX_TEXT, f"{len(text)} characters", f"at most {MAX_TEXT}")
    found: list[Token] = []
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None or (match.group() == "/" and text.startswith("/*", position)):
            raise FeelSyntaxError(text, position, f"«{text[position]}»", _expected_at(text, position))
        kind = match.lastgroup or ""
        if kind == "string":
            value = _unescape(text, match)
            found.append(Token(kind, match.group(), position, match.end(), value))
        elif kind != "space":
            found.append(Token(kind, match.group(), position, match.end()))
        position = match.end()
    found.append(Token("end", "", len(text), len(text)))
    return found


def joined(tokens: Sequence[Token]) -> str:
    """The text of the tokens; blanks and comments between two of them become one blank."""
    text = "".join(token.text for token in tokens[:1])
    for before, token in pairwise(tokens):
        text += (" " if before.end < token.start else "") + token.text
    return text


def _expected_at(text: str, position: int) -> str:
    if text[position] == '"':
        return "a closing quotation mark for the text that begins here"
    if text.startswith("/*", position):
        return "*/ at the end of the comment that begins here"
    return "a name, a number, a text in quotation marks or an operator"


def _unescape(text: str, match: re.Match[str]) -> str:
    body = match.group()[1:-1]
    if "\\" not in body:
        return body

    def replace(escape: re.Match[str]) -> str:
        code = escape.group(1)
        if code[0] in "uU" and len(code) > 1:
            point = int(code[1:], 16)
            if point > 0x10FFFF:
                place = match.start() + 1 + escape.start()
                raise FeelSyntaxError(text, place, f"«{escape.group()}»", "a Unicode character")
            return chr(point)
        # Regular expressions are written as in "\d+": an unknown escape stays as it is.
        return _ESCAPES.get(code, escape.group())

    plain = _ESCAPE.sub(replace, body)
    # A pair of \uD83D\uDC0E escapes is one character; a lone half is none.
    if any("\ud800" <= sign <= "\udfff" for sign in plain):
        try:
            return plain.encode("utf-16", "surrogatepass").decode("utf-16")
        except UnicodeDecodeError as error:
            raise FeelSyntaxError(text, match.start(), "half of a surrogate pair", "both halves") from error
    return plain
