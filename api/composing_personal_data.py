"""Everything about a person as the JSON API gives it; the document is made of the same, so the two never differ."""

from collections.abc import Iterable

from api.badges import badge
from api.composing import access_out, exception_out
from api.composing_packets import reported_packet_out
from api.shapes.personal_data import (
    PersonalCategory,
    PersonalConsent,
    PersonalDataOut,
    PersonalDeadline,
    PersonalDecision,
    PersonalDocument,
    PersonalField,
    PersonalGoal,
    PersonalLeftOut,
    PersonalMeasure,
    PersonalNote,
    PersonalPlace,
    PersonalPlan,
    PersonalRecord,
    PersonalSignature,
    PersonalStep,
)
from cases.views.documents import DocumentView
from cases.views.grantings import GrantingView
from cases.views.history import HappeningView
from cases.views.personal_data import HeldField, HeldRecord, LeftOut, PersonalData
from cases.views.plan import MeasureView, PlanView
from forms import Text

FORMAT = "bruecke-personal-data-1"


def personal_data_out(view: PersonalData) -> PersonalDataOut:
    """Everything about a person."""
    case, wording = view.seen.case, view.seen.wording
    return PersonalDataOut(
        format=FORMAT,
        language=wording.language,
        made_at=view.made_at,
        made_by=view.made_by.name,
        office=view.office.name,
        case=str(case.key),
        reference=case.reference,
        procedure=wording.get("procedure.title").text,
        person_name=view.person_name,
        opened_at=case.opened_at,
        opened_by=badge(view.seen.badge(case.opened_by)),
        closed_at=case.closed_at,
        outcome=view.outcome.text if view.outcome else None,
        erasable_from=case.erasable_from,
        legal_bases=[basis.text for basis in view.legal_bases],
        places=[
            PersonalPlace(
                role=one.role.text, institution=badge(one.institution), user=one.user, since=one.since
            )
            for one in view.places
        ],
        records=[_record(one) for one in view.records],
        consents=[_consent(one) for one in view.grantings],
        plans=[_plan(one) for one in view.plans],
        decisions=[_decision(one) for one in view.decisions],
        deadlines=[PersonalDeadline(name=one.name.text, due_at=one.due_at) for one in view.deadlines],
        packets=[reported_packet_out(one) for one in view.packets],
        documents=[_document(one) for one in view.documents],
        notes=[
            PersonalNote(
                at=one.created_at,
                author=one.author,
                institution=badge(one.institution),
                audience=one.audience,
                category=PersonalCategory(code=one.category, label=one.category_label.text),
                text=one.text,
            )
            for one in view.notes
        ],
        accesses=[access_out(one) for one in view.accesses],
        exceptions=[exception_out(one) for one in view.exceptions],
        left_out=[_left_out(one) for one in view.left_out],
    )


def _record(view: HeldRecord) -> PersonalRecord:
    return PersonalRecord(type=view.type, title=view.title.text, fields=[_field(one) for one in view.fields])


def _field(view: HeldField) -> PersonalField:
    return PersonalField(
        name=view.name,
        label=view.label.text,
        value=view.value,
        category=PersonalCategory(code=view.category, label=view.category_label.text),
        owners=[badge(one) for one in view.owners],
        recorded_by=view.recorded_by,
        recorded_at=view.recorded_at,
        version=view.number,
    )


def _consent(view: GrantingView) -> PersonalConsent:
    return PersonalConsent(
        title=view.title.text,
        state=view.state,
        state_label=view.state_label.text,
        recipients=[badge(one) for one in view.recipients],
        categories=_categories(zip(view.codes, view.categories, strict=True)),
        since=view.since,
        valid_until=view.valid_until,
        until=view.until,
        recorded_by=view.recorded_by,
    )


def _plan(view: PlanView) -> PersonalPlan:
    return PersonalPlan(
        number=view.number,
        state=view.state_label.text,
        created_at=view.created_at,
        in_force_at=view.in_force_at,
        goals=[
            PersonalGoal(text=one.text, measured_by=one.measured_by, priority=one.priority, due=one.due)
            for one in view.goals
        ],
        measures=[_measure(one) for one in view.measures],
        signatures=[
            PersonalSignature(
                institution=badge(one.institution) if one.institution else None,
                decision=one.decision,
                signed_on=one.signed_on,
                reason=one.reason,
            )
            for one in view.signatures
        ],
    )


def _measure(view: MeasureView) -> PersonalMeasure:
    return PersonalMeasure(
        service=view.service.text,
        institution=badge(view.institution),
        aim=view.offer.aim,
        begins=view.offer.begins,
        ends=view.offer.ends,
        payer=view.payer.text,
        responsible=view.responsible,
        answer=view.state_label.text,
        answer_of_person=view.person_label.text,
        answer_of_person_on=view.answer.person_on,
        steps=[PersonalStep(state=one.label.text, on=one.on, note=one.note) for one in view.steps],
    )


def _decision(view: HappeningView) -> PersonalDecision:
    return PersonalDecision(
        at=view.at,
        question=view.element_name.text if view.element_name else "",
        what=view.label.text,
        answer=view.answer.text if view.answer else None,
        decided_by=view.actor,
        institution=view.institution.name if view.institution else None,
    )


def _document(view: DocumentView) -> PersonalDocument:
    return PersonalDocument(
        key=str(view.key),
        title=view.title.text,
        state=view.state_label.text,
        media_type=view.media_type,
        size=view.size,
        categories=_categories(zip(view.codes, view.categories, strict=True)),
        institution=badge(view.institution),
        made_by=view.made_by,
        made_at=view.made_at,
        signed_on=view.signed_on,
    )


def _left_out(view: LeftOut) -> PersonalLeftOut:
    return PersonalLeftOut(
        code=view.code,
        says=view.says.text,
        categories=_categories(view.categories),
        ask=[badge(one) for one in view.ask],
    )


def _categories(found: Iterable[tuple[str, Text]]) -> list[PersonalCategory]:
    return [PersonalCategory(code=code, label=label.text) for code, label in found]
