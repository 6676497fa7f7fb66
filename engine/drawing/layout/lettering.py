"""How much room a text takes, as stock editors break it."""

NARROW, WIDE = frozenset("ijlftrI.,:;'|!()/ -"), frozenset("mwMWÄÖÜ@%")


def text_width(text: str, px: int) -> float:
    """Width of a text in Arial; on the safe side, so that wider substitute fonts do not wrap earlier."""
    return px * sum(
        0.36 if c in NARROW else 0.92 if c in WIDE else 0.72 if c.isupper() else 0.6 for c in text
    )


def wrap(text: str, width: float, px: int = 11) -> tuple[int, int]:
    """Size (width, height) of a text broken between words."""
    lines, line = [], ""
    for word in text.split():
        if line and text_width(f"{line} {word}", px) > width:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    lines.append(line)
    return round(max(text_width(x, px) for x in lines)) + 6, round(len(lines) * px * 1.2) + 1


def flow_label_width(text: str) -> float:
    """Width of the name of a flow; 0 without a name."""
    return wrap(text, 100)[0] if text else 0
