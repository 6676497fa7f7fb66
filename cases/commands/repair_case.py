"""A stuck case is repaired by the office that opened it: a step is skipped, repeated, moved or taken away."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from cases.naming import begin_work_again
from cases.opened_by import require_opener
from cases.reasons import CASE_REPAIRED, keep_reason
from engine.bpmn.repairing import (
    Effect,
    NotRepairable,
    cancel_token,
    may_cancel_token,
    may_move,
    may_repeat,
    may_skip,
    move,
    repeat,
    skip,
)
from engine.commands.variables import accepted
from engine.engine import Engine
from engine.errors import Json, Unanswerable
from engine.keeping import take_away
from engine.ports import Actor
from engine.running import Running
from engine.transaction import Request, on_case


class RepairRefused(Unanswerable):
    """This can't be done to the case as it stands. The reason says what would be lost and what to do instead."""

    code = "repair-refused"

    def __init__(self, element: str, reason: str) -> None:
        super().__init__(f"{element}: {reason}")
        self.element = element
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Repair:
    """What is to be done. action: skip | repeat | move | cancel; `token` names where the case stands, for a repetition the
    scope (0 the process); `element` where a token begins.
    """

    action: str
    token: int
    element: str = ""
    variables: Mapping[str, Any] = field(default_factory=dict)


def preview_repair(engine: Engine, actor: Actor, case_key: int, repair: Repair) -> Json:
    """What a repair would do; nothing changes. Answer: {element, cancelled, listeners, begins, warnings}.

    Raises NotVisible, NotAllowed, CaseClosed, RepairRefused.
    """
    with engine.store.reading() as work:
        running = Running.seen_by(engine, work, case_key, actor)
        require_opener(running)
        running.require_open()
        return _told(_may(running, repair))


def repair_case(
    engine: Engine, actor: Actor, case_key: int, repair: Repair, reason: str, request: Request | None = None
) -> Json:
    """Repair a case, with a reason. Answer: {element, cancelled, listeners, begins, warnings}.

    Raises NotVisible, NotAllowed, CaseClosed, ReasonMissing, RepairRefused, BadVariables, CaseStopped.
    """

    def body(running: Running) -> Json:
        return repaired(running, actor, repair, reason)

    return on_case(engine, lambda work: case_key, actor, request, body)


def repaired(running: Running, actor: Actor, repair: Repair, reason: str) -> Json:
    """A repair as part of a command on the case. Answer and errors as with `repair_case`."""
    require_opener(running)
    running.require_open()
    keep_reason(running, actor, CASE_REPAIRED, reason, repair.action)
    stood = {offer.token for offer in running.run.offers()}
    effect = _do(running, repair)
    codes = {"action": repair.action, "begins": effect.begins}
    running.log("CASE_REPAIRED", effect.element, codes)
    running.move()
    begin_work_again(running.work, running.instance.key, _asked_since(running, stood))
    return _told(effect)


def _asked_since(running: Running, stood: Collection[int]) -> set[str]:
    """Roles that are asked for something where no token stood before; their seats are written when it settles."""
    begun = [offer for offer in running.run.offers() if offer.token not in stood and not offer.is_job]
    elements = [running.package.element(offer.element) for offer in begun]
    return {role for element in elements if element.gateway_kind != "fact" for role in element.seats}


def _may(running: Running, repair: Repair) -> Effect:
    try:
        if repair.action == "skip":
            return may_skip(running.run, repair.token)
        if repair.action == "repeat":
            return may_repeat(running.run, repair.element, repair.token)
        if repair.action == "move":
            return may_move(running.run, repair.token, repair.element)
        return may_cancel_token(running.run, repair.token)
    except NotRepairable as error:
        raise RepairRefused(error.element, error.reason) from error


def _do(running: Running, repair: Repair) -> Effect:
    variables = accepted(running.package, repair.variables)
    try:
        if repair.action == "skip":
            row = running.run.known_row(repair.token)
            effect = skip(running.run, repair.token, variables)
            take_away(running, [row] if row is not None else [])
            return effect
        if repair.action == "repeat":
            return repeat(running.run, repair.element, repair.token)
        if repair.action == "move":
            return move(running.run, repair.token, repair.element)
        return cancel_token(running.run, repair.token)
    except NotRepairable as error:
        raise RepairRefused(error.element, error.reason) from error


def _told(effect: Effect) -> Json:
    return {
        "element": effect.element,
        "cancelled": [item.element for item in effect.cancelled],
        "listeners": [item.element for item in effect.listeners],
        "begins": effect.begins,
        "warnings": list(effect.warnings),
    }
