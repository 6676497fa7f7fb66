"""Flows as SVG: lines with rounded corners, heads and starts drawn as paths of their own.

Heads are no markers: those need ids (unique in the page) and do not take the colours of their flow.
"""

from itertools import pairwise
from math import hypot

from engine.drawing.lettering import (
    FILL,
    LINE,
    cut_off,
    grown,
    label_width,
    number,
    text,
    text_width,
    wrapped,
)
from engine.drawing.reading import Line, Point
from engine.drawing.scene import Way

ROUND = 5
LABEL, LABEL_SIZE, MOST_LINES = 100, 12, 6
DASHES = {"messageFlow": ' stroke-dasharray="8 5"', "sequenceFlow": ""}
DOTTED = ' stroke-dasharray="1 4" stroke-linecap="round"'


def drawn(way: Way) -> str:
    """The line of a flow with what stands at its ends."""
    sequence = way.kind == "sequenceFlow"
    stroke = "2" if sequence else "1.5"
    out = (
        f'<path d="{rounded(way.line)}" fill="none" stroke="{LINE}" stroke-width="{stroke}" '
        f'stroke-linejoin="round"{DASHES.get(way.kind, DOTTED)}/>'
    )
    end, start = (way.line[-1], way.line[-2]), (way.line[0], way.line[1])
    if sequence:
        out += at(end, "M0,0l-10,-5v10z", LINE)
        if way.start == "default":
            out += at(start, "M-4,-4l-5,8", "none", 1.5)
        if way.start == "condition":
            out += at(start, "M0,0l-8,-5l-8,5l8,5z", FILL)
    elif way.kind == "messageFlow":
        out += at(end, "M0,0l-10,-5v10z", FILL) + at(start, "M0,0a4,4 0 1 0 -8,0a4,4 0 1 0 8,0", FILL)
    elif way.direction in ("One", "Both"):
        out += at(end, "M-9,-5l9,5l-9,5", "none")
        out += at(start, "M-9,-5l9,5l-9,5", "none") if way.direction == "Both" else ""
    return out


def at(end: tuple[Point, Point], path: str, fill: str, stroke: float = 1.25) -> str:
    """A sign at the first point, turned as seen from the second (drawn for a line that comes from the left)."""
    (x, y), (ox, oy) = end
    length = hypot(x - ox, y - oy) or 1
    cos, sin = (number(v) if v in (-1, 0, 1) else f"{v:.4f}" for v in ((x - ox) / length, (y - oy) / length))
    minus = sin.removeprefix("-") if sin.startswith("-") else f"-{sin}"
    return (
        f'<path transform="matrix({cos} {sin} {minus} {cos} {number(x)} {number(y)})" d="{path}" fill="{fill}" '
        f'stroke="{LINE}" stroke-width="{number(stroke)}" stroke-linejoin="round" stroke-linecap="round"/>'
    )


def rounded(line: Line) -> str:
    """The path of a polyline with rounded corners."""
    parts = [f"M{number(line[0][0])},{number(line[0][1])}"]
    for before, corner, after in zip(line, line[1:], line[2:], strict=False):
        a, b = towards(corner, before), towards(corner, after)
        bend = " ".join(f"{number(x)},{number(y)}" for x, y in (corner, b))
        parts.append(f"L{number(a[0])},{number(a[1])}Q{bend}")
    parts.append(f"L{number(line[-1][0])},{number(line[-1][1])}")
    return "".join(parts)


def towards(corner: Point, other: Point) -> Point:
    """Where the rounding of a corner ends on the way to another point."""
    dx, dy = other[0] - corner[0], other[1] - corner[1]
    length = hypot(dx, dy) or 1
    by = min(ROUND, length / 2) / length
    return corner[0] + dx * by, corner[1] + dy * by


def nearest(line: Line, to: Point) -> Point:
    """The point of a polyline that lies nearest to another point."""
    found = []
    for (ax, ay), (bx, by) in pairwise(line):
        dx, dy = bx - ax, by - ay
        along = ((to[0] - ax) * dx + (to[1] - ay) * dy) / ((dx * dx + dy * dy) or 1)
        share = min(1, max(0, along))
        found.append((ax + dx * share, ay + dy * share))
    return min(found, key=lambda p: hypot(p[0] - to[0], p[1] - to[1]))


def name(way: Way) -> str:
    """The name of a flow: in its label's bounds, else above the middle of its longest stretch."""
    if not way.name:
        return ""
    if way.label:
        x, y, w, h = way.label
        lines = cut_off(wrapped(way.name, label_width(w), LABEL_SIZE), MOST_LINES)
        return grown(way.label, lines, LABEL_SIZE, nearest(way.line, (x + w / 2, y + h / 2)))
    (ax, ay), (bx, by) = max(pairwise(way.line), key=lambda s: hypot(s[0][0] - s[1][0], s[0][1] - s[1][1]))
    lines = cut_off(wrapped(way.name, LABEL, LABEL_SIZE), MOST_LINES)
    x, y = (ax + bx) / 2, (ay + by) / 2
    if abs(bx - ax) < abs(by - ay):  # beside a vertical stretch, above a horizontal one
        x += 5 + max((text_width(line, LABEL_SIZE) for line in lines), default=0) / 2
    else:
        y -= 4 + len(lines) * LABEL_SIZE * 0.6
    return text(lines, x, y, LABEL_SIZE)
