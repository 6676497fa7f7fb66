"""What comes after a task, as far as the model alone says it; nothing where it depends on answers."""

from dataclasses import dataclass

from cases.views.seen import Seen
from cases.views.wording import Badge
from forms import Text

_AUTOMATIC = frozenset({"businessRuleTask", "scriptTask", "serviceTask", "intermediateThrowEvent"})


@dataclass(frozen=True, slots=True)
class Way:
    """One answer of a fact, with what it leads to."""

    answer: Text
    next: Text


@dataclass(frozen=True, slots=True)
class Following:
    """The next step. kind: task | question | fact | rule | end; `by`: whose step it is; `ways`: on from a fact."""

    kind: str
    name: Text
    by: tuple[Badge, ...]
    ways: tuple[Way, ...] = ()


def following_of(seen: Seen, element: str) -> Following | None:
    """The step after an element, past what runs by itself; None where the way forks."""
    model = seen.package.model
    current = element
    for _ in range(len(model.elements)):
        flows = model.outgoing.get(current, ())
        if len(flows) != 1:
            return None
        node = model.elements[flows[0].target]
        name = seen.wording.element(node.id)
        if node.kind == "userTask":
            return Following("task", name, _holders(seen, node.seats))
        if node.gateway_kind == "judgement":
            return Following("question", name, _holders(seen, node.seats))
        if node.gateway_kind:
            ways = _ways(seen, node.id) if node.gateway_kind == "fact" else ()
            return Following(node.gateway_kind, name, (), ways)
        if node.kind == "endEvent" and node.parent is None:
            return Following("end", name, ())
        if node.kind == "endEvent" and node.parent is not None and not node.triggers:
            current = node.parent  # the case goes on after the sub-process
            continue
        if node.kind not in _AUTOMATIC:
            return None
        current = node.id
    return None


def _ways(seen: Seen, gateway: str) -> tuple[Way, ...]:
    return tuple(
        Way(
            seen.wording.answer(gateway, flow.answer),
            seen.wording.get(f"answers.{gateway}.{flow.answer}.next", seen.wording.element(flow.target).text),
        )
        for flow in seen.package.model.outgoing[gateway]
    )


def _holders(seen: Seen, roles: tuple[str, ...]) -> tuple[Badge, ...]:
    found = {badge.key: badge for role in roles if (badge := seen.holder(role))}
    return tuple(found.values())
