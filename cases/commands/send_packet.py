"""An institution passes facts on to another: a deliberate act, on a basis that holds at this moment, frozen as it is sent."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from cases.access import Sight, sight_in
from cases.catalogue import CATALOGUE, UNINFORMED
from cases.disclosure import BASES
from cases.packets import (
    ARRIVED,
    LONGEST,
    PASSED_ON,
    Content,
    SentField,
    Way,
    Ways,
    categories_of,
    codes_of,
    place_of,
    receivers_of,
    sealed_content,
    sendable,
    ways_to,
)
from cases.records import Records
from cases.rows import Consent, Institution, Packet, Record
from engine.engine import Engine
from engine.errors import Json, TooLate, Unanswerable
from engine.ports import Actor, Entry, NotAllowed
from engine.rows import Outbox, Task
from engine.running import Running
from engine.store import Work
from engine.transaction import Request, on_case

FieldKey = tuple[int, str]
"""The key of a record in force, and the name of a field in it."""


class ReceiverRefused(Unanswerable):
    """A packet goes to another institution that takes part in the case. Choose one of them."""

    code = "receiver-refused"


class NothingChosen(Unanswerable):
    """The packet is empty. Choose what is to be passed on."""

    code = "nothing-chosen"


class PurposeMissing(Unanswerable):
    """Say what the receiver needs it for; 1,000 characters at most."""

    code = "purpose-missing"


class ConditionsMissing(Unanswerable):
    """Without a consent the sender states each condition of the law and a reason. If one does not hold, ask the person."""

    code = "conditions-missing"

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = tuple(missing)


class FieldsRefused(Unanswerable):
    """Some fields can't go to this institution on this basis. Leave them out, or ask the person for a wider consent."""

    code = "fields-refused"

    def __init__(self, fields: Sequence[tuple[FieldKey, str]]) -> None:
        super().__init__(", ".join(f"{key}.{name}: {why}" for (key, name), why in fields))
        self.fields = tuple(fields)


class BasisNotInForce(TooLate):
    """Nothing that is in force lets facts go to this institution on this basis (any more). Nothing was sent."""

    code = "basis-not-in-force"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class NewPacket:
    """What somebody sends. `basis`: one of the matrix; `consent`: by this one, None by any that covers the fields;
    `conditions` and `reason` are for what goes without a consent."""

    to: int
    fields: tuple[FieldKey, ...]
    basis: str
    purpose: str
    consent: int | None = None
    conditions: frozenset[str] = frozenset()
    reason: str = ""


def send_packet(
    engine: Engine,
    records: Records,
    actor: Actor,
    case_key: int,
    new: NewPacket,
    request: Request | None = None,
) -> Json:
    """Send a packet. Answer: {packet, case, categories}.

    Raises NotVisible, NotAllowed (who only looks by exception, and guests), CaseClosed, CaseHeld, ReceiverRefused, BasisNotInForce,
    NothingChosen, FieldsRefused, PurposeMissing, ConditionsMissing, CaseStopped.
    """

    def body(running: Running) -> Json:
        packet = pass_on(running, records, actor, new)
        return {"packet": str(packet.key), "case": str(case_key), "categories": packet.categories.split(",")}

    return on_case(engine, lambda work: case_key, actor, request, body)


def pass_on(running: Running, records: Records, actor: Actor, new: NewPacket) -> Packet:
    """Send a packet as part of what is under way in a case. Raises what `send_packet` raises."""
    work, now, engine, case_key = running.work, running.now, running.engine, running.instance.key
    sight = sight_in(running)
    if sight.is_exceptional or sight.is_guest:
        raise NotAllowed
    running.require_open()
    running.require_not_held()
    sender, receiver = _both(work, case_key, actor, new, running)
    ways = ways_to(work.find(Consent, case_key=case_key), running.package, sender, receiver, now)
    way, fields = _chosen(records, work, case_key, sight, ways, new)
    _require_words(way, new)
    key = engine.keys()
    content = Content(new.purpose.strip(), new.reason.strip() if way.rule.conditions else "", fields)
    packet = Packet(
        key=key,
        case_key=case_key,
        procedure_version_key=running.instance.procedure_version_key,
        from_institution=sender.key,
        to_institution=receiver.key,
        sent_by=actor.user_key,
        sent_at=now,
        basis=way.basis,
        basis_key=way.key,
        categories=",".join(categories_of(fields)),
        conditions=",".join(way.rule.conditions),
        sealed=engine.case_file.seal(work, case_key, sealed_content(content), place_of(key)),
        received_at=None,
        received_by=None,
        version=1,
    )
    work.add(packet, Outbox(engine.keys(), case_key, key, ARRIVED, now, now, None))
    running.log("PACKET_SENT", None, codes_of(packet))
    if way.rule.inform:
        _have_person_informed(running, sender)
    return packet


def _both(
    work: Work, case_key: int, actor: Actor, new: NewPacket, running: Running
) -> tuple[Institution, Institution]:
    """Sender and receiver. Who takes no part is refused like what does not exist."""
    others = receivers_of(work, case_key, actor.institution_key, running.now)
    receiver = next((one for one in others if one.key == new.to), None)
    sender = work.get(Institution, actor.institution_key)
    if receiver is None or sender is None:
        raise ReceiverRefused
    return sender, receiver


def _chosen(
    records: Records, work: Work, case_key: int, sight: Sight, ways: Ways, new: NewPacket
) -> tuple[Way, tuple[SentField, ...]]:
    """The way that takes all the fields, and these as they are frozen. The newest consent that covers them goes first."""
    open_ways = ways.find(new.basis, new.consent) if new.basis in BASES else []
    if not open_ways:
        raise BasisNotInForce(
            ways.closed.get(new.basis, "no-rule" if new.consent is None else "not-in-force")
        )
    if not new.fields:
        raise NothingChosen
    known = {(one.record.key, one.name): one for one in sendable(records, work, case_key, sight)}
    wanted = list(dict.fromkeys(new.fields))
    gone = [(field, _why_gone(work, case_key, sight, field)) for field in wanted if field not in known]
    if gone:
        raise FieldsRefused(gone)
    refused: list[tuple[FieldKey, str]] = []
    for way in open_ways:
        answers = [
            (
                field,
                way.why_not(known[field].record.category, known[field].record.owners, sight.institution_key),
            )
            for field in wanted
        ]
        against = [(field, why) for field, why in answers if why is not None]
        if not against:
            return way, tuple(
                SentField(
                    known[field].record.type,
                    field[1],
                    known[field].value,
                    known[field].record.category,
                    known[field].record.owners,
                    known[field].record.number,
                )
                for field in known
                if field in set(wanted)
            )
        refused = refused or against
    raise FieldsRefused(refused)


def _why_gone(work: Work, case_key: int, sight: Sight, field: FieldKey) -> str:
    """What the sender could read until somebody wrote it anew is «changed»; all else is as if it did not exist."""
    row = work.get(Record, field[0])
    if row is None or row.case_key != case_key or row.type not in PASSED_ON or row.replaced_at is None:
        return "not-readable"
    was_open = field[1] in CATALOGUE[row.type] and sight.may_know(row)
    return "changed" if was_open else "not-readable"


def _require_words(way: Way, new: NewPacket) -> None:
    if not new.purpose.strip() or len(new.purpose.strip()) > LONGEST:
        raise PurposeMissing
    missing = missing_words(way, new.conditions, new.reason)
    if missing:
        raise ConditionsMissing(missing)


def missing_words(way: Way, conditions: Collection[str], reason: str) -> list[str]:
    """What the sender has not stated of what this way asks for: conditions, and the reason."""
    missing = [code for code in way.rule.conditions if code not in conditions]
    if way.rule.conditions and not 0 < len(reason.strip()) <= LONGEST:
        missing.append("reason")
    return missing


def _have_person_informed(running: Running, sender: Institution) -> None:
    """The procedure opens «inform the person»; who has that task open already must look at it again."""
    owners = frozenset({str(sender.key)})
    running.write(
        [Entry(UNINFORMED, "to_inform", True, CATALOGUE[UNINFORMED]["to_inform"], (), owners)], None
    )
    for task in running.work.find(Task, instance_key=running.instance.key, status="open"):
        if running.package.element(task.element).properties.get("bruecke.record") == UNINFORMED:
            running.work.replace(replace(task, version=task.version + 1))
    running.move()
