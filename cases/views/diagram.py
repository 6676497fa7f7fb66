"""The model as a picture, with the way a case has taken."""

from cases.views.history import view_way
from cases.views.seen import Seen
from engine.drawing.path import Step, path_list
from engine.drawing.picture import Marks, draw
from engine.store import Work


def draw_case(work: Work, seen: Seen) -> str:
    """The SVG of a case's model: path taken, where it stands."""
    return draw(_model(seen), _marks(work, seen), _labels(seen), seen.wording.get("procedure.title").text)


def list_case(work: Work, seen: Seen) -> tuple[Step, ...]:
    """The same as a list."""
    return path_list(_model(seen), _marks(work, seen))


def _model(seen: Seen) -> bytes:
    return seen.package.files[seen.package.model.file]


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
