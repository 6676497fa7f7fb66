"""People answer a gateway: a judgement by its seats, a rule's outcome by confirming it or, where allowed, deviating."""

from collections.abc import Mapping
from dataclasses import replace

from engine.bpmn.model import Element, Flow
from engine.commands.seats import case_of_gateway, free_seat, in_whose_place, open_gateway
from engine.engine import Engine
from engine.errors import (
    BasisChanged,
    Json,
    NothingToConfirm,
    NotOverridable,
    ReasonMissing,
    UnknownAnswer,
)
from engine.ports import Actor, Entry, NotAllowed
from engine.proposals import Proposal
from engine.rows import Gateway, Seat
from engine.running import Running
from engine.transaction import Request, on_case
from forms import CATEGORIES


def decide_gateway(
    engine: Engine,
    actor: Actor,
    gateway_key: int,
    answer: str,
    basis: str,
    reason: str | None = None,
    request: Request | None = None,
) -> Json:
    """Answer an open gateway for the actor's seat. `basis` is the digest that was shown with the proposal.

    Answer: {gateway, status: open | decided, answer, waits_for: [role], answers: {role: answer}}.
    Raises NotVisible, NotAllowed, GatewayClosed, BasisChanged, UnknownAnswer, ReasonMissing, NotOverridable,
    CaseStopped.
    """
    return _decide(engine, actor, gateway_key, answer, basis, reason, request)


def confirm_gateway(
    engine: Engine, actor: Actor, gateway_key: int, basis: str, request: Request | None = None
) -> Json:
    """Confirm the outcome of a rule as it was shown. Answer and errors as with `decide_gateway`, and NothingToConfirm."""
    return _decide(engine, actor, gateway_key, None, basis, None, request)


def _decide(
    engine: Engine,
    actor: Actor,
    gateway_key: int,
    given: str | None,
    basis: str,
    reason: str | None,
    request: Request | None,
) -> Json:
    """Decide for a seat; without an answer of one's own for what is proposed now."""

    def body(running: Running) -> Json:
        gateway, seats = open_gateway(running, gateway_key)
        node = running.package.model.elements[gateway.element]
        if gateway.waits_for == "fact":
            raise NotOverridable
        _require_say(running, node, seats)
        proposal = running.propose(node)
        if proposal.digest != basis:  # before the seat: what was no deviation when shown may be one now
            raise BasisChanged(proposal.answer, proposal.digest)
        if given is None and gateway.kind != "rule":
            raise NothingToConfirm
        answer = proposal.answer or "" if given is None else given
        flow = running.package.model.flow_of_answer(gateway.element, answer)
        if flow is None:
            flows = running.package.model.outgoing[gateway.element]
            raise UnknownAnswer([item.answer or "" for item in flows])
        deviates = answer != proposal.answer
        seat = _seat_for(running, actor, node, gateway, seats, deviates=deviates)
        role = seat.role if seat is not None else node.properties["bruecke.override"]
        acts = in_whose_place(running, actor, role)
        if deviates and not (reason or "").strip():
            raise ReasonMissing
        reason_key = _keep_reason(running, node, proposal, seat, reason) if deviates else None
        if seat is not None:
            seats = _fill(running, actor, seat, seats, answer, proposal, reason_key)
        votes = {item.role: item.answer for item in seats if _counts(item, proposal)}
        if seat is not None and (len(votes) < len(seats) or len(set(votes.values())) > 1):
            running.log(
                "GATEWAY_ANSWERED",
                node.id,
                {"seat": seat.role, "answer": answer, "proposal": proposal.answer, **acts},
            )
            return _open(gateway, seats, votes)
        _close(running, actor, gateway, flow, proposal, acts)
        return {
            "gateway": str(gateway.key),
            "status": "decided",
            "answer": answer,
            "waits_for": [],
            "answers": votes,
        }

    return on_case(engine, lambda work: case_of_gateway(work, gateway_key), actor, request, body)


def _require_say(running: Running, node: Element, seats: list[Seat]) -> None:
    """Whoever has no say here learns nothing of the basis. Raises NotAllowed."""
    roles = [seat.role for seat in seats]
    override = node.properties.get("bruecke.override")
    running.engine.access.seat_of(running.sight, [*roles, override] if override else roles)


def _seat_for(
    running: Running, actor: Actor, node: Element, gateway: Gateway, seats: list[Seat], *, deviates: bool
) -> Seat | None:
    """The seat to fill; None for a deviation from a rule, which the model gives to a role of its own."""
    if gateway.kind == "rule" and deviates:
        override = node.properties.get("bruecke.override")
        if override is None:
            raise NotOverridable
        running.engine.access.seat_of(running.sight, [override])
        return None
    if not seats:
        raise NotAllowed
    return free_seat(running, actor, seats)


def _counts(seat: Seat, proposal: Proposal) -> bool:
    """An answer counts only on the basis that is valid now."""
    return seat.filled_by is not None and seat.basis_digest == proposal.digest


def _fill(
    running: Running,
    actor: Actor,
    mine: Seat,
    seats: list[Seat],
    answer: str,
    proposal: Proposal,
    reason_key: int | None,
) -> list[Seat]:
    filled = replace(
        mine,
        filled_by=actor.user_key,
        filled_at=running.now,
        answer=answer,
        basis_digest=proposal.digest,
        reason_key=reason_key,
    )
    running.work.replace(filled)
    return [filled if seat.key == mine.key else seat for seat in seats]


def _keep_reason(
    running: Running, node: Element, proposal: Proposal, seat: Seat | None, reason: str | None
) -> int | None:
    """The reason goes on record, protected like the most sensitive fact it may speak of."""
    categories = {reference.category for reference in proposal.reading.references} or {"MASTER"}
    category = max(categories, key=CATEGORIES.index)
    roles = node.seats if seat else (node.properties["bruecke.override"],)
    kind = f"reason.{node.id}.{seat.role if seat else roles[0]}"
    keys = running.write([Entry(kind, "reason", (reason or "").strip(), category, roles)], None)
    return keys[0] if keys else None


def _open(gateway: Gateway, seats: list[Seat], votes: dict[str, str | None]) -> Json:
    return {
        "gateway": str(gateway.key),
        "status": "open",
        "answer": None,
        "waits_for": [seat.role for seat in seats if seat.role not in votes],
        "answers": votes,
    }


def _close(
    running: Running,
    actor: Actor,
    gateway: Gateway,
    flow: Flow,
    proposal: Proposal,
    acts: Mapping[str, str],
) -> None:
    running.close_seats(gateway.key)
    running.work.replace(
        replace(
            gateway,
            status="decided",
            version=gateway.version + 1,
            proposal=proposal.answer,
            answer=flow.answer,
            basis=proposal.basis,
            basis_digest=proposal.digest,
            decided_at=running.now,
            decided_by=actor.user_key,
        )
    )
    by = "people" if gateway.kind == "judgement" else "confirmation"
    running.log(
        "GATEWAY_DECIDED",
        gateway.element,
        {"kind": gateway.kind, "answer": flow.answer, "proposal": proposal.answer, "by": by, **acts},
    )
    running.answer(gateway, flow)
    running.move()
