"""Sets the parts of a text on lines: what fits stays on one, what does not is broken where it may be."""

from collections.abc import Sequence
from enum import Enum, auto

WIDTH = 100
_INDENT = 2


class Mark(Enum):
    """What stands between the pieces of text."""

    OPEN = auto()  # from here to CLOSE all lines are broken or none
    CLOSE = auto()
    INDENT = auto()
    DEDENT = auto()
    LINE = auto()  # a blank, or the end of the line
    SOFT = auto()  # nothing, or the end of the line
    HARD = auto()  # always the end of the line


Part = str | Mark
Parts = tuple[Part, ...]
_ENDS = frozenset({Mark.LINE, Mark.SOFT, Mark.HARD})


def laid_out(parts: Sequence[Part], width: int | None = WIDTH) -> str:
    """The text on lines of at most that width where it can be broken; on one line where the width is None."""
    lines = _Lines(width)
    for index, part in enumerate(parts):
        if isinstance(part, str):
            lines.write(part)
        else:
            lines.mark(part, parts, index)
    return lines.text()


class _Lines:
    """The finished lines, the one that is written, and which of the open groups are broken."""

    def __init__(self, width: int | None) -> None:
        self.width = width
        self.finished: list[str] = []
        self.line = ""
        self.indent = self.line_indent = 0
        self.broken: list[bool] = []

    def write(self, text: str) -> None:
        self.line = _joined(self.line, text)

    def mark(self, mark: Mark, parts: Sequence[Part], index: int) -> None:
        if mark is Mark.OPEN:
            self.broken.append(all(self.broken[-1:]) and not self.fits(parts, index))
        elif mark is Mark.CLOSE:
            self.broken.pop()
        elif mark in (Mark.INDENT, Mark.DEDENT):
            self.indent += _INDENT if mark is Mark.INDENT else -_INDENT
        elif mark is Mark.HARD or self.broken[-1]:
            self.end_line()
        elif mark is Mark.LINE:
            self.write(" ")

    def end_line(self) -> None:
        """Begins a new line, unless nothing stands on this one yet."""
        if self.line:
            self.finished.append(" " * self.line_indent + self.line.rstrip(" "))
        self.line, self.line_indent = "", self.indent

    def fits(self, parts: Sequence[Part], index: int) -> bool:
        """Whether the group that opens there, and what must stand behind it, has room on this line."""
        if self.width is None:
            return True
        line = " " * self.line_indent + self.line[self.line.rfind("\n") + 1 :]
        depth, is_behind = 0, False
        for at in range(index, len(parts)):
            part = parts[at]
            if is_behind and part in _ENDS:
                return True
            if isinstance(part, str) or part is Mark.LINE:
                line = _joined(line, part if isinstance(part, str) else " ")
            if part is Mark.HARD or len(line.rstrip(" ")) > self.width:
                return False
            depth += (part is Mark.OPEN) - (part is Mark.CLOSE)
            is_behind = is_behind or depth == 0
        return True

    def text(self) -> str:
        self.end_line()
        return "\n".join(self.finished)


def _joined(line: str, text: str) -> str:
    """The line with the text behind it; two blanks never meet."""
    return line + (text.lstrip(" ") if not line or line.endswith(" ") else text)
