"""Everything about a person as a document, made of what the API gives: the two say the same."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from api.shapes.accesses import AccessOut, AccessPart
from api.shapes.packets import ReportedPacketOut
from api.shapes.personal_data import (
    PersonalCategory,
    PersonalConsent,
    PersonalDataOut,
    PersonalField,
    PersonalMeasure,
    PersonalPlan,
    PersonalSignature,
)
from api.shapes.shape import Institution
from api.sheets import Fact, Section, day, moment, word
from cases.views.wording import Wording

_MOST_READS = 400
"""Lines of reads on paper; beyond, the sheet says that there are more in the file for programs."""


class Words:
    """The words of this sheet in one language."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording

    def __call__(self, key: str) -> str:
        """A word."""
        return word(self._wording, "personal_data", key)


def sections_of(data: PersonalDataOut, wording: Wording) -> list[Section]:
    """The sheet, part by part, in the order in which a person reads it."""
    t = Words(wording)
    return [
        Section(None, (t("intro"),)),
        _case(data, t),
        _table(t, "places", [("role", 3), ("institution", 3), ("who", 3), ("since", 0)], (
            (one.role, one.institution.name, one.user or "", moment(one.since)) for one in data.places
        )),
        *_records(data, t),
        _table(t, "consents", [("declaration", 4), ("state", 4), ("recipients", 3), ("categories", 4)], (
            _consent(one, t) for one in data.consents
        )),
        *(part for plan in data.plans for part in _plan(plan, t)),
        _table(t, "decisions", [("when", 0), ("question", 4), ("answer", 3), ("who", 3)], (
            (moment(one.at), one.question, _lines(one.what, one.answer), _lines(one.decided_by, one.institution))
            for one in data.decisions
        )),
        _table(t, "deadlines", [("deadline", 3), ("until", 1)], (
            (one.name, moment(one.due_at) if one.due_at else t("stopped")) for one in data.deadlines
        )),
        _table(t, "packets", [("when", 0), ("from_to", 4), ("packet_fields", 5), ("packet_basis", 4)], (
            _packet(one) for one in data.packets
        )),
        _table(t, "documents", [("document", 4), ("state", 2), ("belongs", 4), ("recorded", 3)], (
            (
                one.title,
                one.state,
                _lines(_names(one.categories), one.institution.name),
                _lines(one.made_by, moment(one.made_at)),
            )
            for one in data.documents
        )),
        _table(t, "notes", [("note", 6), ("belongs", 3), ("recorded", 3)], (
            (
                one.text if one.text is not None else t("note_gone"),
                _lines(one.category.label, t(f"note_{one.audience}")),
                _lines(one.author, one.institution.name, moment(one.at)),
            )
            for one in data.notes
        )),
        _reads(data.accesses, t),
        _table(t, "exceptions", [("who", 4), ("when", 3), ("why", 5)], (
            (
                _lines(one.user, one.institution.name),
                f"{moment(one.since)} {t('until')} {moment(one.until)}",
                one.reason or t("reason_elsewhere"),
            )
            for one in data.exceptions
        )),
        Section(t("left_out")),
        *(
            Section(
                None,
                (one.says,),
                tuple(
                    Fact(label, value)
                    for label, value in (
                        (t("categories"), _names(one.categories)),
                        (t("ask"), _bodies(one.ask)),
                    )
                    if value
                ),
            )
            for one in data.left_out
        ),
    ]  # fmt: skip


def _case(data: PersonalDataOut, t: Words) -> Section:
    facts = (
        (t("person"), data.person_name or ""),
        (t("procedure"), data.procedure),
        (t("opened"), f"{moment(data.opened_at)}, {data.opened_by.name}"),
        (t("closed"), moment(data.closed_at) if data.closed_at else t("running")),
        (t("outcome"), data.outcome or ""),
        (t("erasable"), day(data.erasable_from) if data.erasable_from else t("erasable_later")),
        (t("basis"), "\n".join(data.legal_bases)),
    )
    return Section(t("case"), (), tuple(Fact(label, value) for label, value in facts))


def _table(
    t: Words, key: str, columns: Sequence[tuple[str, int]], rows: Iterable[tuple[str, ...]]
) -> Section:
    """A table under its heading; where there is nothing, it says so."""
    found = tuple(rows)
    if not found:
        return Section(t(key), (t("none"),))
    heads = tuple(t(head) for head, _ in columns)
    return Section(t(key), heads=heads, columns=tuple(width for _, width in columns), rows=found)


def _records(data: PersonalDataOut, t: Words) -> Iterator[Section]:
    yield Section(t("records"), () if data.records else (t("none"),))
    for record in data.records:
        yield Section(
            record.title,
            heads=(t("field"), t("value"), t("belongs"), t("recorded")),
            columns=(3, 4, 3, 3),
            rows=tuple(_field(one, t) for one in record.fields),
            level=2,
        )


def _field(one: PersonalField, t: Words) -> tuple[str, ...]:
    belongs = _lines(one.category.label, _bodies(one.owners))
    return one.label, one.value, belongs, _lines(one.recorded_by or t("by_itself"), moment(one.recorded_at))


def _consent(one: PersonalConsent, t: Words) -> tuple[str, ...]:
    ends = None
    if one.until is not None and one.state in ("withdrawn", "replaced", "expired"):
        ends = f"{t('ended')} {moment(one.until)}"
    elif one.valid_until is not None:
        ends = f"{t('valid_until')} {day(one.valid_until)}"
    state = _lines(one.state_label, moment(one.since), one.recorded_by, ends)
    return one.title, state, _bodies(one.recipients), _names(one.categories)


def _plan(plan: PersonalPlan, t: Words) -> Iterator[Section]:
    yield Section(f"{t('plan')} {plan.number} ({plan.state})", (moment(plan.created_at),))
    goals = [(str(one.priority), one.text, one.measured_by, day(one.due)) for one in plan.goals]
    measures = [_measure(one) for one in plan.measures]
    signatures = [_signature(one, t) for one in plan.signatures]
    tables: tuple[tuple[str, Sequence[tuple[str, ...]], tuple[tuple[str, int], ...]], ...] = (
        ("goals", goals, (("rank", 0), ("goals", 3), ("measured_by", 3), ("until", 0))),
        ("measures", measures, (("measures", 4), ("institution", 3), ("answer", 4), ("until", 0))),
        ("signatures", signatures, (("who", 1), ("state", 1))),
    )
    for key, rows, columns in tables:
        if rows:
            yield replace(_table(t, key, columns, rows), level=2)


def _measure(one: PersonalMeasure) -> tuple[str, ...]:
    person = _lines(one.answer_of_person, day(one.answer_of_person_on) if one.answer_of_person_on else None)
    return (
        _lines(one.service, one.aim),
        _lines(one.institution.name, one.responsible, one.payer),
        _lines(
            one.answer, person, *(_lines(f"{step.state} {day(step.on)}", step.note) for step in one.steps)
        ),
        f"{day(one.begins)} – {day(one.ends)}",
    )


def _signature(one: PersonalSignature, t: Words) -> tuple[str, ...]:
    who = one.institution.name if one.institution else t("person")
    state = t(one.decision or "open")
    return who, _lines(state, day(one.signed_on) if one.signed_on else None, one.reason)


def _packet(one: ReportedPacketOut) -> tuple[str, ...]:
    who = f"{one.sender.name} → {one.receiver.name}"
    basis = _lines(one.basis_label, day(one.basis_day) if one.basis_day else None)
    return moment(one.sent_at), _lines(who, one.sent_by), ", ".join(one.fields), basis


def _reads(reads: Sequence[AccessOut], t: Words) -> Section:
    table = _table(t, "accesses", [("when", 0), ("who", 4), ("opened_what", 3), ("why", 5)], (
        (
            moment(one.at),
            _lines(one.user, ", ".join(part for part in (one.function, one.institution.name) if part)),
            one.opened,
            _lines(*(_part(part, t) for part in one.parts)),
        )
        for one in reads[:_MOST_READS]
    ))  # fmt: skip
    if len(reads) <= _MOST_READS:
        return table
    return Section(table.title, (t("accesses_more"),), (), table.heads, table.columns, table.rows)


def _part(part: AccessPart, t: Words) -> str:
    basis = part.basis.label + (f", {day(part.basis.day)}" if part.basis.day else "")
    return f"{', '.join(part.labels) or t('no_values')} ({basis})"


def _lines(*parts: str | None) -> str:
    return "\n".join(part for part in parts if part)


def _bodies(found: Sequence[Institution]) -> str:
    return ", ".join(one.name for one in found)


def _names(found: Sequence[PersonalCategory]) -> str:
    return ", ".join(one.label for one in found)
