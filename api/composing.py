"""Views as the JSON API gives them."""

from dataclasses import asdict

from api.badges import badge
from api.composing_packets import reported_packet_out
from api.shapes.accesses import AccessBasis, AccessOut, AccessPage, AccessPart, ExceptionOut, Granting
from api.shapes.cases import AwayOut, CaseOut, Happening, LeadOut, OpenWork, Place, RecordField, RecordOut
from api.shapes.consents import ConsentOut
from api.shapes.gateways import Fact, GatewayOut, Option
from api.shapes.notes import MentionOut, NoteOut
from api.shapes.procedures import Deployment, Finding, Other, Reading
from api.shapes.records import Change, RecordVersion, Versions
from api.shapes.tasks import TaskOut
from api.shapes.work import Seat, WorkLine
from cases.lists import WorkLine as Line
from cases.views.access_report import AccessReport, AccessView
from cases.views.case import CaseView, ConsentView, RecordView
from cases.views.exceptions import ExceptionView
from cases.views.gateway import GatewayView
from cases.views.grantings import GrantingView
from cases.views.history import HappeningView
from cases.views.lead import LeadView
from cases.views.mentions import MentionView
from cases.views.notes import NoteView
from cases.views.task import SeatView, TaskView
from cases.views.versions import RecordVersions
from engine.commands.deploy_model import ModelDeployed
from engine.faults import Fault
from engine.packages.package import Package


def case_out(view: CaseView) -> CaseOut:
    """A case."""
    return CaseOut(
        key=str(view.key),
        reference=view.reference,
        procedure=view.procedure,
        title=view.title.text,
        version=view.version,
        status=view.status,
        outcome=view.outcome,
        opened_at=view.opened_at,
        closed_at=view.closed_at,
        erased_at=view.erased_at,
        opened_by=badge(view.opened_by),
        exceptional_until=view.exceptional_until,
        person_name=view.person_name,
        places=[
            Place(
                role=p.role,
                role_label=p.role_label.text,
                institution=badge(p.institution),
                user=p.user,
                away=AwayOut(until=p.away.until, deputy=p.away.deputy) if p.away else None,
            )
            for p in view.places
        ],
        lead=lead_out(view.leadership.lead),
        work=[
            OpenWork(
                key=str(item.key),
                subject=item.subject,
                element=item.element,
                name=item.name.text,
                kind=item.kind,
                waits_for=item.waits_for,
                missing_seats=list(item.missing_seats),
                may_act=item.may_act,
                is_suspended=item.is_suspended,
            )
            for item in view.work
        ],
        records=[_record(record) for record in view.records],
        consents=[_consent(consent) for consent in view.consents],
    )


def lead_out(view: LeadView | None) -> LeadOut | None:
    """Who leads."""
    if view is None:
        return None
    return LeadOut(
        user=view.user, institution=badge(view.institution), since=view.since, is_able=view.is_able
    )


def _record(view: RecordView) -> RecordOut:
    return RecordOut(
        type=view.type,
        title=view.title.text,
        fields=[
            RecordField(
                label=field.label.text,
                value=field.value,
                shared=field.value is not None,
                category=field.category,
                owners=[owner.name for owner in field.owners],
            )
            for field in view.fields
        ],
        may_correct=view.may_correct,
    )


def versions_out(view: RecordVersions) -> Versions:
    """The versions of a record."""
    return Versions(
        type=view.type,
        title=view.title.text,
        version=view.version,
        items=[
            RecordVersion(
                number=one.number,
                at=one.at,
                user=one.user,
                institution=badge(one.institution) if one.institution else None,
                is_correction=one.is_correction,
                reason=one.reason,
                changes=[
                    Change(
                        field=change.name,
                        label=change.label.text,
                        category=change.category,
                        before=change.before,
                        after=change.after,
                    )
                    for change in one.changes
                ],
            )
            for one in view.versions
        ],
    )


def _consent(view: ConsentView) -> ConsentOut:
    return ConsentOut(
        key=str(view.key),
        type=view.type,
        title=view.title.text,
        state=view.state,
        recipients=[badge(recipient) for recipient in view.recipients],
        categories=list(view.category_codes),
        signed_on=view.signed_on,
        valid_until=view.valid_until,
        withdrawn_at=view.withdrawn_at,
    )


def access_page(report: AccessReport) -> AccessPage:
    """A page of the access report."""
    return AccessPage(
        items=[access_out(view) for view in report.accesses],
        next=str(report.following) if report.following is not None else None,
        grantings=[_granting(view) for view in report.grantings],
        exceptions=[exception_out(view) for view in report.exceptions],
        packets=[reported_packet_out(view) for view in report.packets],
        erased_at=report.seen.case.erased_at,
    )


def exception_out(view: ExceptionView) -> ExceptionOut:
    """A look without a mandate."""
    return ExceptionOut(
        user=view.user,
        institution=badge(view.institution),
        since=view.since,
        until=view.until,
        reason=view.reason,
    )


def access_out(view: AccessView) -> AccessOut:
    """One read."""
    return AccessOut(
        key=str(view.key),
        at=view.at,
        user=view.user,
        function=view.function,
        institution=badge(view.institution),
        action=view.action,
        opened=view.opened.text,
        parts=[
            AccessPart(
                categories=list(part.codes),
                labels=[label.text for label in part.categories],
                basis=AccessBasis(
                    code=part.basis.code,
                    label=part.basis.label.text,
                    consent=str(part.basis.consent) if part.basis.consent else None,
                    day=part.basis.day,
                ),
            )
            for part in view.parts
        ],
    )


def _granting(view: GrantingView) -> Granting:
    return Granting(
        consent=str(view.consent) if view.consent else None,
        title=view.title.text,
        state=view.state,
        recipients=[badge(recipient) for recipient in view.recipients],
        categories=list(view.codes),
        since=view.since,
        valid_until=view.valid_until,
        until=view.until,
        recorded_by=view.recorded_by,
    )


def happening(view: HappeningView) -> Happening:
    """An event."""
    is_passage = view.kind in {"ELEMENT_COMPLETED", "ELEMENT_CANCELLED"}
    return Happening(
        sequence=view.sequence,
        at=view.at,
        kind=view.kind,
        label=view.label.text,
        element=view.element,
        codes=view.codes,
        actor=view.actor,
        stood_in_for=view.stood_in_for,
        institution=view.institution.name if view.institution else None,
        element_name=view.element_name.text if view.element_name else None,
        element_kind=str(view.codes["kind"]) if is_passage else None,
        state=view.kind.removeprefix("ELEMENT_").lower() if is_passage else None,
        variables=view.variables,
    )


def work_line(line: Line, package: Package, language: str, user_key: int) -> WorkLine:
    """A line of a worklist."""
    element = package.element(line.element)
    return WorkLine(
        key=str(line.key),
        subject=line.subject,
        case=str(line.case_key),
        reference=line.reference,
        procedure=line.procedure,
        element=line.element,
        name=package.texts.get(f"elements.{line.element}", language, element.name or line.element).text,
        kind=line.kind,
        role=line.role,
        waits_for=line.waits_for,
        proposal=line.proposal,
        is_mine=line.assignee == user_key,
        version=line.version,
        created_at=line.created_at,
    )


def _seat(view: SeatView) -> Seat:
    return Seat(
        role=view.role,
        label=view.label.text,
        institution=badge(view.institution) if view.institution else None,
        filled_by=view.filled_by,
        filled_at=view.filled_at,
        answer=view.answer,
    )


def task_out(view: TaskView) -> TaskOut:
    """A task."""
    return TaskOut(
        key=str(view.key),
        case=str(view.case_key),
        reference=view.reference,
        procedure=view.procedure,
        element=view.element,
        name=view.name.text,
        status=view.status,
        version=view.version,
        assignee=view.assignee,
        form=view.form.id,
        answers=view.answers,
        seats=[_seat(seat) for seat in view.seats],
        suspended_by=view.suspended_by.text if view.suspended_by else None,
        variables=view.variables,
        activities=list(view.activities),
    )


def gateway_out(view: GatewayView) -> GatewayOut:
    """A gateway."""
    return GatewayOut(
        key=str(view.key),
        case=str(view.case_key),
        reference=view.reference,
        procedure=view.procedure,
        element=view.element,
        question=view.question.text,
        kind=view.kind,
        status=view.status,
        waits_for=view.waits_for,
        options=[
            Option(
                answer=option.answer,
                label=option.label.text,
                next=option.next.text if option.next else None,
                is_proposal=option.is_proposal,
            )
            for option in view.options
        ],
        proposal=view.proposal,
        basis=view.basis,
        facts=[
            Fact(label=f.label.text, value=f.value, shared=f.value is not None, category=f.category)
            for f in view.facts
        ],
        missing=view.missing.text if view.missing else None,
        seats=[_seat(seat) for seat in view.seats],
        may_answer=view.may_answer,
        suspended_by=view.suspended_by.text if view.suspended_by else None,
        answer=view.answer,
        decided_by=view.decided_by,
        decided_at=view.decided_at,
    )


def model_deployment(deployed: ModelDeployed) -> Deployment:
    """What became of a single model."""
    released = deployed.released
    return Deployment(
        procedure=deployed.procedure,
        status="released" if released else "draft",
        version=released.version if released else None,
        number=released.number if released else None,
        content_hash=deployed.content_hash,
        is_new=released.is_new if released else True,
        todo=[finding(item) for item in deployed.todo],
        others=[Other(procedure=item.procedure, version=item.version) for item in deployed.others],
        warnings=[finding(item) for item in deployed.warnings],
        notes=[Reading(place=note.place, rule=note.rule, message=note.message) for note in deployed.notes],
    )


def finding(fault: Fault) -> Finding:
    """Something about a model."""
    return Finding(**asdict(fault))


def note_out(view: NoteView) -> NoteOut:
    """A note."""
    return NoteOut(
        key=str(view.key),
        author=view.author,
        institution=badge(view.institution),
        audience=view.audience,
        category=view.category,
        category_label=view.category_label.text,
        text=view.text,
        created_at=view.created_at,
        withdrawn_at=view.withdrawn_at,
        may_withdraw=view.may_withdraw,
        mentions=list(view.mentions),
        mentions_you=view.mentions_reader,
    )


def mention_out(view: MentionView) -> MentionOut:
    """A mention that waits."""
    return MentionOut(
        key=str(view.key),
        note=str(view.note_key),
        case=str(view.case_key),
        reference=view.reference,
        author=view.author,
        institution=badge(view.institution),
        created_at=view.created_at,
    )
