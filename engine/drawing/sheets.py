"""A wide picture cut into sheets as wide as a page, one below the other like the lines of a score.

Each sheet has a number, begins with the names of the lanes and shows only the height that something stands at; beside a flow that is
cut stands the number of the sheet on which it goes on. The content of collapsed sub-processes follows under their names. The
picture stands for itself: no page, no style sheet.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from engine.drawing.figures import HEAD
from engine.drawing.lettering import INK, escaped, number
from engine.drawing.picture import (
    NO_MARKS,
    content,
    name_of_process,
    node,
    planes_inside,
    with_diagram,
)
from engine.drawing.reading import Box, Element
from engine.drawing.scene import MARGIN, Figure, Scene, name_of, read_scene

PAGE = 1280
FONT = "'IBM Plex Sans', 'Helvetica Neue', Arial, sans-serif"
TITLE, BETWEEN = 40, 28
LEAST_NAMED = 60
"""Of a lane of which a sheet shows less the name could not be read."""
DEEPEST = 3
"""So many names of lanes in lanes stand beside that of a pool at most."""


@dataclass(frozen=True)
class Sheet:
    """A part of a picture: from `left` to `right`, from `top` to `bottom`; `head` more at the left for the names of lanes."""

    left: float
    right: float
    top: float
    bottom: float
    head: float

    @property
    def width(self) -> float:
        """With the names of the lanes."""
        return self.head + self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top


def draw_sheets(bpmn: bytes, labels: Mapping[str, str] | None = None, page: float = PAGE) -> str:
    """The model, and below it the content of each collapsed sub-process, as SVG text no wider than `page` pixels.

    Raises UnreadableModelError (see engine.drawing.reading).
    """
    root, names = with_diagram(bpmn), labels or {}
    parts: list[str] = []
    down = 0.0
    count = 0
    for number_of, (title, scene) in enumerate(_pictures(root, bpmn, names)):
        ident = f"all{number_of}"
        inside = "".join(content(_without_frames(scene)))
        parts.append(f'<defs><g id="{ident}">{inside}</g></defs>')
        sheets = sheets_of(scene, page)
        for place, sheet in enumerate(sheets):
            count += 1
            parts.append(_title(f"{count}  {title}" if title else str(count), down))
            down += TITLE
            parts.append(_drawn(sheet, scene, ident, down))
            if place:
                parts.append(_goes_on(scene, sheet, sheet.left, down, count - 1))
            if place < len(sheets) - 1:
                parts.append(_goes_on(scene, sheet, sheet.right, down, count + 1))
            down += sheet.height + BETWEEN
    width, height = number(page), number(down)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" font-family="{FONT}"><title>{escaped(name_of_process(root, names))}</title>'
        f'<rect width="{width}" height="{height}" fill="#fff"/>{"".join(parts)}</svg>\n'
    )


def sheets_of(scene: Scene, page: float = PAGE) -> tuple[Sheet, ...]:
    """Where a picture is cut: between its shapes and names, as late as the page allows; through them where it must be."""
    x, y, width, height = scene.view
    if width <= page:
        return (Sheet(x, x + width, y, y + height, 0.0),)
    end = x + width
    begins = [f.box[0] for f in _leading(scene)]
    left = max(begins) + HEAD if begins else x
    head = left - min(begins) if begins else 0.0
    spans = [(b[0], b[0] + b[2]) for b in _boxes(scene)]
    found: list[Sheet] = []
    room = max(page - head, HEAD)
    while left < end:
        right = _cut(left, left + room, spans) if left + room < end else end
        found.append(Sheet(left, right, *_heights(scene, left, right), head))
        left = right
    return tuple(found)


def _leading(scene: Scene) -> tuple[Figure, ...]:
    """The pools and lanes that begin together at the left, whose names begin every sheet. Others, such as the lanes of an open
    sub-process, stand where they are drawn.
    """
    opened = [f.box for f in scene.figures if f.is_open and not f.is_frame]
    frames = [f for f in scene.figures if f.is_frame and not any(_within(f.box, box) for box in opened)]
    edge = min((f.box[0] for f in frames), default=0.0)
    return tuple(f for f in frames if f.box[0] - edge <= DEEPEST * HEAD)


def _within(box: Box, other: Box) -> bool:
    x, y, width, height = box
    left, top, wide, high = other
    return left <= x and x + width <= left + wide and top <= y and y + height <= top + high


def _cut(left: float, latest: float, spans: Sequence[tuple[float, float]]) -> float:
    """The middle of the last gap between spans, in the right half at least and up to `latest`; else `latest` itself."""
    places: list[float] = []
    covered = left
    for begin, end in sorted(spans):
        if begin > covered:
            places.append(min((covered + begin) / 2, max(latest, covered)))
        covered = max(covered, end)
    return max((place for place in places if (left + latest) / 2 < place <= latest), default=latest)


def _boxes(scene: Scene) -> Iterator[Box]:
    """All that should not be cut: shapes and names, without pools, lanes and open sub-processes."""
    for f in scene.figures:
        if not f.is_frame and not f.is_open:
            yield f.box
            if f.label:
                yield f.label
    for way in scene.ways:
        if way.label:
            yield way.label


def _heights(scene: Scene, left: float, right: float) -> tuple[float, float]:
    """From where to where something stands on a sheet."""
    leading = {f.id for f in _leading(scene)}
    frames = (f.box for f in scene.figures if (f.is_open or f.is_frame) and f.id not in leading)
    boxes = [*_boxes(scene), *frames]
    heights = [(y, y + h) for x, y, w, h in boxes if x < right and x + w > left]
    for way in scene.ways:
        for (x0, y0), (x1, y1) in pairwise(way.line):
            if min(x0, x1) < right and max(x0, x1) > left:
                heights.append((min(y0, y1), max(y0, y1)))
    if not heights:
        _, y, _, h = scene.view
        return y, y + h
    return min(top for top, _ in heights) - 2 * MARGIN, max(bottom for _, bottom in heights) + 2 * MARGIN


def _pictures(root: Element, bpmn: bytes, names: Mapping[str, str]) -> Iterator[tuple[str, Scene]]:
    """The first diagram, then that of each collapsed sub-process."""
    yield "", read_scene(root, names)
    elements = {e.get("id"): e for e in root.iter() if e.get("id")}
    for ident in planes_inside(bpmn):
        yield name_of(elements[ident], names) or ident, read_scene(root, names, ident)


def _without_frames(scene: Scene) -> Scene:
    leading = {f.id for f in _leading(scene)}
    return replace(scene, figures=tuple(f for f in scene.figures if f.id not in leading))


def _drawn(sheet: Sheet, scene: Scene, ident: str, down: float) -> str:
    left, top, right = sheet.left - sheet.head, sheet.top, sheet.right
    size = f'width="{number(sheet.width)}" height="{number(sheet.height)}"'
    frames = "".join(node(f, NO_MARKS) for f in _frames(scene, sheet))
    view = f"{number(sheet.left)} {number(top)} {number(right - sheet.left)} {number(sheet.height)}"
    return (
        f'<svg x="0" y="{number(down)}" {size} viewBox="{number(left)} {number(top)} {number(sheet.width)} '
        f'{number(sheet.height)}">{frames}<svg x="{number(sheet.left)}" y="{number(top)}" '
        f'width="{number(right - sheet.left)}" height="{number(sheet.height)}" viewBox="{view}">'
        f'<use href="#{ident}"/></svg></svg>'
    )


def _goes_on(scene: Scene, sheet: Sheet, cut: float, down: float, other: int) -> str:
    """Beside each flow that is cut the number of the sheet on which it goes on."""
    ys = sorted(
        {a[1] for way in scene.ways for a, b in pairwise(way.line) if a[1] == b[1] and _lies(cut, a, b)}
    )
    at = number(sheet.head + cut - sheet.left + (4 if cut == sheet.left else -4))
    anchor = "start" if cut == sheet.left else "end"
    return "".join(
        f'<text x="{at}" y="{number(down + y - sheet.top - 5)}" font-size="11" text-anchor="{anchor}" '
        f'fill="{INK}">{other}</text>'
        for y in ys
        if sheet.top < y < sheet.bottom
    )


def _lies(cut: float, a: tuple[float, float], b: tuple[float, float]) -> bool:
    return min(a[0], b[0]) < cut < max(a[0], b[0])


def _frames(scene: Scene, sheet: Sheet) -> Iterator[Figure]:
    """Pools and lanes as far as a sheet shows them, with their names at its left."""
    for f in sorted(_leading(scene), key=lambda f: f.kind == "lane"):
        x, y, w, h = f.box
        begin, end = max(x, sheet.left - sheet.head), min(x + w, sheet.right - 1)
        if sheet.head:
            begin = sheet.left - sheet.head + (HEAD if f.kind == "lane" and sheet.head > HEAD else 1)
        top, bottom = max(y, sheet.top + 1), min(y + h, sheet.bottom - 1)
        if bottom - top > 1 and end > begin:
            name = f.name if bottom - top >= LEAST_NAMED else ""
            yield replace(f, name=name, box=(begin, top, end - begin, bottom - top))


def _title(title: str, down: float) -> str:
    return f'<text x="1" y="{number(down + TITLE - 14)}" font-size="18" font-weight="600" fill="{INK}">{escaped(title)}</text>'
