"""Cases that can't go on as the procedure meant: suspended, ended early, or stopped; the person's word holds all the same."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from adapters.database.store import DatabaseStore
from adapters.database.work import DatabaseWork
from api.worker import work_once
from cases.commands.end_case import end_case
from cases.commands.hold_case import hold_case, resume_case
from cases.commands.migrate_case import migrate_case
from cases.commands.suspend_expired import suspend_expired
from cases.commands.withdraw_consent import withdraw_consent
from cases.endings import CANCELLED
from cases.reasons import CASE_ENDED
from cases.rows import Case, Consent, Grant, Participant, Record
from cases.views.case import view_case
from cases.views.seen import see_case
from engine.chain import first_break
from engine.commands.save_draft import save_draft
from engine.engine import Engine
from engine.errors import CaseClosed, CaseStopped, ProcessFailure, ReasonMissing, TaskClosed
from engine.packages.archive import read_zip
from engine.ports import NotAllowed, NotVisible
from engine.rows import Draft, Event, Gateway, Incident, Instance, Seat, Task
from engine.running import Running
from engine.store import Store, Unreachable
from engine.transaction import Request, note_failure
from tests.play import ANALYSIS, WALLIS, Play, clarifying_nothing

SAVED = Path(__file__).parents[1] / "procedures/saved"


def played(store: Store, files: dict[str, bytes] | None = None) -> tuple[Play, int]:
    """A case whose authority is granted."""
    play = Play(store)
    play.deploy(files or WALLIS)
    return play, play.to_analysis()


def consent_of(play: Play, case: int) -> Consent:
    with play.engine.store.reading() as work:
        return work.find(Consent, case_key=case)[-1]


def kinds_of(play: Play, case: int) -> list[str]:
    with play.engine.store.reading() as work:
        events = sorted(work.find(Event, instance_key=case), key=lambda event: event.sequence)
    assert first_break(events) is None
    return [event.kind for event in events]


def needing_the_authority() -> dict[str, bytes]:
    """The package with a rule that gives no answer once the authority is withdrawn."""
    model = WALLIS["tandem.bpmn"].decode()
    text = '=target_group.target_group = "NONE"'
    changed = model.replace(text, f'{text} and case.data_exchange_consent.state = "granted"')
    assert changed != model
    return {**WALLIS, "tandem.bpmn": changed.encode()}


@pytest.mark.requirement("VS-04")
def test_a_withdrawal_holds_although_the_model_can_not_go_on(store: Store):
    play, case = played(store, needing_the_authority())
    nobody = {"social_assistance": False, "fit_for_labour_market": "UNCLEAR"}
    case = play.start()
    play.complete(case, "register_case", "carla_smz", play.registration(**nobody))
    play.complete(case, "data_exchange_consent", "carla_smz", play.consent("RAV"))
    play.analysed(case)
    consent = consent_of(play, case)

    answer = withdraw_consent(play.engine, play.actor("carla_smz"), consent.key)

    assert answer["state"] == "withdrawn"
    with store.reading() as work:
        assert all(grant.revoked_at for grant in work.find(Grant, basis_key=consent.key))
        assert [incident.code for incident in work.find(Incident, instance_key=case)] == ["no-answer"]
        with pytest.raises(NotVisible):
            play.engine.access.see(work, play.actor("anna_rav"), case, play.clock.now())
    assert kinds_of(play, case)[-2:] == ["CONSENT_REVOKED", "INCIDENT_OPENED"]


@pytest.mark.requirement("VS-04")
def test_a_new_decision_ends_the_old_one_although_the_model_can_not_go_on(store: Store):
    """An older release asks for the authority once more, and stumbles over a refusal."""
    play = Play(store)
    play.release_unchecked(
        {**WALLIS, "tandem.bpmn": WALLIS["tandem.bpmn"]
            .replace(b'sourceRef="complex_situation" targetRef="participation_agreement"',
                     b'sourceRef="complex_situation" targetRef="data_exchange_consent"')
            .replace(b'sourceRef="data_exchange_granted" targetRef="ordinary_care_continued"',
                     b'sourceRef="data_exchange_granted" targetRef="check_target_group"')}
    )  # fmt: skip
    case = play.to_analysis()
    play.analysed(case)
    play.decide(case, "complex_situation", "yes")
    old = consent_of(play, case)

    with pytest.raises(CaseStopped):
        play.complete(case, "data_exchange_consent", "carla_smz", play.consent("RAV", "REFUSED"))

    with store.reading() as work:
        assert work.get(Consent, old.key).state == "replaced"  # type: ignore[union-attr]  # it is there
        assert all(grant.revoked_at for grant in work.find(Grant, basis_key=old.key))


def test_a_case_whose_open_work_rests_on_a_withdrawn_consent_is_suspended_and_its_opener_is_told(
    store: Store,
):
    play, case = played(store, clarifying_nothing())
    carla, anna = play.actor("carla_smz"), play.actor("anna_rav")

    withdraw_consent(play.engine, anna, consent_of(play, case).key)

    assert play.instance(case).status == "suspended"
    assert kinds_of(play, case)[-2:] == ["CONSENT_REVOKED", "CASE_SUSPENDED"]
    assert play.resting("carla_smz") == [case]
    assert play.resting("anna_rav") == []
    with store.reading() as work:
        seen = see_case(play.engine, work, carla, case, "de")
        assert view_case(play.engine, play.house.case_file.records, work, carla, seen).status == "suspended"


def test_a_case_in_which_the_office_has_something_to_do_is_not_told_to_rest(store: Store):
    """Finding out how it goes on rests on no consent, a new joint analysis would rest on the one that has ended."""
    play, case = played(store)
    play.deploy(clarifying_nothing())
    without = play.to_analysis()
    carla = play.actor("carla_smz")

    for key in (case, without):
        withdraw_consent(play.engine, carla, consent_of(play, key).key)
    told = play.resting("carla_smz")
    hold_case(play.engine, carla, case, "Wartet auf ein Gutachten")

    assert play.task(case, "clarify_next_steps").status == "open"
    assert {play.instance(key).status for key in (case, without)} == {"suspended"}
    assert told == [without]
    assert play.resting("carla_smz") == [without, case]


def test_a_case_is_suspended_when_its_consent_has_expired_and_only_then(store: Store):
    play, case = played(store)
    play.clock.set_day(date(2027, 2, 10))
    on_the_last_day = suspend_expired(play.engine)

    play.clock.set_day(date(2027, 2, 11))
    work_once(play.house)

    assert on_the_last_day == []
    assert play.instance(case).status == "suspended"
    assert suspend_expired(play.engine) == []


def test_a_case_that_people_have_suspended_is_left_alone_when_its_consent_has_expired(store: Store):
    play, case = played(store)
    carla = play.actor("carla_smz")
    hold_case(play.engine, carla, case, "Wartet auf ein Gutachten")
    play.clock.set_day(date(2027, 2, 11))

    meanwhile = suspend_expired(play.engine)
    resume_case(play.engine, carla, case, "Das Gutachten ist da")

    assert meanwhile == []
    assert play.task(case, "clarify_next_steps").status == "open"


def stopped_elsewhere(play: Play) -> int:
    """A case with an agreement until the middle of March and an authority until February, and an incident."""
    case = play.to_analysis()
    play.analysed(case)
    play.decide(case, "complex_situation", "yes")
    agreement = {**play.consent("COORDINATION"), "valid_until": "2026-03-15"}
    play.complete(case, "participation_agreement", "carla_smz", agreement)
    note_failure(play.engine, case, ProcessFailure("check_talks", "unexpected", "x"))
    return case


def open_in(play: Play, case: int) -> set[str]:
    with play.engine.store.reading() as work:
        return {task.element for task in work.find(Task, instance_key=case, status="open")}


@pytest.mark.requirement("VS-04")
def test_a_case_with_an_incident_hears_that_a_consent_has_run_out(store: Store):
    play, _ = played(store)
    case = stopped_elsewhere(play)

    asked = []
    for day in (date(2026, 3, 15), date(2026, 3, 16), date(2027, 2, 10), date(2027, 2, 11)):
        play.clock.set_day(day)
        work_once(play.house)
        asked.append(open_in(play, case) - {"assign_tandem"})

    agreement, authority = {"clarify_participation"}, {"clarify_next_steps"}
    assert asked == [set(), agreement, agreement, agreement | authority]
    assert play.instance(case).status == "incident"


@pytest.mark.parametrize(
    ("condition", "element"),
    [
        ('=case.participation_choice.way = "ORDINARY_CARE" or (', "agreement_given_up"),
        ('=case.next_steps.way = "ORDINARY_CARE" or (', "exchange_ended"),
    ],
    ids=["that can't be asked whether it moves", "that can't move"],
)
def test_a_case_that_fails_again_when_a_consent_has_run_out_says_so_once(
    memory_store: Store, condition: str, element: str
):
    model = WALLIS["tandem.bpmn"].decode()
    endless = 'case.data_exchange_consent.state = "expired" and count(for a in 1..100000, b in 1..100000 return a) > 1'
    changed = model.replace(condition, f"=({endless}) or {condition[1:]}")
    assert changed != model
    play = Play(memory_store)
    play.release_unchecked({**WALLIS, "tandem.bpmn": changed.encode()})
    case = stopped_elsewhere(play)
    for day in (date(2026, 3, 16), date(2027, 2, 11)):
        play.clock.set_day(day)
        work_once(play.house)
    told, version = kinds_of(play, case), play.instance(case).version

    for _ in range(10):
        work_once(play.house)

    with memory_store.reading() as work:
        incidents = {(one.element, one.code) for one in work.find(Incident, instance_key=case)}
    assert incidents == {("check_talks", "unexpected"), (element, "expression")}
    assert (kinds_of(play, case), play.instance(case).version) == (told, version)


def test_a_case_that_nobody_can_read_keeps_no_other_from_being_suspended(store: Store):
    play, broken = played(store)
    sound = play.to_analysis()
    with store.work() as work:
        instance = work.get(Instance, broken)
        assert instance is not None
        work.replace(replace(instance, state=b"nothing to read", version=instance.version + 1))
    play.clock.advance(timedelta(days=400))

    changed = suspend_expired(play.engine)
    again = suspend_expired(play.engine)

    with store.reading() as work:
        incidents = work.find(Incident, instance_key=broken)
    assert (changed, again) == ([sound], [])
    assert [one.code for one in incidents] == ["unexpected"]


def test_a_line_to_the_database_that_breaks_is_no_mistake_of_any_case(
    postgres_store: DatabaseStore, monkeypatch: pytest.MonkeyPatch
):
    play, first = played(postgres_store)
    second = play.to_analysis()
    play.clock.advance(timedelta(days=400))
    load = Running.load

    def cut(engine: Engine, work: DatabaseWork, *more: Any) -> Running:
        monkeypatch.setattr(Running, "load", load)
        (line,) = work.connection.execute(text("SELECT pg_backend_pid()")).one()
        with postgres_store.engine.connect() as other:
            other.execute(text(f"SELECT pg_terminate_backend({line})"))
        return load(engine, work, *more)

    monkeypatch.setattr(Running, "load", cut)
    with pytest.raises(Unreachable):
        suspend_expired(play.engine)
    changed = suspend_expired(play.engine)

    with postgres_store.reading() as work:
        assert work.find(Incident) == []
    assert changed == [first, second]


def test_whom_a_consent_does_not_concern_can_not_withdraw_it(store: Store):
    play, case = played(store)
    play.analysed(case)
    play.decide(case, "complex_situation", "yes")
    authority = consent_of(play, case)
    play.complete(case, "participation_agreement", "carla_smz", play.consent("COORDINATION"))
    agreement = consent_of(play, case)

    with pytest.raises(NotAllowed):
        withdraw_consent(play.engine, play.actor("ines_koo"), authority.key)
    with pytest.raises(NotAllowed):
        withdraw_consent(play.engine, play.actor("anna_rav"), agreement.key)

    assert {consent_of(play, case).state} == {"granted"}


def test_the_opener_ends_a_case_with_a_reason_that_nobody_else_reads(store: Store):
    play, case = played(store)
    carla, anna = play.actor("carla_smz"), play.actor("anna_rav")
    task = play.task(case, "joint_analysis")
    save_draft(play.engine, carla, task.key, {"resources": "Drei Sprachen"}, task.version)
    with pytest.raises(NotAllowed):
        end_case(play.engine, anna, case, "Weggezogen")
    with pytest.raises(ReasonMissing):
        end_case(play.engine, carla, case, "  ")

    answer = end_case(play.engine, carla, case, "Nach Bern gezogen")

    assert answer == {"case": str(case), "status": CANCELLED}
    with pytest.raises(CaseClosed):
        end_case(play.engine, carla, case, "Noch einmal")
    with pytest.raises(TaskClosed):
        save_draft(play.engine, carla, task.key, {}, task.version + 2)
    with store.reading() as work:
        assert work.get(Case, case).outcome == CANCELLED  # type: ignore[union-attr]  # it is there
        assert {task.status for task in work.find(Task, instance_key=case)} == {"completed", "cancelled"}
        assert work.find(Draft, instance_key=case) == []
        assert work.find(Seat, instance_key=case, is_open=True) == []
        assert work.find(Gateway, instance_key=case, status="open") == []
        assert work.find(Participant, case_key=case, is_working=True) == []
        told = {
            login: view_case(
                play.engine,
                play.house.case_file.records,
                work,
                actor,
                see_case(play.engine, work, actor, case, "de"),
            ).ended_because
            for login, actor in (("carla", carla), ("anna", anna))
        }
        assert [row.category for row in work.find(Record, case_key=case, type=CASE_ENDED)] == ["HEALTH"]
        seen = see_case(play.engine, work, anna, case, "de")
        shown = view_case(play.engine, play.house.case_file.records, work, anna, seen)
    assert told == {"carla": "Nach Bern gezogen", "anna": None}
    assert "Bern gezogen" not in repr(shown)
    assert kinds_of(play, case)[-1] == "CASE_CANCELLED"


def test_a_consent_that_would_be_over_already_is_refused(store: Store):
    play = Play(store)
    play.deploy()
    case = play.start()
    play.complete(case, "register_case", "carla_smz", play.registration())
    old = {**play.consent("RAV"), "signed_on": "2025-02-09", "explained_on": "2025-02-09"}

    faults = play.refused(case, "data_exchange_consent", "carla_smz", old)

    assert [(fault.field, fault.code) for fault in faults] == [("signed_on", "over-already")]


def test_what_the_authority_leaves_out_stands_in_no_shared_draft_however_it_is_written(store: Store):
    play = Play(store)
    play.deploy()
    case = play.start()
    play.complete(case, "register_case", "carla_smz", play.registration())
    narrow = {**play.consent("RAV"), "categories": ["WORK"]}
    play.complete(case, "data_exchange_consent", "carla_smz", narrow)
    task = play.task(case, "joint_analysis")

    for fields in (["FINANCE"], ["OTHER", "HEALTH_PHYSICAL"], ["ADDICTION"], ["FAMILY"]):
        faults = play.refused_draft(task, "carla_smz", {"problem_fields": fields})
        assert [(fault.field, fault.code) for fault in faults] == [("problem_fields", "not-shared")]
    faults = play.refused(case, "joint_analysis", "carla_smz", {**ANALYSIS, "problem_fields": ["FINANCE"]})
    assert ("problem_fields", "not-shared") in [(fault.field, fault.code) for fault in faults]


def test_a_draft_of_more_than_the_authority_covers_now_is_shown_only_to_its_own_office(store: Store):
    play, case = played(store)
    task = play.task(case, "joint_analysis")
    draft = {"problem_fields": ["HEALTH_PSYCHIC"], "resources": "Drei Sprachen"}
    save_draft(play.engine, play.actor("carla_smz"), task.key, draft, task.version)
    with store.work() as work:  # as a newer authority with fewer categories would
        for grant in work.find(Grant, case_key=case, category="HEALTH"):
            work.remove(Grant, grant.key)

    shown = {login: play.view(task, login).answers for login in ("carla_smz", "anna_rav")}

    assert shown == {"carla_smz": draft, "anna_rav": {"resources": "Drei Sprachen"}}


def test_a_withdrawal_that_is_sent_again_has_no_second_effect(store: Store):
    play, case = played(store)
    consent, request = consent_of(play, case), Request.of("once", "withdrawal")
    first = withdraw_consent(play.engine, play.actor("carla_smz"), consent.key, request)
    with play.engine.store.reading() as work:
        before = work.get(Instance, case)

    again = withdraw_consent(play.engine, play.actor("carla_smz"), consent.key, request)

    with play.engine.store.reading() as work:
        assert work.get(Instance, case) == before
    assert again == first == {"consent": str(consent.key), "state": "withdrawn"}


def test_a_case_that_came_from_a_version_that_asked_nothing_ends_as_one_that_began_in_this(
    memory_store: Store,
):
    """Whoever wants no new agreement has withdrawn nothing, whichever event was there first."""
    play = Play(memory_store)
    play.deploy(read_zip((SAVED / "wallis_tandem-2.5.0.zip").read_bytes()))
    case = play.to_analysis()
    play.analysed(case)
    play.decide(case, "complex_situation", "yes")
    agreement = play.consent("COORDINATION") | {"valid_until": "2026-02-28"}
    play.complete(case, "participation_agreement", "carla_smz", agreement)
    play.clock.set_day(date(2026, 3, 1))
    work_once(play.house)
    play.deploy(WALLIS)

    migrate_case(play.engine, play.actor("carla_smz"), case, 2, {}, "Neue Fassung")
    chosen = {"way": "ORDINARY_CARE", "agreed_with_person": True}
    play.complete(case, "clarify_participation", "carla_smz", chosen)

    assert (play.instance(case).status, play.instance(case).outcome) == (
        "completed",
        "participation_not_renewed",
    )
