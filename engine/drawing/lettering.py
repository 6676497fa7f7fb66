"""Text in pictures: how wide it is in IBM Plex Sans, where lines break, and the tspans that result."""

import re
from html import escape
from math import ceil

# thousandths of the font size, measured in IBM Plex Sans 400; what is not listed counts as an average letter
WIDTHS: dict[str, int] = {
    letter: width
    for width, letters in {
        245: " '",
        255: "ijîï",
        275: ",.l!",
        310: ":;|[]f",
        340: "(){}t",
        375: "r/",
        400: "-I",
        440: '"*z',
        487: "?sv",
        505: "ycçxLJ«»",
        532: "kgaäàâ",
        555: "eèéêëFoöô",
        570: "_hnuüùûT",
        582: "ZbdpqSE",
        600: "–Y$0123456789+<=>~×PV",
        625: "XCK",
        645: "RAÄB",
        676: "DUÜ",
        700: "&GHNOQÖ#",
        768: "w",
        810: "…M",
        890: "m@W",
        927: "%",
    }.items()
    for letter in letters
}
AVERAGE = 560
LEADING = 1.2
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text_width(text: str, size: float) -> float:
    """Width in pixels of a text set in the regular weight."""
    return size * sum(WIDTHS.get(letter, AVERAGE) for letter in text) / 1000


BETWEEN_WORDS = re.compile(r"[^\S\u00a0\u202f]+")
"""Where a line may break: never at a no-break space, such as before a French question mark."""


def wrapped(text: str, width: float, size: float) -> list[str]:
    """Lines no wider than `width`: broken between words, after / and - where a word is too long, else within it."""
    lines = [""]
    for word in filter(None, BETWEEN_WORDS.split(text)):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if text_width(joined, size) <= width:
            lines[-1] = joined
            continue
        if lines[-1]:
            lines.append("")
        *full, lines[-1] = pieces(word, width, size)
        lines[-1:] = [*full, lines[-1]]
    return [line for line in lines if line]


def pieces(word: str, width: float, size: float) -> list[str]:
    """One word, cut where it must be."""
    found = [""]
    for part in re.split(r"(?<=[/\-–_.])", word):
        if text_width(found[-1] + part, size) <= width:
            found[-1] += part
            continue
        if found[-1]:
            found.append("")
        before = len(found) - 1
        count = ceil(text_width(part, size) / max(1, width - text_width("-", size)))
        share = len(part) / count  # pieces of like length, so that no single letter is left over
        for at, letter in enumerate(part):
            full = text_width(found[-1] + letter + "-", size) > width
            if found[-1] and (full or at >= share * (len(found) - before)):
                found[-1] += "-"
                found.append("")
            found[-1] += letter
    return found


def label_width(width: float) -> float:
    """Room for a name in a label that an editor measured in its own, smaller letters."""
    return max(width * 1.15 + 4, 60)


def grown(
    label: tuple[float, float, float, float], lines: list[str], size: float, by: tuple[float, float]
) -> str:
    """Lines in a label's bounds; longer ones (another language) grow away from what the label stands by."""
    x, y, w, h = label
    more_w = max(0, max((text_width(line, size) for line in lines), default=0) - w) / 2
    more_h = max(0, len(lines) * size * LEADING - h) / 2
    across = more_w if x >= by[0] else -more_w if x + w <= by[0] else 0
    down = -more_h if y + h / 2 < by[1] else more_h
    return text(lines, x + w / 2 + across, y + h / 2 + down, size)


def cut_off(lines: list[str], most: int) -> list[str]:
    """At most so many lines; an ellipsis shows that there are more."""
    return lines if len(lines) <= most else [*lines[: most - 1], lines[most - 1] + " …"]


def escaped(text: str) -> str:
    """Text that is safe in XML and HTML, in content and in attributes."""
    return escape(NOT_IN_XML.sub("", text), quote=True)


def number(value: float) -> str:
    """A coordinate without superfluous digits."""
    return f"{value:.1f}".removesuffix(".0")


def text(lines: list[str], x: float, middle: float, size: float, extra: str = "") -> str:
    """Centred lines whose block has its middle at `middle`; `extra`: further attributes."""
    if not lines:
        return ""
    step = size * LEADING
    first = middle - (len(lines) - 1) * step / 2 + size * 0.35
    spans = "".join(
        f'<tspan x="{number(x)}" y="{number(first + i * step)}">{escaped(line)}</tspan>'
        for i, line in enumerate(lines)
    )
    return f'<text font-size="{number(size)}" text-anchor="middle" fill="{INK}"{extra}>{spans}</text>'


# what an element is painted with; the page's style sheet sets the variables, the rest is for pictures without one
LINE, FILL, INK = "var(--d-line,#868c92)", "var(--d-fill,#fff)", "var(--d-text,#4b5157)"
