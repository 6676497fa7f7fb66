"""Handovers as somebody sees them: in a list, one by one, and in a line of their case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cases.handovers import Side, reason_of, side_of
from cases.lists import HandoverLine, handover_line
from cases.rows import Case, Handover, Institution, Packet, User
from cases.rows.handovers import OFFERED
from cases.views.seen import Seen, Shown
from cases.views.wording import Badge, Wording, badge_of
from engine.engine import Engine
from engine.ports import Actor, NotVisible
from engine.store import Work
from forms import Text


@dataclass(frozen=True, slots=True)
class HandoverLineView:
    """A handover in a list. `waited`: from the offer to the answer, or until now; `is_late`: nobody has answered in time."""

    key: int
    case_key: int
    reference: str
    number: int
    kind: str
    label: Text
    is_incoming: bool
    is_outgoing: bool
    sender: Badge
    receiver: Badge
    packet_key: int
    state: str
    state_label: Text
    version: int
    offered_at: datetime
    offered_by: str
    answer_until: datetime
    escalated_at: datetime | None
    answered_at: datetime | None
    answered_by: str | None
    waited: timedelta

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.state == OFFERED

    @property
    def waited_days(self) -> int:
        """Whole days of `waited`."""
        return self.waited.days


@dataclass(frozen=True, slots=True)
class HandoverView:
    """A handover. `reason`: why it came back or was taken back, for the two sides; `sees_case` and `reads_packet`: what else
    is open to the reader."""

    line: HandoverLineView
    reason: str
    may_answer: bool
    may_withdraw: bool
    sees_case: bool
    reads_packet: bool
    side: Side
    shown: Shown


def view_handover_lines(
    engine: Engine, work: Work, actor: Actor, lines: Sequence[HandoverLine], language: str
) -> list[HandoverLineView]:
    """Lines of a list, in two queries more."""
    bodies = sorted({key for line in lines for key in (line.from_institution, line.to_institution)})
    badges = (
        {row.key: badge_of(row, language) for row in work.find(Institution, key=bodies)} if bodies else {}
    )
    people = sorted({key for line in lines for key in (line.offered_by, line.answered_by) if key})
    names = {row.key: row.name for row in work.find(User, key=people)} if people else {}
    now = engine.clock.now()
    found = []
    for line in lines:
        wording = Wording(engine.versions.get(work, line.procedure_version_key), language)
        rules = wording.package.manifest.handovers.get(line.kind)
        found.append(
            HandoverLineView(
                key=line.key,
                case_key=line.case_key,
                reference=line.reference,
                number=line.number,
                kind=line.kind,
                label=wording.get(rules.text) if rules else Text(line.kind),
                is_incoming=line.to_institution == actor.institution_key,
                is_outgoing=line.from_institution == actor.institution_key,
                sender=badges[line.from_institution],
                receiver=badges[line.to_institution],
                packet_key=line.packet_key,
                state=line.state,
                state_label=wording.vocabulary("handover_states", line.state),
                version=line.revision,
                offered_at=line.offered_at,
                offered_by=names.get(line.offered_by, ""),
                answer_until=line.answer_until,
                escalated_at=line.escalated_at,
                answered_at=line.answered_at,
                answered_by=names.get(line.answered_by or 0),
                waited=(line.answered_at or now) - line.offered_at,
            )
        )
    return found


def view_handover(engine: Engine, work: Work, actor: Actor, key: int, language: str) -> HandoverView:
    """A handover, for its two sides and for who sees the case. Raises NotVisible."""
    row = work.get(Handover, key)
    side = side_of(work, actor, row, engine.clock.now())
    case = work.get(Case, row.case_key) if row and side else None
    if row is None or side is None or case is None:
        raise NotVisible
    (line,) = view_handover_lines(engine, work, actor, [handover_line(row, case)], language)
    reason = reason_of(engine.case_file, work, row) if side.reads_reason else ""
    packet = work.get(Packet, row.packet_key)
    is_open = row.state == OFFERED and case.closed_at is None
    return HandoverView(
        line=line,
        reason=reason,
        may_answer=is_open and side.may_answer,
        may_withdraw=is_open and side.may_withdraw,
        sees_case=side.sight is not None,
        reads_packet=packet is not None and (side.is_receiver or side.is_sender),
        side=side,
        shown=frozenset({("WORK", str(row.from_institution))}) if reason else frozenset(),
    )


def view_handovers_of_case(
    engine: Engine, work: Work, actor: Actor, seen: Seen
) -> list[HandoverLineView] | None:
    """The handovers of a case, newest first, for everybody who sees it but guests; None where the procedure has none. Asks the
    database nothing in procedures without any."""
    if not seen.package.manifest.handovers or seen.sight.is_guest:
        return None
    rows = sorted(work.find(Handover, case_key=seen.case.key), key=lambda row: -row.number)
    lines = [handover_line(row, seen.case) for row in rows]
    return view_handover_lines(engine, work, actor, lines, seen.wording.language)


def may_offer(seen: Seen, lines: Sequence[HandoverLineView]) -> tuple[tuple[str, Text], ...]:
    """The handovers that the reader may offer just now, by id, with their names."""
    closed = seen.case.closed_at is not None or seen.instance.is_held or seen.sight.is_exceptional
    if closed or any(line.is_open for line in lines):
        return ()
    rules = seen.package.manifest.handovers.items()
    return tuple((key, seen.wording.get(one.text)) for key, one in rules if seen.sight.roles & set(one.by))
