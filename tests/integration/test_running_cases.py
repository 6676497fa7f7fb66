"""Cases on real stores: what fails leaves the case where it stood, and nothing goes unseen."""

import threading
from dataclasses import replace

import pytest

from cases.commands.withdraw_consent import withdraw_consent
from cases.rows import Consent, Grant, Participant, Record
from cases.views.case import view_case
from cases.views.seen import see_case
from cases.views.task import view_task
from engine.chain import first_break
from engine.commands.claim_task import AlreadyClaimed, claim_task, release_task
from engine.commands.complete_task import complete_task
from engine.commands.decide_gateway import decide_gateway
from engine.commands.recheck_facts import recheck_facts
from engine.commands.save_draft import save_draft
from engine.errors import (
    AnswersRejected,
    BasisChanged,
    CaseStopped,
    ConsentNotInForce,
    NotOverridable,
    TaskChanged,
)
from engine.ports import Entry, NotAllowed, NotVisible
from engine.proposals import propose
from engine.rows import Draft, Event, Gateway, Incident, Outbox, Seat, Task
from engine.store import Store
from tests.play import ANALYSIS, REGISTRATION, WALLIS, Play


def stuck() -> dict[str, bytes]:
    """The package with a rule that gives no answer: group C is forgotten in the condition of both flows."""
    model = WALLIS["tandem.bpmn"].decode()
    forgotten = model.replace('["A", "B", "C"], target_group', '["A", "B"], target_group')
    assert forgotten != model
    return {**WALLIS, "tandem.bpmn": forgotten.encode()}


def test_a_gateway_without_an_answer_becomes_an_incident_and_the_case_stands_as_before(store: Store):
    play = Play(store)
    play.deploy(stuck())
    case = play.to_analysis()
    play.complete(case, "joint_analysis", "carla_smz", ANALYSIS)
    before = play.instance(case)

    with pytest.raises(CaseStopped) as stopped:
        play.complete(case, "joint_analysis", "anna_rav", ANALYSIS)
    with pytest.raises(CaseStopped):
        play.complete(case, "joint_analysis", "anna_rav", ANALYSIS)

    after = play.instance(case)
    assert stopped.value.element == "target_group_met"
    assert after.state == before.state
    assert play.task(case, "joint_analysis").status == "open"
    with store.reading() as work:
        incidents = work.find(Incident, instance_key=case)
        kinds = [event.kind for event in work.find(Event, instance_key=case)]
        assert work.find(Record, case_key=case, type="joint_analysis") == []
    assert [(i.element, i.code) for i in incidents] == [("target_group_met", "no-answer")]
    assert kinds.count("INCIDENT_OPENED") == 1


def test_every_event_is_chained_and_leaves_through_the_outbox(store: Store):
    play = Play(store)
    play.deploy()
    case = play.to_analysis()
    play.analysed(case)

    with store.reading() as work:
        events = sorted(work.find(Event, instance_key=case), key=lambda event: event.sequence)
        sent = {row.event_key for row in work.find(Outbox, instance_key=case)}

    assert first_break(events) is None
    assert first_break([*events[:3], replace(events[3], codes='{"x":1}'), *events[4:]]) == 4
    assert sent == {event.key for event in events}


@pytest.mark.requirement("VS-04")
def test_withdrawing_ends_the_grants_at_once_and_the_partner_sees_nothing(store: Store):
    play = Play(store)
    play.deploy()
    case = play.to_analysis()
    anna, carla = play.actor("anna_rav"), play.actor("carla_smz")
    with store.reading() as work:
        consent = work.find(Consent, case_key=case)[0]
        play.engine.access.see(work, anna, case, play.clock.now())

    answer = withdraw_consent(play.engine, carla, consent.key)

    assert answer["state"] == "withdrawn"
    with store.reading() as work:
        assert all(grant.revoked_at for grant in work.find(Grant, basis_key=consent.key))
        with pytest.raises(NotVisible):
            play.engine.access.see(work, anna, case, play.clock.now())


def test_a_grant_ends_with_the_day_the_consent_ends(store: Store):
    play = Play(store)
    play.deploy()
    case = play.to_analysis()
    anna = play.actor("anna_rav")

    play.clock.set_day(play.clock.now().date().replace(year=2027))
    with store.reading() as work:
        play.engine.access.see(work, anna, case, play.clock.now())
    play.clock.set_day(play.clock.now().date().replace(day=11))

    with store.reading() as work, pytest.raises(NotVisible):
        play.engine.access.see(work, anna, case, play.clock.now())


def test_a_task_saved_in_between_is_not_overwritten(store: Store):
    play = Play(store)
    play.deploy()
    case = play.to_analysis()
    shown = play.task(case, "joint_analysis")
    play.complete(case, "joint_analysis", "anna_rav", ANALYSIS)

    with pytest.raises(TaskChanged) as changed:
        complete_task(play.engine, play.actor("carla_smz"), shown.key, ANALYSIS, shown.version)

    assert changed.value.version == play.task(case, "joint_analysis").version


def test_two_seats_that_sign_at_the_same_moment_both_count(store: Store):
    play = Play(store)
    play.deploy()
    case = play.to_analysis()
    faults: list[Exception] = []

    def sign(login: str) -> None:
        for _ in range(10):
            try:
                play.complete(case, "joint_analysis", login, ANALYSIS)
                return
            except TaskChanged:
                continue
            except Exception as error:  # noqa: BLE001  # a thread's error is asserted below
                faults.append(error)
                return

    threads = [threading.Thread(target=sign, args=(login,)) for login in ("carla_smz", "anna_rav")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    assert play.gateway(case, "complex_situation").status == "open"
    with store.reading() as work:
        assert len(work.find(Record, case_key=case, type="joint_analysis")) == 2  # two categories, once each


def test_a_judgement_counts_only_on_the_basis_it_was_given_on(store: Store):
    play = Play(store)
    play.deploy()
    case = play.to_analysis()
    play.analysed(case)
    gateway = play.gateway(case, "complex_situation")

    with pytest.raises(BasisChanged) as changed:
        decide_gateway(play.engine, play.actor("anna_rav"), gateway.key, "yes", "an older basis")

    assert changed.value.proposal == "yes"
    assert changed.value.basis == gateway.basis_digest


def test_different_answers_of_two_seats_keep_the_question_open(store: Store):
    play = Play(store)
    play.deploy()
    case = play.to_analysis()
    play.analysed(case)
    gateway = play.gateway(case, "complex_situation")

    decide_gateway(play.engine, play.actor("anna_rav"), gateway.key, "yes", gateway.basis_digest)
    second = decide_gateway(
        play.engine, play.actor("carla_smz"), gateway.key, "no", gateway.basis_digest, "Die Familie hilft."
    )
    third = decide_gateway(play.engine, play.actor("carla_smz"), gateway.key, "yes", gateway.basis_digest)

    assert second["status"] == "open"
    assert second["answers"] == {"rav_adviser": "yes", "social_worker": "no"}
    assert third["status"] == "decided"


def test_nobody_answers_a_rule_otherwise_where_the_model_names_no_role(store: Store):
    play = Play(store)
    play.deploy()
    case = play.start()
    play.complete(case, "register_case", "carla_smz", {**REGISTRATION, "social_assistance": False})
    play.complete(case, "data_exchange_consent", "carla_smz", play.consent("RAV"))
    play.analysed(case)
    gateway = play.gateway(case, "target_group_met")

    with pytest.raises(NotOverridable):
        decide_gateway(
            play.engine, play.actor("carla_smz"), gateway.key, "yes", gateway.basis_digest, "Doch."
        )

    assert gateway.waits_for == "confirmation"


def test_a_colleague_of_the_unit_may_act_and_another_unit_sees_nothing(store: Store):
    play = Play(store)
    play.deploy()
    case = play.start("carla_smz")

    play.complete(case, "register_case", "lea_smz", REGISTRATION)

    with pytest.raises(NotVisible):
        play.complete(case, "data_exchange_consent", "nora_smz", play.consent("RAV"))
    with pytest.raises(NotVisible):
        play.complete(case, "data_exchange_consent", "anna_rav", play.consent("RAV"))


def test_who_sees_the_case_but_holds_no_seat_is_refused(store: Store):
    play = Play(store)
    play.deploy()
    case = play.to_analysis()
    play.analysed(case)
    gateway = play.gateway(case, "complex_situation")
    for login in ("carla_smz", "anna_rav"):
        decide_gateway(play.engine, play.actor(login), gateway.key, "yes", gateway.basis_digest)

    with pytest.raises(NotAllowed):
        play.complete(case, "participation_agreement", "anna_rav", play.consent("COORDINATION"))


def test_a_claimed_task_is_left_to_whoever_took_it(store: Store):
    play = Play(store)
    play.deploy()
    case = play.start()
    task = play.task(case, "register_case")

    claim_task(play.engine, play.actor("carla_smz"), task.key)
    with pytest.raises(AlreadyClaimed):
        claim_task(play.engine, play.actor("lea_smz"), task.key)
    release_task(play.engine, play.actor("carla_smz"), task.key)
    answer = claim_task(play.engine, play.actor("lea_smz"), task.key)

    assert answer["assignee"] == str(play.users["lea_smz"].key)


def test_a_recipient_who_takes_no_part_is_refused_at_the_field(store: Store):
    play = Play(store)
    play.deploy()
    case = play.start()
    play.complete(case, "register_case", "carla_smz", REGISTRATION)
    answers = {**play.consent("RAV"), "recipients": ["RAV", "IV"]}

    with pytest.raises(AnswersRejected) as rejected:
        play.complete(case, "data_exchange_consent", "carla_smz", answers)

    assert {fault.field for fault in rejected.value.faults} == {"recipients"}
    with store.reading() as work:
        assert work.find(Consent, case_key=case) == []


def test_naming_the_tandem_gives_the_roles_to_the_two_professionals(store: Store):
    play = Play(store)
    play.deploy()
    case = play.to_analysis()
    play.analysed(case)
    gateway = play.gateway(case, "complex_situation")
    for login in ("carla_smz", "anna_rav"):
        decide_gateway(play.engine, play.actor(login), gateway.key, "yes", gateway.basis_digest)
    play.complete(case, "participation_agreement", "carla_smz", play.consent("COORDINATION"))

    answers = {
        "rav_adviser": str(play.users["jean_rav"].key),
        "social_worker": str(play.users["lea_smz"].key),
        "starts_on": "2026-03-03",
        "capacity_checked": True,
    }
    play.complete(case, "assign_tandem", "ines_koo", answers)

    with store.reading() as work:
        named = {
            p.role: p.user_key for p in work.find(Participant, case_key=case) if p.role != "reporting_office"
        }
        seats = {seat.role for seat in work.find(Seat, instance_key=case, is_open=True)}
        tasks = [task.element for task in work.find(Task, instance_key=case, status="open")]
        assert work.find(Gateway, instance_key=case, status="open") == []
    assert (tasks, seats) == (["set_goals"], {"rav_adviser", "social_worker"})
    assert named["rav_adviser"] == play.users["jean_rav"].key
    assert named["social_worker"] == play.users["lea_smz"].key


def test_a_rule_that_waited_for_confirmation_runs_on_when_the_record_is_corrected(store: Store):
    """The proposal is computed anew: with social assistance on record the person belongs to group C."""
    play = Play(store)
    play.deploy()
    case = play.start()
    play.complete(case, "register_case", "carla_smz", {**REGISTRATION, "social_assistance": False})
    play.complete(case, "data_exchange_consent", "carla_smz", play.consent("RAV"))
    play.analysed(case)
    waiting = play.gateway(case, "target_group_met")
    carla = play.actor("carla_smz")

    with store.work() as work:
        entries = [Entry("situation", "social_assistance", True, "SOCIAL_ASSISTANCE", ("reporting_office",))]
        play.engine.case_file.write(work, case, entries, carla, play.clock.now(), None, {})
    recheck_facts(play.engine, None, case)

    assert waiting.proposal == "no"
    assert play.gateway(case, "complex_situation").status == "open"
    with store.reading() as work:
        package = play.engine.versions.get(work, play.instance(case).procedure_version_key)
        node = package.model.elements["complex_situation"]
        proposal = propose(package, play.engine.case_file, work, case, node, play.clock.now())
    assert proposal.answer == "yes"


@pytest.mark.requirement("VS-04")
def test_what_rests_on_a_consent_stops_with_it_and_its_draft_stays_closed(store: Store):
    play = Play(store)
    play.deploy()
    case = play.to_analysis()
    carla = play.actor("carla_smz")
    play.complete(case, "joint_analysis", "carla_smz", ANALYSIS)
    task = play.task(case, "joint_analysis")
    with store.reading() as work:
        consent = work.find(Consent, case_key=case)[0]

    withdraw_consent(play.engine, carla, consent.key)
    with pytest.raises(ConsentNotInForce) as refused:
        play.complete(case, "joint_analysis", "carla_smz", ANALYSIS)
    with store.reading() as work:
        files = play.house.case_file
        view = view_task(play.engine, files, files.records, work, carla, task.key, "de")

    assert (refused.value.consent, refused.value.state) == ("data_exchange_consent", "withdrawn")
    assert view.answers == {}
    assert view.suspended_by is not None
    assert view.suspended_by.text == "Vollmacht zum Datenaustausch"
    assert not view.may_act


def test_a_draft_that_the_other_seat_reads_obeys_the_rules_of_the_form(store: Store):
    """Without HEALTH in the authority a draft does not carry health across either."""
    play = Play(store)
    play.deploy()
    case = play.start()
    play.complete(case, "register_case", "carla_smz", REGISTRATION)
    narrow = {**play.consent("RAV"), "categories": ["MASTER", "WORK", "FINANCE"]}
    play.complete(case, "data_exchange_consent", "carla_smz", narrow)
    task = play.task(case, "joint_analysis")

    with pytest.raises(AnswersRejected) as rejected:
        save_draft(
            play.engine,
            play.actor("carla_smz"),
            task.key,
            {"problem_fields": ["HEALTH_PSYCHIC"]},
            task.version,
        )

    assert {fault.field for fault in rejected.value.faults} == {"problem_fields"}
    with store.reading() as work:
        assert work.find(Draft) == []


def test_a_consent_for_nobody_but_oneself_is_refused(store: Store):
    play = Play(store)
    play.deploy()
    case = play.start()
    play.complete(case, "register_case", "carla_smz", REGISTRATION)

    with pytest.raises(AnswersRejected) as rejected:
        play.complete(case, "data_exchange_consent", "carla_smz", play.consent("SOCIAL"))

    assert {fault.field for fault in rejected.value.faults} == {"recipients"}


def test_what_a_rule_finds_belongs_to_those_who_own_all_it_read(store: Store):
    play = Play(store)
    play.deploy()
    case = play.to_analysis()
    play.analysed(case)

    with store.reading() as work:
        found = work.find(Record, case_key=case, type="target_group_check")
        smz = play.actor("carla_smz").institution_key

    assert [row.owners for row in found] == [str(smz)]


def test_closed_categories_are_told_without_telling_what_is_in_them(store: Store):
    """Whether somebody is registered with the IV must not show in the list of what is not shared."""
    play = Play(store)
    play.deploy()
    told = []
    for registration in (
        REGISTRATION,
        {**REGISTRATION, "registered_with": ["RAV", "IV"], "iv_registered_on": "2026-01-05"},
    ):
        case = play.start()
        answers = {
            k: v
            for k, v in registration.items()
            if k != "social_registered_on" or "SOCIAL" in registration["registered_with"]
        }
        play.complete(case, "register_case", "carla_smz", answers)
        narrow = {**play.consent("RAV"), "categories": ["WORK"]}
        play.complete(case, "data_exchange_consent", "carla_smz", narrow)
        anna, files = play.actor("anna_rav"), play.house.case_file
        with store.reading() as work:
            seen = see_case(play.engine, work, anna, case, "de")
            view = view_case(play.engine, files.records, work, anna, seen)
        told.append(
            [(r.type, f.label.text, f.value) for r in view.records for f in r.fields if f.value is None]
        )

    assert told[0] == told[1] != []
