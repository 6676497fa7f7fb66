"""A question of a model may ask whether a meeting took place: it waits until it did, or was cancelled."""

import pytest

from api.stories.packages import Told, tell
from api.stories.playing import Failure, play
from engine.faults import Refused
from tests.procedures.told import all_told, story_of, the_stage

HEAD = "title: A story of the tests\nstart: {procedure: mamac, as: sonja_sd_lu, on: 2026-03-23}"
STEPS = (
    "{complete: check_eligibility, as: sonja_sd_lu, answers: {person: peter}}",
    "{complete: inform_client, as: sonja_sd_lu}",
    "{complete: data_exchange_consent, as: sonja_sd_lu}",
    "{complete: register_case, as: sonja_sd_lu}",
    "{complete: check_registration, as: klara_koo_lu}",
    "expect: {waiting: [registration_complete], open_tasks: []}",
    "{meeting: call, as: klara_koo_lu, day: 2026-04-01}",
    "expect: {waiting: [registration_complete], open_tasks: []}",
)
ASKED = {
    '=case.referral_check.complete = "YES"': "=case.assessment_meeting.held_on != null",
    '=case.referral_check.complete = "NO"': '=case.assessment_meeting.state = "cancelled"',
}


def base() -> Told:
    return next(told for told in all_told() if told.package.manifest.id == "mamac")


def asking(**changed: str) -> Told:
    """The base, whose question after the registration asks whether the meeting took place, and these files of it."""
    known = base().package.files
    files = {name: text for name, text in known.items() if not name.startswith("stories/")}
    model = files["mamac.bpmn"].decode()
    for old, new in ASKED.items():
        assert old in model
        model = model.replace(old, new)
    named = {f"{name}.yaml".replace("__", "/"): text.encode() for name, text in changed.items()}
    cast = {"stories/cast.yaml": known["stories/cast.yaml"]}
    return tell(files | cast | {"mamac.bpmn": model.encode()} | named, the_stage())


def failure_of(*steps: str) -> Failure | None:
    lines = "".join(f"  - {step}\n" for step in (*STEPS, *steps))
    told = asking(stories__one=f"{HEAD}\nsteps:\n{lines}")
    return play(told.stories[0], told.cast, the_stage(), told.package).failure


@pytest.mark.requirement("LU-05")
def test_the_case_goes_on_once_the_meeting_was_held() -> None:
    assert (
        failure_of(
            "{on: 2026-04-02}",
            "expect: {waiting: [registration_complete], open_tasks: []}",
            "{meeting: hold, as: klara_koo_lu}",
            "expect: {waiting: [], open_tasks: [determine_participants], decided: {registration_complete: yes}}",
        )
        is None
    )


@pytest.mark.requirement("LU-05")
def test_the_case_goes_another_way_when_it_was_cancelled() -> None:
    assert (
        failure_of(
            "{meeting: move, as: klara_koo_lu, day: 2026-04-09}",
            "expect: {waiting: [registration_complete], open_tasks: []}",
            "{meeting: cancel, as: klara_koo_lu}",
            "expect: {open_tasks: [complete_registration], decided: {registration_complete: no}}",
        )
        is None
    )


def refused(old: str, new: str) -> list[tuple[str, str]]:
    manifest = base().package.files["package.yaml"].decode()
    assert old in manifest
    with pytest.raises(Refused) as found:
        asking(package=manifest.replace(old, new))
    return [(fault.place, fault.rule) for fault in found.value.faults]


def test_a_question_about_a_meeting_that_the_package_does_not_tell_of_is_refused() -> None:
    faults = refused("    record: assessment_meeting\n", "")

    assert ("registration_complete", "X3") in faults


def test_the_record_of_a_meeting_is_one_for_meetings_and_of_one_kind_alone() -> None:
    assert ("meetings.assessment.record", "MEETING-RECORD") in refused(
        "record: assessment_meeting", "record: invitation"
    )
    assert ("meetings.evaluation.record", "MEETING-RECORD") in refused(
        "record: evaluation_meeting", "record: assessment_meeting"
    )


def test_no_step_says_how_a_meeting_stands() -> None:
    files = dict(base().package.files)
    model = files["mamac.bpmn"].decode().replace('value="plan_meeting"', 'value="assessment_meeting"')
    with pytest.raises(Refused) as found:
        tell(files | {"mamac.bpmn": model.encode()}, the_stage())

    assert ("develop_plan", "REC-MEETING") in [(fault.place, fault.rule) for fault in found.value.faults]


def misread(step: str) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as found:
        asking(stories__one=f"{HEAD}\nsteps:\n  - {step}\n  - expect: {{ended: null}}\n")
    return [(fault.place, fault.rule) for fault in found.value.faults]


@pytest.mark.parametrize(
    "step",
    [
        "{meeting: call, as: klara_koo_lu, kind: party}",
        "{meeting: call, as: klara_koo_lu, invited: [nobody_at_all]}",
        "{meeting: hold, as: klara_koo_lu, attended: nobody_at_all}",
        "{meeting: accept, as: klara_koo_lu, of: nobody_at_all}",
    ],
)
def test_a_step_about_a_kind_or_person_that_there_is_not_is_refused(step: str) -> None:
    assert misread(step) == [("step 1, meeting", "STO-NAME")]


def test_a_procedure_without_meetings_has_no_steps_about_them() -> None:
    with pytest.raises(Refused) as found:
        story_of("{meeting: call, as: carla_smz}", "expect: {ended: null}")

    assert [fault.rule for fault in found.value.faults] == ["STO-NAME"]


def test_a_step_about_a_meeting_or_an_invitation_that_there_is_not_does_not_hold() -> None:
    nobody = failure_of("{meeting: decline, as: rita_rav_lu, of: paul_praxis}", "expect: {ended: null}")
    nothing = failure_of("{meeting: hold, as: klara_koo_lu, kind: evaluation}", "expect: {ended: null}")

    assert nobody is not None
    assert nothing is not None
    assert (nobody.expected, nothing.expected) == ("an invitation", "a meeting evaluation")
