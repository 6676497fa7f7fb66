"""What comes after a task, as far as the model alone says it; nothing where it depends on answers."""

from dataclasses import dataclass

from cases.views.case import Seen
from cases.views.wording import Badge
from forms import Text

_AUTOMATIC = frozenset({"businessRuleTask", "scriptTask", "serviceTask", "intermediateThrowEvent"})


@dataclass(frozen=True, slots=True)
class Following:
    """The next step. kind: task | question | fact | rule | end; `by`: whose step it is."""

    kind: str
    name: Text
    by: tuple[Badge, ...]


def following_of(seen: Seen, element: str) -> Following | None:
    """The step after an element, past what runs by itself; None where the way forks."""
    model = seen.package.model
    current = element
    for _ in range(len(model.elements)):
        flows = model.outgoing[current]
        if len(flows) != 1:
            return None
        node = model.elements[flows[0].target]
        name = seen.wording.element(node.id)
        if node.kind == "userTask":
            return Following("task", name, _holders(seen, node.seats))
        if node.gateway_kind == "judgement":
            return Following("question", name, _holders(seen, node.seats))
        if node.gateway_kind:
            return Following(node.gateway_kind, name, ())
        if node.kind == "endEvent":
            return Following("end", name, ())
        if node.kind not in _AUTOMATIC:
            return None
        current = node.id
    return None


def _holders(seen: Seen, roles: tuple[str, ...]) -> tuple[Badge, ...]:
    found = {badge.key: badge for role in roles if (badge := seen.holder(role))}
    return tuple(found.values())
