"""Who gets what answer, for every route, at every stage of a case: what isn't listed here fails."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from weakref import WeakKeyDictionary

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute

from api.access import routes_of
from api.cast import PASSWORD
from engine.keys import new_key
from tests.api.house import LOGINS, REGISTRATION, STAGES, House, Response

SMZ, RAV = {"carla_smz", "lea_smz"}, {"anna_rav", "jean_rav"}
SEES: dict[str, set[str]] = {
    "fresh": SMZ,
    "refused": SMZ,
    "granted": SMZ | RAV,
    "withdrawn": SMZ,
    "question": SMZ | RAV,
    "agreed": SMZ | RAV | {"ines_koo"},
    "accompanied": SMZ | RAV | {"ines_koo"},
    "integrated": SMZ | RAV | {"ines_koo"},
    "closed": SMZ | RAV | {"ines_koo"},
}
"""The opener and colleagues of the unit; the partner's unit with the authority; the coordination with the agreement."""

SEAT_OF_TASK: dict[str, set[str]] = dict.fromkeys(("fresh", "refused", "withdrawn"), SMZ) | {
    "granted": SMZ | RAV,
    "question": SMZ | RAV,
    "agreed": {"ines_koo"},
    "accompanied": SMZ | RAV,
    "integrated": SMZ | RAV,
    "closed": SMZ | RAV,
}
OPENERS = {login for login in LOGINS if login.endswith(("_smz", "_rav"))}
CLOSED_TASK = {"refused", "question", "integrated", "closed"}
SUSPENDED_TASK = {"withdrawn"}
"""The joint analysis rests on the authority: without it the task rests."""
Caller = str | None


@dataclass(frozen=True)
class Place:
    """A case at a stage, with the keys that stand in its routes; `other` holds keys that don't exist."""

    stage: str
    case: str
    task: int
    gateway: int
    consent: int

    def path(self, template: str) -> str:
        return template.format(
            case_key=self.case,
            task_key=self.task,
            gateway_key=self.gateway,
            consent_key=self.consent,
            job_key=NO_JOB,
            message_key=NO_JOB,
            note_key=NO_NOTE,
            packet_key=NO_PACKET,
            absence_key=NO_ABSENCE,
            system_key=NO_SYSTEM,
            key_key=NO_SYSTEM,
            deadline_key=NO_DEADLINE,
            address_key=NO_ADDRESS,
            token="nothing",
            webhook_key=NO_WEBHOOK,
            file_key=NO_DELIVERY,
            line_key=NO_DELIVERY,
            measure_key=NO_MEASURE,
            document_key=NO_DOCUMENT,
            handover_key=NO_HANDOVER,
            meeting_key=NO_MEETING,
            invitation_key=NO_MEETING,
            number=1,
            type="person",
            procedure="wallis_tandem",
        )


Rule = Callable[[Place, Caller], int]


def anybody(status: int) -> Rule:
    return lambda place, caller: status


def accounts(status: int) -> Rule:
    return lambda place, caller: 401 if caller is None else status


def designers(place: Place, caller: Caller) -> int:
    return 401 if caller is None else 422 if caller == "dario" else 403


def designers_at(status: int) -> Rule:
    return lambda place, caller: 401 if caller is None else status if caller == "dario" else 403


def operators(status: int) -> Rule:
    """Who looks after the operation of their institution's systems."""
    return lambda place, caller: 401 if caller is None else status if caller == "olga" else 403


def coordinators(status: int) -> Rule:
    """Who coordinates an institution, whatever the case is."""
    return lambda place, caller: 401 if caller is None else status if caller == "ines_koo" else 403


def workers(status: int) -> Rule:
    """Who works on cases, whatever the case is."""
    return lambda place, caller: 401 if caller is None else 403 if caller in {"dario", "olga"} else status


RAV_STAFF = {login for login in LOGINS if login.endswith("_rav")}


def of_rav(status: int) -> Rule:
    """Everybody of the unemployment office, whatever the case is."""
    return lambda place, caller: 401 if caller is None else status if caller in RAV_STAFF else 403


def openers(place: Place, caller: Caller) -> int:
    return 401 if caller is None else 201 if caller in OPENERS else 403


def of_case(place: Place, caller: Caller) -> int:
    return 401 if caller is None else 200 if caller in SEES[place.stage] else 404


def of_task(status: int) -> Rule:
    """`status` for those who hold a seat, while the task is open or is only read."""

    def rule(place: Place, caller: Caller) -> int:
        seen = of_case(place, caller)
        if seen != 200:
            return seen
        return status if caller in SEAT_OF_TASK[place.stage] else 403

    return rule


def changing_task(status: int) -> Rule:
    def rule(place: Place, caller: Caller) -> int:
        found = of_task(status)(place, caller)
        return 409 if found == status and place.stage in CLOSED_TASK | SUSPENDED_TASK else found

    return rule


def of_gateway(status: int) -> Rule:
    """Before the authority is decided there is no gateway to see."""
    return lambda place, caller: (
        404
        if place.stage == "fresh" and caller
        else (status if of_case(place, caller) == 200 else of_case(place, caller))
    )


def of_consent(place: Place, caller: Caller) -> int:
    """Where a consent is in force, those who see it may withdraw it: tested by itself, for it changes the case."""
    if place.stage == "fresh" and caller:
        return 404
    return 409 if of_case(place, caller) == 200 else of_case(place, caller)


def of_starter(status: int, when_closed: int) -> Rule:
    """Those who hold the role that started the case."""

    def rule(place: Place, caller: Caller) -> int:
        seen = of_case(place, caller)
        if seen != 200:
            return seen
        ended = place.stage in {"refused", "closed"}
        return 403 if caller not in SMZ else when_closed if ended else status

    return rule


def of_opener(status: int, when_closed: int) -> Rule:
    """Who opened the case may end it, once."""

    def rule(place: Place, caller: Caller) -> int:
        seen = of_case(place, caller)
        if seen != 200:
            return seen
        ended = place.stage in {"refused", "closed"}
        return 403 if caller not in SMZ else when_closed if ended else status

    return rule


def of_leader(status: int, when_closed: int) -> Rule:
    """Where nobody leads yet: the coordination in it, until it ends."""

    def rule(place: Place, caller: Caller) -> int:
        seen = of_case(place, caller)
        if seen != 200:
            return seen
        ended = place.stage in {"refused", "closed"}
        return 403 if caller != "ines_koo" else when_closed if ended else status

    return rule


def of_writer(status: int, when_closed: int) -> Rule:
    """Who sees a case may write notes on it until it ends."""

    def rule(place: Place, caller: Caller) -> int:
        seen = of_case(place, caller)
        ended = place.stage in {"refused", "closed"}
        return seen if seen != 200 else when_closed if ended else status

    return rule


def of_plan(place: Place, caller: Caller) -> int:
    """This procedure has no plan and no handover, which is told to who sees the case; the rest is tested with these."""
    """This procedure has neither a plan nor meetings, which is told to who sees the case; who draws one up or calls one is tested with them."""
    seen = of_case(place, caller)
    return seen if seen != 200 else 422


def of_owner(status: int) -> Rule:
    """The office that recorded it corrects it, also after the end; others who read it may not."""

    def rule(place: Place, caller: Caller) -> int:
        seen = of_case(place, caller)
        return seen if seen != 200 else status if caller in SMZ else 403

    return rule


def of_keeper(place: Place, caller: Caller) -> int:
    """The person's access report: for who opened the case and for the coordination in it."""
    seen = of_case(place, caller)
    return seen if seen != 200 or caller in SMZ | {"ines_koo"} else 403


def of_no_erasure(place: Place, caller: Caller) -> int:
    """There is no certificate of a case that is still there."""
    seen = of_case(place, caller)
    return seen if seen != 200 else 409


def of_coordination(place: Place, caller: Caller) -> int:
    """Whether somebody has come back: for the coordination alone, once the person is released to it."""
    seen = of_case(place, caller)
    return seen if seen != 200 or caller == "ines_koo" else 403


def page(rule: Rule) -> Rule:
    """As the rule says, but who isn't signed in is led to the door."""
    return lambda place, caller: 303 if caller is None else rule(place, caller)


def of_consent_page(place: Place, caller: Caller) -> int:
    return 404 if place.stage == "fresh" else of_case(place, caller)


# A form of a page counts only with the session it was drawn for; a script's token is none.
NO_SESSION = page(anybody(403))

REPAIR = {"action": "move", "token": 999, "element": "nothing", "reason": "x"}
PACKET = {"to": str(new_key()), "fields": [], "basis": "CONSENT", "purpose": "x"}
HANDOVER = PACKET | {"kind": "none"}
ERASURE = {"reason": "x", "offered_on": "2026-02-10", "archive_answer": "TAKEN", "archive_reference": "1"}
MEETING = {"begins_at": "2030-01-15T09:00:00+01:00", "place": "x"}
OFFER = {
    "institution": str(new_key()), "service": "none", "aim": "x", "payer": "IV", "principle": "CATALOGUE",
    "begins": "2026-02-10", "ends": "2026-02-10",
}  # fmt: skip
DEADLINE = {"due_at": "2026-12-01T11:00:00Z", "seen_due_at": "2026-11-01T11:00:00Z", "reason": "x"}
CORRECTION = {"version": 999_999, "fields": {"last_name": "Perrin"}, "reason": "x"}

# The body is valid in form; versions and bases are stale, so that nobody changes the case that others look at.
STALE = {"answers": {}, "version": 999_999}
MATRIX: dict[str, tuple[Any, Rule]] = {
    "healthz": (None, anybody(200)),
    "readyz": (None, anybody(200)),
    "GET /metrics": (None, anybody(403)),
    "sign_in": ({}, anybody(422)),
    "create_token": ({}, anybody(422)),
    "who_am_i": (None, accounts(200)),
    "sign_out": (None, accounts(204)),
    "list_procedures": (None, accounts(200)),
    "deploy_procedure": (b"no zip", designers),
    "deploy_model": (b"no model", designers),
    "start_case": ({"procedure": "wallis_tandem"}, openers),
    "list_cases": (None, accounts(200)),
    "break_glass": ({"reference": "VS-2026-ZZZZZ", "reason": "x"}, accounts(404)),
    "read_case": (None, of_case),
    "read_history": (None, of_case),
    "read_diagram": (None, of_case),
    "list_consents": (None, of_case),
    "read_record_versions": (None, of_case),
    "correct_record": (CORRECTION, of_owner(409)),
    "list_accesses": (None, of_keeper),
    "read_access_file": (None, of_keeper),
    "read_personal_data": (None, of_keeper),
    "read_personal_data_file": (None, of_keeper),
    "read_access_document": (None, of_keeper),
    "read_returning_person": (None, of_coordination),
    "recognise_person": (
        {"other": str(new_key()), "is_same": True},
        lambda place, caller: (
            422 if of_coordination(place, caller) == 200 else of_coordination(place, caller)
        ),
    ),
    "list_notes": (None, of_case),
    "write_note": ({"text": " "}, of_writer(422, 409)),
    "withdraw_note": (None, accounts(404)),
    "list_mentions": (None, accounts(200)),
    "list_waiting": (None, accounts(200)),
    "read_packet_options": (None, of_case),
    "send_packet": (PACKET, of_writer(422, 409)),
    "list_packets": (None, accounts(200)),
    "read_packet": (None, accounts(404)),
    "confirm_receipt": (None, accounts(404)),
    "offer_handover": (HANDOVER, of_plan),
    "list_handovers_of_case": (None, of_case),
    "list_handovers": (None, accounts(200)),
    "read_handover": (None, accounts(404)),
    "accept_handover": ({"version": 1}, accounts(404)),
    "return_handover": ({"version": 1, "reason": "x"}, accounts(404)),
    "withdraw_handover": ({"version": 1}, accounts(404)),
    "read_plan": (None, accounts(404)),
    "read_plan_version": (None, accounts(404)),
    "draw_up_plan": (None, of_plan),
    "set_goals": ({"version": 1, "goals": []}, of_plan),
    "propose_measure": (OFFER, of_plan),
    "change_measure": (OFFER | {"version": 1}, of_plan),
    "withdraw_measure": ({"version": 1}, accounts(404)),
    "answer_measure": ({"version": 1, "accepts": False, "reason": "x"}, accounts(404)),
    "note_person_answer": ({"version": 1, "agrees": True, "on": "2026-02-10"}, accounts(404)),
    "note_measure_step": ({"steps": 0, "state": "ended", "on": "2026-02-10"}, accounts(404)),
    "submit_plan": ({"version": 1}, of_plan),
    "sign_plan": ({"version": 1}, of_plan),
    "return_plan": ({"version": 1}, of_plan),
    "drop_plan": ({"version": 1}, of_plan),
    "list_documents": (None, of_case),
    "make_document": ({"document": "nothing", "language": "de"}, of_writer(422, 422)),
    "attach_document": (None, of_writer(422, 422)),
    "read_document": (None, accounts(404)),
    "withdraw_document": ({"version": 1, "reason": "x"}, accounts(404)),
    "list_meetings": (None, accounts(404)),
    "call_meeting": (MEETING | {"kind": "assessment"}, of_plan),
    "read_meeting": (None, accounts(404)),
    "read_invitation": (None, accounts(404)),
    "move_meeting": (MEETING | {"version": 1, "minutes": 60}, accounts(404)),
    "invite_to_meeting": ({"version": 1, "invited": [{"user": "1", "parts": [1]}]}, accounts(404)),
    "cancel_meeting": ({"version": 1, "reason": "x"}, accounts(404)),
    "hold_meeting": ({"version": 1, "attended": [{"user": "0", "parts": [1]}]}, accounts(404)),
    "write_minutes": ({"version": 1, "part": 1, "category": "WORK", "text": "x"}, accounts(404)),
    "note_request_for_minutes": ({"version": 1, "on": "2026-02-10"}, accounts(404)),
    "answer_invitation": ({"sequence": 0, "accepts": True}, accounts(404)),
    "send_invitation_again": ({"version": 1}, accounts(404)),
    "see_mentions": ({"notes": [str(new_key())]}, accounts(200)),
    "read_variables": (None, of_case),
    "set_variables": ({"variables": {"x": 1}}, of_starter(422, 409)),
    "list_waits": (None, of_case),
    "list_incidents": (None, of_opener(200, 200)),
    "list_drafts": (None, designers_at(200)),
    "list_tokens": (None, of_opener(200, 200)),
    "preview_repair": (REPAIR, of_opener(422, 409)),
    "repair_case": (REPAIR, of_opener(422, 409)),
    "suspend_case": ({"reason": " "}, of_opener(422, 409)),
    "resume_case": ({"reason": "x"}, of_opener(200, 409)),
    "plan_migration": ({"version": 99}, of_opener(404, 409)),
    "migrate_case": ({"version": 99, "reason": "x"}, of_opener(404, 409)),
    "undo_migration": ({"reason": "x"}, of_opener(409, 409)),
    "plan_migrations": ({"old": 1, "new": 99}, accounts(404)),
    "migrate_cases": ({"old": 1, "new": 99, "reason": "x"}, accounts(404)),
    "undo_migrations": ({"version": 99, "reason": "x"}, accounts(404)),
    "list_versions": (None, designers_at(200)),
    "read_impact": (None, designers_at(422)),
    "list_absences": (None, accounts(200)),
    "record_absence": ({"deputy": str(new_key()), "first_day": "2026-02-10"}, workers(422)),
    "end_absence": (None, accounts(404)),
    "read_events": (None, accounts(200)),
    "send_rav_message": ({"message_id": "1", "kind": "rav_deregistered"}, of_rav(422)),
    "deliver_rav_file": ({}, accounts(422)),
    "list_rav_files": (None, of_rav(200)),
    "read_rav_file": (None, of_rav(404)),
    "read_rav_errors": (None, of_rav(404)),
    "release_rav_file": (None, of_rav(404)),
    "discard_rav_file": (None, of_rav(404)),
    "list_rav_lines": (None, of_rav(200)),
    "read_rav_line": (None, of_rav(404)),
    "confirm_rav_line": ({"case": str(new_key())}, of_rav(404)),
    "open_rav_line": ({"procedure": "wallis_tandem"}, of_rav(404)),
    "dismiss_rav_line": (None, of_rav(404)),
    "list_webhooks": (None, operators(200)),
    "register_webhook": ({"url": "http://example.ch/"}, operators(422)),
    "delete_webhook": (None, operators(404)),
    "disable_webhook": (None, operators(404)),
    "enable_webhook": (None, operators(404)),
    "rotate_webhook_secret": (None, operators(404)),
    "try_webhook": (None, operators(404)),
    "replay_webhook": ({}, operators(404)),
    "list_dead_letters": (None, operators(404)),
    "read_lead": (None, of_case),
    "change_lead": ({"user": str(new_key()), "reason": "x"}, of_leader(422, 409)),
    "preview_work_handover": (None, workers(200)),
    "hand_over_work": ({"to": str(new_key()), "reason": "x"}, workers(422)),
    "read_load": (None, accounts(200)),
    "read_figures": (None, coordinators(200)),
    "read_operations": (None, operators(200)),
    "list_deadlines": (None, accounts(200)),
    "change_deadline": (DEADLINE, accounts(404)),
    "list_tasks": (None, accounts(200)),
    "read_task": (None, of_task(200)),
    "read_form": (None, of_task(200)),
    "claim_task": (None, changing_task(200)),
    "release_task": (None, changing_task(200)),
    "save_draft": (STALE, changing_task(409)),
    "complete_task": (STALE, changing_task(409)),
    "start_activity": ({"element": "none"}, changing_task(422)),
    "list_jobs": (None, accounts(200)),
    "complete_job": ({}, accounts(404)),
    "fail_job": ({"message": "no"}, accounts(404)),
    "throw_job_error": ({"code": "no"}, accounts(404)),
    "activate_jobs": ({"type": "no", "worker": "w"}, accounts(200)),
    "lock_job": ({"lock": "1", "lock_seconds": 1}, accounts(404)),
    "retry_job": ({"retries": 1}, accounts(404)),
    "cancel_job": ({"reason": "x"}, accounts(404)),
    "retry_jobs": ({"type": "no"}, accounts(200)),
    "cancel_jobs": ({"type": "no", "reason": "x"}, accounts(200)),
    "publish_message": ({"name": "nothing"}, accounts(409)),
    "list_kept_messages": (None, workers(200)),
    "correlate_message": ({"case": str(new_key())}, accounts(404)),
    "withdraw_message": (None, accounts(404)),
    "publish_signal": ({"name": "nothing"}, accounts(200)),
    "sign_task": ({"version": 999_999}, changing_task(409)),
    "list_gateways": (None, accounts(200)),
    "read_gateway": (None, of_gateway(200)),
    "decide_gateway": ({"answer": "yes", "basis": "stale"}, of_gateway(409)),
    "confirm_gateway": ({"basis": "stale"}, of_gateway(409)),
    "withdraw_consent": (None, of_consent),
    "end_case": ({"reason": " "}, of_opener(422, 409)),
    "list_erasures": (None, accounts(200)),
    "read_erasure": (None, of_opener(200, 200)),
    "read_archive_package": (None, of_opener(409, 200)),
    "read_certificate": (None, of_no_erasure),
    "read_certificate_file": (None, of_no_erasure),
    "propose_erasure": (ERASURE, of_opener(409, 409)),
    "offer_to_archive": ({"offered_on": "2999-01-01"}, of_opener(409, 422)),
    "note_archive_answer": ({"answer": "TAKEN", "reference": "1"}, of_opener(409, 409)),
    "confirm_erasure": ({"reference": "x"}, of_opener(409, 409)),
    "refuse_erasure": (None, of_opener(409, 409)),
    "hold_erasure": ({"reason": " "}, of_opener(422, 422)),
    "release_hold": ({"reason": "x"}, of_opener(200, 200)),
    "list_systems": (None, operators(200)),
    "create_system": ({"name": "x", "unit": str(new_key())}, operators(422)),
    "create_key": ({"label": "x", "scopes": ["cases.read"]}, operators(404)),
    "revoke_key": (None, operators(404)),
    "grant_access": (None, anybody(400)),
    "GET /systems": (None, page(operators(200))),
    "POST /systems": (None, NO_SESSION),
    "POST /systems/{system_key}/keys": (None, NO_SESSION),
    "GET /systems/keys/{key_key}/revocation": (None, page(operators(404))),
    "POST /systems/keys/{key_key}/revocation": (None, NO_SESSION),
    "GET /": (None, page(anybody(200))),
    "GET /sign-in": (None, anybody(200)),
    "POST /sign-out": (None, NO_SESSION),
    "GET /tasks": (None, page(anybody(200))),
    "GET /tasks/{task_key}": (None, page(of_task(200))),
    "POST /tasks/{task_key}": (None, NO_SESSION),
    "GET /gateways/{gateway_key}": (None, page(of_gateway(200))),
    "POST /gateways/{gateway_key}": (None, NO_SESSION),
    "GET /cases": (None, page(anybody(200))),
    "GET /search": (None, anybody(303)),
    "POST /search": (None, NO_SESSION),
    "GET /cases/new": (None, page(anybody(200))),
    "POST /cases/new": (None, NO_SESSION),
    "GET /cases/{case_key}/end": (None, page(of_opener(200, 200))),
    "POST /cases/{case_key}/end": (None, NO_SESSION),
    "GET /erasures": (None, page(anybody(200))),
    "GET /cases/{case_key}/erasure": (None, page(of_opener(200, 200))),
    "POST /cases/{case_key}/erasure": (None, NO_SESSION),
    "GET /exceptions": (None, page(anybody(200))),
    "POST /exceptions": (None, NO_SESSION),
    "GET /cases/{case_key}/lead": (None, page(of_case)),
    "POST /cases/{case_key}/lead": (None, NO_SESSION),
    "GET /deadlines": (None, page(anybody(200))),
    "POST /deadlines": (None, NO_SESSION),
    "POST /deadlines/calendar/{address_key}/revocation": (None, NO_SESSION),
    "GET /deadlines/{deadline_key}": (None, page(anybody(404))),
    "POST /deadlines/{deadline_key}": (None, NO_SESSION),
    "GET /calendar/{token}.ics": (None, anybody(404)),
    "GET /load": (None, page(anybody(200))),
    "GET /figures": (None, page(coordinators(200))),
    "GET /figures.csv": (None, page(coordinators(200))),
    "GET /operations": (None, page(operators(200))),
    "GET /work-handover": (None, page(anybody(200))),
    "POST /work-handover": (None, NO_SESSION),
    "GET /webhooks": (None, page(operators(200))),
    "POST /webhooks": (None, NO_SESSION),
    "POST /webhooks/{webhook_key}": (None, NO_SESSION),
    "GET /rav": (None, page(of_rav(200))),
    "POST /rav/files": (None, NO_SESSION),
    "GET /rav/files/{file_key}": (None, page(of_rav(404))),
    "GET /rav/files/{file_key}/errors.csv": (None, page(of_rav(404))),
    "POST /rav/files/{file_key}": (None, NO_SESSION),
    "GET /rav/lines/{line_key}": (None, page(of_rav(404))),
    "POST /rav/lines/{line_key}": (None, NO_SESSION),
    "GET /password": (None, page(anybody(200))),
    "POST /password": (None, NO_SESSION),
    "GET /absences": (None, page(anybody(200))),
    "POST /absences": (None, NO_SESSION),
    "POST /absences/{absence_key}/end": (None, NO_SESSION),
    "GET /cases/{case_key}": (None, page(of_case)),
    "GET /cases/{case_key}/access": (None, page(of_keeper)),
    "GET /cases/{case_key}/personal-data": (None, page(of_keeper)),
    "GET /cases/{case_key}/erasure/certificate": (None, page(of_no_erasure)),
    "GET /cases/{case_key}/person": (None, page(of_coordination)),
    "POST /cases/{case_key}/person": (None, NO_SESSION),
    "GET /cases/{case_key}/notes": (None, page(of_case)),
    "POST /cases/{case_key}/notes": (None, NO_SESSION),
    "POST /notes/{note_key}/withdrawal": (None, NO_SESSION),
    "GET /handovers": (None, page(anybody(200))),
    "GET /waiting": (None, page(anybody(200))),
    "GET /handovers/{handover_key}": (None, page(anybody(404))),
    "POST /handovers/{handover_key}": (None, NO_SESSION),
    "GET /cases/{case_key}/plan": (None, page(anybody(404))),
    "POST /cases/{case_key}/plan": (None, NO_SESSION),
    "GET /cases/{case_key}/plan/{number}": (None, page(anybody(404))),
    "GET /cases/{case_key}/documents": (None, page(of_case)),
    "POST /cases/{case_key}/documents": (None, NO_SESSION),
    "POST /cases/{case_key}/documents/files": (None, NO_SESSION),
    "GET /cases/{case_key}/meetings": (None, page(anybody(404))),
    "POST /cases/{case_key}/meetings": (None, NO_SESSION),
    "GET /cases/{case_key}/meetings/{meeting_key}": (None, page(anybody(404))),
    "POST /cases/{case_key}/meetings/{meeting_key}": (None, NO_SESSION),
    "GET /cases/{case_key}/meetings/{meeting_key}/invitation.ics": (None, page(anybody(404))),
    "GET /cases/{case_key}/meetings/{meeting_key}/handout": (None, page(anybody(404))),
    "GET /cases/{case_key}/packets/new": (None, page(of_case)),
    "POST /cases/{case_key}/packets": (None, NO_SESSION),
    "GET /packets": (None, page(anybody(200))),
    "GET /packets/{packet_key}": (None, page(anybody(404))),
    "POST /packets/{packet_key}/receipt": (None, NO_SESSION),
    "GET /cases/{case_key}/records/{type}/correction": (None, page(of_owner(200))),
    "POST /cases/{case_key}/records/{type}/correction": (None, NO_SESSION),
    "GET /consents/{consent_key}/withdrawal": (None, page(of_consent_page)),
    "POST /consents/{consent_key}/withdrawal": (None, NO_SESSION),
    "POST /preferences": (None, NO_SESSION),
    "GET /docs": (None, anybody(200)),
    "GET /help/keys": (None, anybody(200)),
    "GET /accessibility": (None, anybody(200)),
    "GET /privacy": (None, anybody(200)),
}
ELSEWHERE = {"POST /sign-in", "revoke_token"}
"""Tested with sessions: failures there count, and a token given back is worth nothing to the next question."""
NO_JOB = new_key()
"""Jobs belong to single models; who may do what with them is tested there."""
NO_PACKET = new_key()
"""Who reads a packet and confirms it is tested with the packets."""
NO_MEASURE = new_key()
"""Who answers a measure is tested with the plans."""
NO_DOCUMENT = new_key()
"""Who reads a document and puts it away is tested with the documents."""
NO_HANDOVER = new_key()
"""Who answers a handover is tested with the handovers."""
NO_MEETING = new_key()
"""Who sees, calls and answers a meeting is tested with the meetings."""
NO_NOTE = new_key()
"""Who may take a note back, and when, is tested with the notes."""
NO_DEADLINE, NO_ADDRESS = new_key(), new_key()
"""Who sees a deadline, moves it, and takes an address back is tested with the deadlines."""
NO_DELIVERY = new_key()
"""Who sees and settles what RAV systems delivered is tested with it."""
NO_WEBHOOK = new_key()
"""Whose webhooks somebody looks after is tested with the webhooks."""
NO_ABSENCE = new_key()
"""Who may end an absence is tested with the absences."""
NO_SYSTEM = new_key()
"""Who looks after systems and their keys is tested with the systems."""
WITH_KEY = {"case_key", "task_key", "gateway_key", "consent_key"}
IN_FORCE = {"granted", "question", "agreed", "accompanied", "integrated", "closed"}


NOTHING = Place("nothing", str(new_key()), new_key(), new_key(), new_key())


def place_at(house: House, stage: str) -> Place:
    case = house.case_at(stage)
    gateway, consent = house.gateway(case), house.consent(case)
    return Place(
        stage,
        case,
        house.task(case).key,
        gateway.key if gateway else NOTHING.gateway,
        consent.key if consent else NOTHING.consent,
    )


def name_of(route: APIRoute) -> str:
    """What the matrix calls a route: its operation's id, for pages method and path."""
    return route.operation_id or f"{method_of(route)} {route.path}"


def method_of(route: APIRoute) -> str:
    return next(iter(route.methods or ()))


_ROUTES: WeakKeyDictionary[FastAPI, dict[str, APIRoute]] = WeakKeyDictionary()


def route_of(house: House, operation: str) -> APIRoute:
    if house.app not in _ROUTES:
        _ROUTES[house.app] = {name_of(route): route for route in routes_of(house.app)}
    return _ROUTES[house.app][operation]


def ask(house: House, place: Place, caller: Caller, operation: str) -> Response:
    route = route_of(house, operation)
    method = method_of(route)
    body = MATRIX[operation][0]
    sent = {"content": body} if isinstance(body, bytes) else {"json": body} if body is not None else {}
    return house.call(caller, method, place.path(route.path), **sent)


def asks_for_the_case(house: House, operation: str) -> bool:
    """Whether the route's address holds a key of the case, so that one may ask for what does not exist instead."""
    return any(f"{{{key}}}" in route_of(house, operation).path for key in WITH_KEY)


@dataclass(frozen=True)
class Asked:
    """What everybody was answered at a stage, and about keys that don't exist where they saw nothing.

    Those who may not ask first, between two digests of all rows.
    """

    place: Place
    expected: dict[tuple[Caller, str], int]
    answers: dict[tuple[Caller, str], Response]
    nowhere: dict[tuple[Caller, str], Response]
    digests: tuple[str, str]


_ASKED: WeakKeyDictionary[FastAPI, dict[str, Asked]] = WeakKeyDictionary()


def asked(house: House, stage: str) -> Asked:
    """Every caller with every operation, but no withdrawal of a consent that is in force by those who may."""
    known = _ASKED.setdefault(house.app, {})
    if stage not in known:
        place = place_at(house, stage)
        expected = {
            (caller, operation): MATRIX[operation][1](place, caller)
            for caller in (*LOGINS, None)
            for operation in MATRIX
            if not (operation == "withdraw_consent" and stage in IN_FORCE and of_case(place, caller) == 200)
        }
        refused = [question for question, status in expected.items() if status in {401, 403, 404}]
        before = house.digest()
        nowhere = {}
        answers = {}
        for question in refused:
            answers[question] = ask(house, place, *question)
            # At once, for a page also shows how much work waits for its reader.
            if answers[question].status_code == 404 and asks_for_the_case(house, question[1]):
                nowhere[question] = ask(house, NOTHING, *question)
        digests = (before, house.digest())
        answers |= {
            question: ask(house, place, *question) for question in expected if question not in answers
        }
        known[stage] = Asked(place, expected, answers, nowhere, digests)
    return known[stage]


def test_every_route_has_its_line_in_the_matrix(house: House) -> None:
    names = [name_of(route) for route in routes_of(house.app)]

    assert sorted(names) == sorted([*MATRIX, *ELSEWHERE])


@pytest.mark.requirement("VS-04", "VS-S")
@pytest.mark.parametrize("stage", STAGES)
def test_everybody_gets_the_answer_that_the_stage_of_the_case_gives_them(house: House, stage: str) -> None:
    found = asked(house, stage)

    statuses = {question: answer.status_code for question, answer in found.answers.items()}

    assert statuses == found.expected


@pytest.mark.parametrize("stage", STAGES)
def test_who_may_not_changes_nothing(house: House, stage: str) -> None:
    before, after = asked(house, stage).digests

    assert before == after


def told(answer: Response) -> tuple[int, str, list[tuple[str, str]]]:
    """All that an answer tells, without the key that was asked for."""
    key = next((part for part in answer.request.url.path.split("/") if part.isdigit()), "no key")
    headers = sorted(item for item in answer.headers.items() if item[0] != "x-request-id")
    return answer.status_code, answer.text.replace(key, "KEY"), headers


@pytest.mark.parametrize("stage", STAGES)
def test_what_is_invisible_answers_like_what_does_not_exist(house: House, stage: str) -> None:
    found = asked(house, stage)

    differing = [
        question
        for question, missing in found.nowhere.items()
        if told(found.answers[question]) != told(missing)
    ]

    assert len(found.nowhere) > 50
    assert not differing


@pytest.mark.requirement("VS-04")
@pytest.mark.parametrize("stage", STAGES)
def test_lists_show_a_case_and_its_work_only_to_those_who_see_it(house: House, stage: str) -> None:
    place = asked(house, stage).place
    reference = house.get("carla_smz", f"/api/cases/{place.case}")["reference"]

    listed = {
        login
        for login in LOGINS
        if place.case in {line["key"] for line in house.get(login, "/api/cases?limit=200")["items"]}
    }
    found = {login for login in LOGINS if house.get(login, f"/api/cases?reference={reference}")["items"]}
    working = {
        login
        for login in LOGINS
        for kind in ("tasks", "gateways")
        for query in (f"?case={place.case}", "?limit=200", "?mine=true&limit=200")
        if place.case in {line["case"] for line in house.get(login, f"/api/{kind}{query}")["items"]}
    }

    assert listed == found == SEES[stage]
    assert working <= SEES[stage]
    assert working == (set() if stage in {"refused", "integrated", "closed"} else SEAT_OF_TASK[stage])


@pytest.mark.requirement("VS-04")
@pytest.mark.parametrize("login", ["carla_smz", "lea_smz", "anna_rav", "jean_rav"])
def test_whoever_works_on_the_case_may_take_the_person_at_their_word(house: House, login: str) -> None:
    place = place_at(house, "granted")

    answer = ask(house, place, login, "withdraw_consent")

    assert (answer.status_code, answer.json()["state"]) == (200, "withdrawn")
    assert house.call("anna_rav", "GET", f"/api/cases/{place.case}").status_code == 404
    assert house.call("carla_smz", "GET", f"/api/cases/{place.case}").status_code == 200


@pytest.mark.requirement("VS-04")
def test_a_consent_that_has_expired_shows_the_case_to_its_recipient_no_longer(own_house: House) -> None:
    case = own_house.open_case()
    own_house.complete("carla_smz", case, REGISTRATION)
    own_house.complete("carla_smz", case, own_house.consent_answers(["RAV"], valid_until="2026-02-11"))
    seen = []

    for day in (11, 12):
        own_house.clock.set_day(own_house.clock.now().date().replace(day=day))
        seen.append(own_house.call("anna_rav", "GET", f"/api/cases/{case}").status_code)

    assert seen == [200, 404]


@pytest.mark.requirement("VS-04")
def test_the_coordination_reads_only_what_the_agreement_names(house: House) -> None:
    case = house.case_at("agreed")

    seen = house.get("ines_koo", f"/api/cases/{case}")

    fields = [field for record in seen["records"] for field in record["fields"]]
    assert seen["person_name"] == "Sara Perren"
    assert {field["category"] for field in fields if field["shared"]} == {"MASTER"}
    assert {field["category"] for field in fields if not field["shared"]} >= {
        "HEALTH",
        "SOCIAL_ASSISTANCE",
        "FINANCE",
    }


@pytest.mark.requirement("VS-04")
def test_a_category_that_the_authority_leaves_out_is_not_shown_to_the_partner(house: House) -> None:
    case = house.open_case()
    house.complete("carla_smz", case, REGISTRATION)
    house.complete("carla_smz", case, house.consent_answers(["RAV"], categories=["WORK"]))

    seen = house.get("anna_rav", f"/api/cases/{case}")

    fields = [field for record in seen["records"] for field in record["fields"]]
    assert seen["person_name"] is None
    assert {field["category"] for field in fields if field["shared"]} == {"WORK"}


def test_who_is_no_longer_active_gets_in_neither_by_token_nor_by_password(own_house: House) -> None:
    own_house.token("carla_smz")
    with own_house.bruecke.engine.store.work() as work:
        work.replace(replace(own_house.users["carla_smz"], is_active=False))

    by_token = own_house.call("carla_smz", "GET", "/api/me")
    by_password = own_house.call(
        None, "POST", "/api/sessions", json={"login": "carla_smz", "password": PASSWORD}
    )

    assert (by_token.status_code, by_password.status_code) == (401, 401)


@pytest.mark.requirement("VS-05")
@pytest.mark.parametrize("login", ["carla_smz", "anna_rav", "ines_koo"])
def test_both_professionals_of_a_tandem_see_who_forms_it_and_when_it_begins(house: House, login: str) -> None:
    case = house.case_at("closed")

    records = {record["type"]: record for record in house.get(login, f"/api/cases/{case}")["records"]}

    shown = {field["value"] for field in records["tandem"]["fields"] if field["shared"]}
    assert shown >= {"Anna Zurbriggen", "Carla Dayer", "03.03.2026"}
