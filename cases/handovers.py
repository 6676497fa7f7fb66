"""A case is handed over to another institution: who offers it, who answers, what each side learns, and that nobody forgets it.

The receiver gets a packet and nothing else: what it may read of the case is what the person released to it, answered or not.
It alone accepts or returns; the sender alone takes back. What nobody answers in time escalates and can be answered all the
same. Source: BL-05, BL-10, CH-07.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from cases.access import AT_WORK, EXCEPTION, Sight, sight_of
from cases.consents import latest, state_of
from cases.packets import places_of
from cases.rows import Consent, Handover, Packet
from cases.rows.handovers import ACCEPTED, OFFERED, RETURNED, WITHDRAWN
from cases.telling import tell
from engine.bpmn.timers import period_of
from engine.errors import TooLate, Unanswerable
from engine.packages.manifest import HANDOVER, HandoverRules
from engine.ports import NO_CASE, Actor, CaseFile, NotAllowed, NotVisible
from engine.running import Running
from engine.store import Work

RECORD = HANDOVER
"""The record by which a model learns how the last one stands: `case.handover.state`, `.number`, `.escalated`."""
CATEGORY = "WORK"
_EVENTS = {
    ACCEPTED: "HANDOVER_CONFIRMED",
    RETURNED: "HANDOVER_RETURNED",
    WITHDRAWN: "HANDOVER_WITHDRAWN",
}
LONGEST = 2000
"""Characters of a reason."""


class NoHandoverHere(Unanswerable):
    """This procedure has no handover of this name."""

    code = "no-handover-here"


class HandoverIsOpen(TooLate):
    """This case is offered to an institution already. Wait for its answer, or take the offer back."""

    code = "handover-is-open"


class HandoverAnswered(TooLate):
    """This handover is not open any more: it was answered or taken back."""

    code = "handover-answered"

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class HandoverBasisEnded(TooLate):
    """The person has taken the consent back, or it has run out: the case can't be accepted any more. Return it, or ask the
    person and have it offered anew."""

    code = "handover-basis-ended"


class HandoverChanged(TooLate):
    """Something has happened with this handover in the meantime. Read it again; nothing of yours was written."""

    code = "handover-changed"

    def __init__(self, revision: int) -> None:
        super().__init__(f"the handover has version {revision} now")
        self.version = revision


class HandoverReasonMissing(Unanswerable):
    """Say why: whoever offered the case has to go on with it. 2,000 characters at most."""

    code = "handover-reason-missing"


@dataclass(frozen=True, slots=True)
class Side:
    """Where somebody stands to a handover: at its receiver, at its sender, or beside, seeing the case."""

    is_receiver: bool
    is_sender: bool
    is_exceptional: bool
    sight: Sight | None
    """What they see of the case now; None: nothing, the receiver reads its packet all the same."""

    @property
    def may_answer(self) -> bool:
        """Whether they answer for the receiver."""
        return self.is_receiver and not self.is_exceptional

    @property
    def may_withdraw(self) -> bool:
        """Whether they act for the sender."""
        return self.is_sender and not self.is_exceptional

    @property
    def reads_reason(self) -> bool:
        """Whether they read why it came back: what two institutions say to each other is for the two."""
        return self.is_receiver or self.is_sender


def side_of(work: Work, actor: Actor, handover: Handover | None, now: datetime) -> Side | None:
    """Where the actor stands; None: it doesn't exist for them. The same questions are asked in every case."""
    case_key = handover.case_key if handover else NO_CASE
    places = places_of(work, actor, case_key, now)
    sight = sight_of(work, actor, case_key, now)
    if handover is None or not actor.roles & AT_WORK:
        return None
    if handover.to_institution == actor.institution_key:
        if not places or (places == {EXCEPTION} and sight is None):
            return None
        return Side(True, False, places == {EXCEPTION}, sight)
    if sight is None or sight.is_guest:
        return None
    is_sender = handover.from_institution == actor.institution_key
    return Side(False, is_sender, sight.is_exceptional, sight)


@dataclass
class Acting:
    """Somebody who acts on a handover. `find` has to be asked first, in the same transaction."""

    actor: Actor
    key: int
    revision: int
    now: datetime
    side: Side | None = None

    def find(self, work: Work) -> int:
        """The case. Raises NotVisible, before anything of it is loaded."""
        row = work.get(Handover, self.key)
        self.side = side_of(work, self.actor, row, self.now)
        if row is None or self.side is None:
            raise NotVisible
        return row.case_key

    def open_row(self, running: Running, *, as_receiver: bool) -> Handover:
        """The handover, open. Raises NotAllowed, HandoverAnswered, HandoverChanged, CaseClosed, CaseHeld."""
        row = running.work.get(Handover, self.key)
        if row is None or self.side is None:
            raise NotVisible
        if not (self.side.may_answer if as_receiver else self.side.may_withdraw):
            raise NotAllowed
        running.require_open()
        running.require_not_held()
        if row.state != OFFERED:
            raise HandoverAnswered(row.state)
        if row.revision != self.revision:
            raise HandoverChanged(row.revision)
        return row


def open_handover_of(work: Work, case_key: int) -> Handover | None:
    """The handover of a case that waits for an answer."""
    found = work.find(Handover, case_key=case_key, state=OFFERED)
    return found[0] if found else None


def answer_until(running: Running, rules: HandoverRules) -> datetime:
    """Until when somebody has to answer what is offered now."""
    period = period_of(running.package.parameters[rules.answer_within])
    working_in = running.canton if rules.days == "working" else None
    return period.after(running.now, working_in)


def require_basis(work: Work, row: Handover, now: datetime) -> None:
    """Raises HandoverBasisEnded where what the packet was sent by holds no longer for its receiver. A consent that took
    the place of another one holds as far as it names the receiver; what the law allows needs none."""
    packet = work.get(Packet, row.packet_key)
    consent = work.get(Consent, packet.basis_key) if packet is not None and packet.basis_key else None
    if consent is None:
        return
    now_held = latest(work.find(Consent, case_key=row.case_key), consent.type)
    reached = now_held.recipients.split(",") if now_held is not None else []
    if state_of(now_held, now) != "granted" or str(row.to_institution) not in reached:
        raise HandoverBasisEnded


def settle(running: Running, row: Handover, state: str, actor: Actor, reason: str) -> Mapping[str, Any]:
    """The handover is answered or taken back: for both sides, and for the model. The answer of the command.

    Raises HandoverReasonMissing, ProcessFailure.
    """
    if len(reason.strip()) > LONGEST:
        raise HandoverReasonMissing
    files, work = running.engine.case_file, running.work
    settled = replace(
        row,
        state=state,
        revision=row.revision + 1,
        wakes_at=None,
        answered_by=actor.user_key,
        answered_at=running.now,
        sealed=files.seal(work, row.case_key, reason.strip().encode(), place_of(row.key)),
    )
    work.replace(settled)
    if state in (ACCEPTED, RETURNED):
        _confirm_packet(running, row, actor)
    running.log(_EVENTS[state], None, codes_of(settled))
    tell_model(running, settled)
    return answer_of(settled)


def _confirm_packet(running: Running, row: Handover, actor: Actor) -> None:
    """Who answers has the packet."""
    packet = running.work.get(Packet, row.packet_key)
    if packet is not None and packet.received_at is None:
        running.work.replace(
            replace(packet, received_at=running.now, received_by=actor.user_key, version=packet.version + 1)
        )


def tell_model(running: Running, row: Handover) -> None:
    """The model learns how it stands, and goes on where it waited for that."""
    values = {"state": row.state, "number": row.number, "escalated": row.escalated_at is not None}
    if row.state != OFFERED:
        values["escalated"] = False  # nobody has to see to it any more
    tell(running, RECORD, values, CATEGORY, frozenset({str(row.from_institution)}))


def waited(row: Handover, now: datetime) -> timedelta:
    """How long the answer took, or has taken so far (CH-07)."""
    return (row.answered_at or now) - row.offered_at


def reason_of(files: CaseFile, work: Work, row: Handover) -> str:
    """Why it was returned or taken back; empty where nothing was said."""
    if not row.sealed:
        return ""
    return files.unseal(work, row.case_key, row.sealed, place_of(row.key)).decode()


def place_of(key: int) -> str:
    """What binds a sealed reason to its row."""
    return f"handover:{key}"


def codes_of(row: Handover) -> dict[str, str]:
    """What the chain of the case says of it: ids and codes."""
    return {"handover": str(row.key), "kind": row.kind, "to": str(row.to_institution)}


def answer_of(row: Handover) -> dict[str, Any]:
    """What a command answers: {handover, case, state, version}."""
    return {"handover": str(row.key), "case": str(row.case_key), "state": row.state, "version": row.revision}
