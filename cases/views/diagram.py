"""The model as a picture, with the way a case has taken."""

from cases.views.history import view_way
from cases.views.seen import Seen
from engine.drawing.path import Step, path_list
from engine.drawing.picture import Marks, draw, planes_inside
from engine.store import Work
from forms import Text

_BOUNDS = ("startEvent", "endEvent")
"""What says nothing of a sub-process that was only passed through, such as a place where a canton adds no step."""


def draw_case(work: Work, seen: Seen) -> str:
    """The SVG of a case's model: path taken, where it stands."""
    return draw(_model(seen), _marks(work, seen), _labels(seen), seen.wording.get("procedure.title").text)


def draw_inside(work: Work, seen: Seen) -> tuple[tuple[Text, str], ...]:
    """Name and SVG of each sub-process that has a diagram of its own and in which the case has come to something."""
    model, marks, bpmn = seen.package.model, _marks(work, seen), _model(seen)
    reached = {
        element.parent
        for element in model.elements.values()
        if element.id in {*marks.taken, *marks.here} and element.kind not in _BOUNDS
    }
    found = []
    for ident in planes_inside(bpmn):
        if ident in reached:
            name = seen.wording.element(ident)
            found.append((name, draw(bpmn, marks, _labels(seen), name.text, ident)))
    return tuple(found)


def list_case(work: Work, seen: Seen) -> tuple[Step, ...]:
    """The same as a list."""
    return path_list(_model(seen), _marks(work, seen))


def _model(seen: Seen) -> bytes:
    return seen.package.drawing


def _marks(work: Work, seen: Seen) -> Marks:
    way = view_way(work, seen)
    return Marks(taken=way.taken, here=way.here)


def _labels(seen: Seen) -> dict[str, str]:
    model, wording = seen.package.model, seen.wording
    labels = {ident: wording.element(ident).text for ident in model.elements if model.elements[ident].name}
    labels |= {lane: wording.role(lane).text for lane in model.lanes}
    for flow in model.flows.values():
        if flow.answer:
            labels[flow.id] = wording.answer(flow.source, flow.answer).text
    return labels
