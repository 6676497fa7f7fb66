"""Shapes as SVG: pools, lanes, activities, events, gateways, data and annotations."""

from collections.abc import Callable

from engine.drawing.icons import GATEWAYS, MARKS, TASKS, sign, task_sign, trigger_sign
from engine.drawing.lettering import (
    FILL,
    INK,
    LEADING,
    LINE,
    cut_off,
    grown,
    label_width,
    number,
    text,
    text_width,
    wrapped,
)
from engine.drawing.scene import SUBS, THROWING, Figure

INNER, OUTER, SMALLEST = 13, 12, 11  # font sizes: inside shapes, beside them, for the longest words
HEAD = 30  # strip with the name of a pool or lane
ON_TOP = 26  # strip with the name of an open sub-process
LEAST_LABEL = 96
MOST_LINES = 6
SIGN = 24  # the corner that the sign of a task's kind takes


def rect(
    box: tuple[float, float, float, float], radius: float, stroke: float, fill: str = FILL, more: str = ""
) -> str:
    """A rectangle in the element's colours."""
    x, y, w, h = map(number, box)
    return (
        f'<rect x="{x}" y="{y}" width="{w}" height="{h}" rx="{number(radius)}" fill="{fill}" '
        f'stroke="{LINE}" stroke-width="{number(stroke)}"{more}/>'
    )


def circle(
    x: float, y: float, r: float, stroke: float, fill: str = FILL, line: str = LINE, more: str = ""
) -> str:
    """A circle in the element's colours."""
    return (
        f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(r)}" fill="{fill}" '
        f'stroke="{line}" stroke-width="{number(stroke)}"{more}/>'
    )


def body(f: Figure, here: bool) -> str:
    """The shape without a name that stands beside it. `here`: painted solid, so signs take the text's colour."""
    line = INK if here else LINE
    if f.is_frame:
        return frame(f)
    if f.is_event:
        return event(f, line)
    if f.is_gateway:
        return gateway(f, line)
    return OTHERS.get(f.kind, activity)(f, line)


def frame(f: Figure) -> str:
    """A pool or lane; the name reads upwards in its strip, or across a pool without content."""
    x, y, w, h = f.box
    mx, my = f.middle
    out = rect(f.box, 0, 1.5)
    if f.kind == "participant" and not f.is_open:
        return out + text(cut_off(wrapped(f.name, w - 20, INNER), 2), mx, my, INNER)
    if f.upright:
        if f.kind == "participant":
            out += (
                f'<path d="M{number(x)},{number(y + HEAD)}h{number(w)}" stroke="{LINE}" stroke-width="1.5"/>'
            )
        return out + text(cut_off(wrapped(f.name, w - 8, INNER), 1), mx, y + HEAD / 2, INNER)
    if f.kind == "participant":
        out += f'<path d="M{number(x + HEAD)},{number(y)}v{number(h)}" stroke="{LINE}" stroke-width="1.5"/>'
    size = INNER if text_width(f.name, INNER) <= h - 8 else OUTER
    lines = cut_off(wrapped(f.name, h - 8, size), 2)
    turned = f' transform="rotate(-90 {number(x + HEAD / 2)} {number(my)})"'
    return out + text(lines, x + HEAD / 2, my, size, turned)


def activity(f: Figure, line: str) -> str:
    """Tasks, call activities and sub-processes."""
    x, y, w, h = f.box
    mx, _my = f.middle
    dashes = ' stroke-dasharray="2 3"' if "event" in f.marks else ""
    out = rect(f.box, 8, 4 if f.kind == "callActivity" else 2, more=dashes)
    if f.kind == "transaction":
        out += rect((x + 3, y + 3, w - 6, h - 6), 6, 1.25)
    if f.is_open:
        out += text(cut_off(wrapped(f.name, w - 16, INNER), 1), mx, y + ON_TOP / 2 + 2, INNER)
    else:
        out += task_sign(f.kind, x + 14, y + 13, line) + name_inside(f, here=line == INK)
    below = [m for m in f.marks if m in MARKS]
    if f.kind == "callActivity" or (f.kind in SUBS and not f.is_open):
        below.append("plus")
    for i, mark in enumerate(below):
        fill = line if mark == "compensation" else "none"
        out += sign(MARKS[mark], mx + (i - (len(below) - 1) / 2) * 18, y + h - 10, 1.5, fill, line)
    return out


def name_inside(f: Figure, here: bool) -> str:
    """The name in the middle of an activity, smaller when it would not fit, cut when even that is too long."""
    _, _, w, h = f.box
    mx, my = f.middle
    room = (w - 14) / (1.06 if here else 1)  # where the case stands, letters are bold
    bottom = 16 if f.marks or f.kind == "callActivity" or f.kind in SUBS else 0
    longest = max((text_width(word, INNER) for word in f.name.split()), default=0)
    size = INNER
    if longest > room or len(wrapped(f.name, room, INNER)) > 3:
        size = OUTER if longest * OUTER / INNER <= room else SMALLEST
    lines = wrapped(f.name, room, size)
    most = max(1, int((h - 8 - bottom) / (size * 1.2)))
    shown = cut_off(lines, most)
    return text(shown, mx, my - bottom / 3 + _beside_sign(f, shown, size), size)


def _beside_sign(f: Figure, lines: list[str], size: float) -> float:
    """How far down a name goes whose first line would run into the sign of the task's kind."""
    _, _, w, h = f.box
    height = len(lines) * size * LEADING
    top = (h - height) / 2
    if f.kind not in TASKS or not lines or text_width(lines[0], size) < w - 2 * SIGN:
        return 0
    return max(0, min(SIGN - top, top - 3))


def event(f: Figure, line: str) -> str:
    """One ring for the start, two in between, a thick one for the end."""
    mx, my = f.middle
    r = min(f.box[2:]) / 2
    dashes = ' stroke-dasharray="5 3"' if f.dashed else ""
    out = circle(mx, my, r, 4 if f.kind == "endEvent" else 2, more=dashes)
    if f.kind not in ("startEvent", "endEvent"):
        out += circle(mx, my, r - 4, 1.5, "none", line, dashes)
    return out + trigger_sign(f.trigger, mx, my, f.kind in THROWING, line)


def gateway(f: Figure, line: str) -> str:
    """A diamond with the sign of its kind."""
    x, y, w, h = f.box
    mx, my = f.middle
    points = " ".join(f"{number(a)},{number(b)}" for a, b in ((mx, y), (x + w, my), (mx, y + h), (x, my)))
    fine = f.kind in ("eventBasedGateway",)
    return (
        f'<polygon points="{points}" fill="{FILL}" stroke="{LINE}" stroke-width="2" stroke-linejoin="round"/>'
        + sign(GATEWAYS.get(f.kind, ""), mx, my, 1.25 if fine else 3, line=line)
    )


def annotation(f: Figure, line: str) -> str:
    """A bracket and its text."""
    x, y, w, h = f.box
    bracket = f"M{number(x + 10)},{number(y)}h-10v{number(h)}h10"
    out = f'<path d="{bracket}" fill="none" stroke="{line}" stroke-width="1.5"/>'
    lines = cut_off(wrapped(f.name, w - 10, OUTER), max(1, round(h / (OUTER * 1.2))))
    return out + text(lines, x + w / 2 + 3, y + h / 2, OUTER)


def page(f: Figure, line: str) -> str:
    """A data object: a sheet with a folded corner."""
    x, y, w, h = f.box
    sheet = f"M{number(x)},{number(y)}h{number(w - 11)}l11,11v{number(h - 11)}h{number(-w)}z"
    fold = f"M{number(x + w - 11)},{number(y)}v11h11"
    return (
        f'<path d="{sheet} {fold}" fill="{FILL}" stroke="{line}" stroke-width="1.5" stroke-linejoin="round"/>'
    )


def store(f: Figure, line: str) -> str:
    """A data store: a drum."""
    x, y, w, h = f.box
    arc = f"a{number(w / 2)},6 0 0 0 {number(w)},0"
    top = f"M{number(x)},{number(y + 6)}a{number(w / 2)},6 0 0 1 {number(w)},0v{number(h - 12)}"
    drum = f"{top}a{number(w / 2)},6 0 0 1 {number(-w)},0z M{number(x)},{number(y + 6)}{arc}"
    return f'<path d="{drum}" fill="{FILL}" stroke="{line}" stroke-width="1.5"/>'


def group(f: Figure, line: str) -> str:
    """A border around elements that belong together."""
    x, y, w, h = map(number, f.box)
    return (
        f'<rect x="{x}" y="{y}" width="{w}" height="{h}" rx="8" fill="none" stroke="{line}" '
        'stroke-width="1.5" stroke-dasharray="10 4 2 4"/>'
    )


OTHERS: dict[str, Callable[[Figure, str], str]] = {
    "textAnnotation": annotation,
    "dataObjectReference": page,
    "dataObject": page,
    "dataInput": page,
    "dataOutput": page,
    "dataStoreReference": store,
    "group": group,
}


def name_beside(f: Figure) -> str:
    """The name of an event, gateway or data object: in its label's bounds, else below."""
    if not f.name:
        return ""
    x, y, w, h = f.box
    if not f.label:
        lines = cut_off(wrapped(f.name, LEAST_LABEL, OUTER), MOST_LINES)
        return text(lines, x + w / 2, y + h + 5 + len(lines) * OUTER * 0.6, OUTER)
    lines = cut_off(wrapped(f.name, label_width(f.label[2]), OUTER), MOST_LINES)
    return grown(f.label, lines, OUTER, f.middle)
