"""A procedure as a picture: BPMN with its diagram interchange becomes SVG, with the way a case has taken."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from engine.drawing.figures import body, name_beside
from engine.drawing.layout.diagram import lay_out
from engine.drawing.lettering import escaped, number
from engine.drawing.reading import BPMN, DI, Element, UnreadableModelError, is_bpmn, kind_of, read_model
from engine.drawing.scene import NODES, SUBS, Figure, Scene, Way, has_diagram, name_of, read_scene
from engine.drawing.ways import drawn, name


@dataclass(frozen=True)
class Marks:
    """What a picture shows beside the model itself; all by element id.

    taken: elements and flows that were passed, and how often; here: where tokens stand;
    flags: findings, with the text a reader gets; changed: what differs from another version.
    """

    taken: Mapping[str, int] = field(default_factory=dict)
    here: Collection[str] = ()
    flags: Mapping[str, str] = field(default_factory=dict)
    changed: Collection[str] = ()


MOST_NODES = 80
WIDE = 3000.0
"""A picture wider than this can't be read when it is made to fit a page: whoever shows it lets people scroll."""
NO_MARKS = Marks()


def draw(
    bpmn: bytes,
    marks: Marks = NO_MARKS,
    labels: Mapping[str, str] | None = None,
    title: str = "",
    of: str | None = None,
) -> str:
    """The picture as SVG text: classes and attributes only, no styles, no scripts, no ids.

    `labels` replace names (by element id), `of` names a collapsed sub-process whose content is wanted.
    A model without a diagram is laid out first, which takes seconds: keep the result.
    Raises UnreadableModelError (see engine.drawing.reading).
    """
    root, names = with_diagram(bpmn), labels or {}
    scene = read_scene(root, names, of)
    parts = content(scene, lifted(marks, scene))
    x, y, w, h = map(number, scene.view)
    size = ' class="wide"' if scene.view[2] > WIDE else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{x} {y} {w} {h}" width="{w}" height="{h}" role="img"{size}>'
        f"<title>{escaped(title or name_of_process(root, names))}</title>{''.join(parts)}</svg>"
    )


def content(scene: Scene, seen: Marks = NO_MARKS) -> list[str]:
    """All that is drawn of a scene, what lies on top last."""
    figures = sorted(scene.figures, key=layer)
    nodes = [f for f in figures if layer(f)[0] > 1]
    ways = sorted(scene.ways, key=lambda w: bool(seen.taken.get(w.id)))  # the way taken lies on top
    parts = [node(f, seen) for f in figures if layer(f)[0] <= 1]
    parts += [edge(w, seen) for w in ways]
    parts += [node(f, seen) for f in nodes]
    parts += [beside(f.id, name_beside(f), seen) for f in nodes if f.names_outside]
    parts += [beside(w.id, name(w), seen) for w in ways]
    return [*parts, *(signs(f, seen) for f in figures)]


def planes_inside(bpmn: bytes) -> tuple[str, ...]:
    """The collapsed sub-processes whose content has a diagram of its own, in the order of the model's file."""
    root = read_model(bpmn)
    subs = {e.get("id") for e in root.iter() if is_bpmn(e) and kind_of(e) in SUBS}
    planes = (plane.get("bpmnElement") or "" for plane in root.iter(DI + "BPMNPlane"))
    return tuple(ident for ident in planes if ident in subs)


def with_diagram(bpmn: bytes) -> Element:
    """The model with a diagram: its own, else one computed in memory."""
    root = read_model(bpmn)
    if has_diagram(root):
        return root
    nodes = sum(is_bpmn(e) and kind_of(e).endswith(NODES) for e in root.iter())
    if nodes > MOST_NODES:
        raise UnreadableModelError(
            f"The model has {nodes} elements and no diagram; finding one for more than {MOST_NODES} takes minutes. "
            "Lay it out once (.venv/bin/python -m engine.drawing layout MODEL) or draw it in a modeller."
        )
    return read_model(lay_out(etree.tostring(root, encoding="unicode")).encode())


def name_of_process(root: Element, labels: Mapping[str, str]) -> str:
    """What the picture is called when nobody says it: the first process, as a reader knows it."""
    process = root.find(BPMN + "process")
    return "" if process is None else name_of(process, labels) or process.get("id") or ""


def lifted(marks: Marks, scene: Scene) -> Marks:
    """What lies inside a collapsed sub-process shows on the sub-process (counts of its own stay its own)."""

    def up(ids: Iterable[str]) -> list[str]:
        return [s for i in ids if (s := scene.shown.get(i))]

    own = {i: n for i, n in marks.taken.items() if scene.shown.get(i) == i}
    inner = Counter(up(i for i, n in marks.taken.items() if n and i not in own))
    taken = {i: min(n, 1) for i, n in inner.items()} | own
    flags = {s: said for i, said in marks.flags.items() if (s := scene.shown.get(i))}
    return Marks(taken, frozenset(up(marks.here)), flags, frozenset(up(marks.changed)))


def layer(f: Figure) -> tuple[int, int]:
    """What lies under what: pools and lanes, open sub-processes, nodes, and events on the edge of nodes."""
    if f.is_frame:
        return 0, f.kind == "lane"
    if f.is_open or f.kind == "group":
        return 1, f.depth
    return 2 + (f.kind == "boundaryEvent"), f.depth


def state(i: str, seen: Marks) -> str:
    """The class that carries an element's colours."""
    return "taken" if seen.taken.get(i) or i in seen.here else ""


def group(i: str, classes: Iterable[str], said: str, content: str) -> str:
    """One element of the picture, with its name for pointers that rest on it."""
    named = f"<title>{escaped(said)}</title>" if said.strip() else ""
    kinds = " ".join(c for c in classes if c)
    return f'<g data-element-id="{escaped(i)}" class="{kinds}">{named}{content}</g>'


def node(f: Figure, seen: Marks) -> str:
    """A shape; where the case stands it is solid, but an open sub-process would hide its content."""
    if f.is_frame:
        return group(f.id, ("pool",), f.name, body(f, False))
    here = f.id in seen.here and not f.is_open
    return group(f.id, ("shape", "here" if here else state(f.id, seen)), f.name, body(f, here))


def edge(w: Way, seen: Marks) -> str:
    """A flow."""
    return group(w.id, ("way", state(w.id, seen)), w.name, drawn(w))


def beside(i: str, content: str, seen: Marks) -> str:
    """A name that stands on the ground of the picture; empty when there is none."""
    return group(i, ("label", state(i, seen)), "", content) if content else ""


def signs(f: Figure, seen: Marks) -> str:
    """Counts, tokens, findings and changes, on top of everything."""
    x, y, w, h = f.box
    right, top = (x + w * 0.9, y + h * 0.1) if f.is_gateway else (x + w, y)
    if f.is_event:
        right, top = x + w * 0.95, y + h * 0.05
    out = ""
    if f.id in seen.changed:
        box = (x - 6, y - 6, w + 12, h + 12)
        x0, y0, w0, h0 = map(number, box)
        out += f'<rect class="ring" x="{x0}" y="{y0}" width="{w0}" height="{h0}" rx="8"/>'
    if f.id in seen.here and not f.is_frame and not f.is_open:  # an open one shows the tokens inside
        out += f'<circle class="tok -here" cx="{number(right)}" cy="{number(top)}" r="9"/>'
        right -= 22
    if seen.taken.get(f.id, 0) > 1:
        out += badge("tok", right, top, f"{seen.taken[f.id]}×", "")
    if f.id in seen.flags:
        out += badge("flag", x, top, "!", seen.flags[f.id])
    return out


def badge(kind: str, x: float, y: float, said: str, more: str) -> str:
    """A round sign with a letter or a number; `more` is said to pointers that rest on it."""
    named = f"<title>{escaped(more)}</title>" if more else ""
    r = 8 + 3 * max(1, len(said) - 1)
    return (
        f'<g>{named}<circle class="{kind}" cx="{number(x)}" cy="{number(y)}" r="{r}"/>'
        f'<text x="{number(x)}" y="{number(y + 4)}">{said}</text></g>'
    )
