"""What a story says when the case goes another way than told."""

import pytest

from api.stories.playing import Failure, play
from api.stories.report import report, summary
from api.stories.story import Story
from tests.procedures.told import story_of, the_stage, wallis

REGISTER = (
    "{complete: register_case, as: carla_smz, answers: {person: sara, social_assistance: true, "
    "fit_for_labour_market: YES}}"
)
CONSENT = "{complete: data_exchange_consent, as: carla_smz}"
ANALYSE = (
    "{complete: joint_analysis, as: [carla_smz, anna_rav], answers: {problem_fields: [FINANCE, FAMILY], "
    "prioritising_difficult: true}}"
)
DECIDE = "{gateway: complex_situation, proposes: yes, decide: yes, as: [carla_smz, anna_rav]}"
END = "expect: {ended: null}"


def failure_of(story: Story) -> Failure:
    told = wallis()
    failure = play(story, told.cast, the_stage(), told.package).failure
    assert failure is not None
    return failure


@pytest.mark.parametrize(
    ("expectation", "expected", "found"),
    [
        ("ended: not_complex", "ended: not_complex", "the case has not ended"),
        ("open_tasks: [joint_analysis]", "open tasks: joint_analysis", "none"),
        ("open_gateways: []", "questions open for people: none", "complex_situation"),
        ("waiting: [agreement_signed]", "wait for a fact: agreement_signed", "none"),
        ("decided: {target_group_met: no}", "answer of target_group_met: no", "yes"),
        ("decided: {agreement_signed: no}", "answer of agreement_signed: no", "not decided"),
        ("grants: []", "grants: none", "to RAV by data_exchange_consent"),
        ("grants: [{to: RAV, basis: data_exchange_consent, categories: [WORK]}]", "WORK", "HEALTH"),
        ("sees: {anna_rav: false}", "for anna_rav that the case is not visible", "is visible"),
        ("sees: {dario: true}", "for dario that the case is visible", "not visible"),
        ("records: {target_group_check.target_group: A}", "target_group_check.target_group: A", "C"),
        ("records: {joint_analysis.problem_fields: [FINANCE]}", "FINANCE", "FAMILY"),
        ("records: {data_exchange_consent.state: withdrawn}", "withdrawn", "granted"),
        ("deadlines: {nine_months: 2026-12-03}", "deadline nine_months: 03.12.2026", "it does not run"),
    ],
)
def test_an_expectation_that_is_not_met_says_what_is_there(
    expectation: str, expected: str, found: str
) -> None:
    story = story_of(REGISTER, CONSENT, ANALYSE, f"expect: {{{expectation}}}")

    failure = failure_of(story)

    assert failure.step == 4
    assert expected in failure.expected
    assert found in failure.found


def test_what_is_expected_and_there_holds() -> None:
    told = wallis()
    story = story_of(
        REGISTER,
        CONSENT,
        ANALYSE,
        "expect: {ended: null, open_tasks: [], open_gateways: [complex_situation], waiting: [], packets: [], "
        "decided: {data_exchange_granted: yes}, records: {joint_analysis.problem_fields: [FAMILY, FINANCE]}}",
    )

    played = play(story, told.cast, the_stage(), told.package)

    assert played.failure is None
    assert played.path[-1] == "target_group_met = yes (by record)"


def test_a_refusal_nobody_told_of_comes_with_its_field() -> None:
    story = story_of(
        "{complete: register_case, as: carla_smz, answers: {person: sara, last_name: null}}", END
    )

    failure = failure_of(story)

    assert (failure.step, failure.place) == (1, "complete register_case")
    assert "refused with 422" in failure.found
    assert "last_name" in failure.found


@pytest.mark.parametrize(
    ("refused", "expected"),
    [
        ("code: 409", "a refusal with 409"),
        ("code: 422, field: first_name", "at the field first_name"),
        ("code: 422, fields: [last_name, first_name]", "first_name at the field last_name"),
        ("code: 422, problem: unknown-answer", "because of unknown-answer"),
    ],
)
def test_a_refusal_for_another_reason_than_told_is_a_failure(refused: str, expected: str) -> None:
    answers = "{person: sara, last_name: null}"
    story = story_of(
        f"{{complete: register_case, as: carla_smz, answers: {answers}, refused: {{{refused}}}}}", END
    )

    failure = failure_of(story)

    assert expected in failure.expected
    assert "answers-rejected" in failure.found


def test_a_refusal_that_does_not_come_is_a_failure() -> None:
    story = story_of(REGISTER.removesuffix("}") + ", refused: {code: 422}}", END)

    failure = failure_of(story)

    assert failure.found == "it was accepted"


def test_a_task_the_case_has_not_come_to_is_named_with_the_way_so_far() -> None:
    story = story_of(REGISTER, "{complete: assign_tandem, as: ines_koo}", END)

    failure = failure_of(story)

    assert failure.expected == "a task assign_tandem"
    assert "register_case" in failure.found


def test_a_question_the_case_has_not_come_to_is_named() -> None:
    story = story_of("{confirm: target_group_met, as: carla_smz}", END)

    failure = failure_of(story)

    assert failure.expected == "a question target_group_met"


def test_another_proposal_than_told_is_a_failure() -> None:
    story = story_of(REGISTER, CONSENT, ANALYSE, DECIDE.replace("proposes: yes", "proposes: no"), END)

    failure = failure_of(story)

    assert (failure.expected, failure.found) == ("the proposal «no»", "the proposal is «yes»")


def test_a_consent_nobody_decided_on_cannot_be_withdrawn() -> None:
    story = story_of("{withdraw: data_exchange_consent, as: carla_smz}", END)

    failure = failure_of(story)

    assert failure.found == "nobody has decided on it yet"


TOLD = "{message: job_started, as: carla_smz, fields: {job_started_on: 2026-02-09}}"


def test_a_message_of_an_office_that_is_no_rav_is_refused() -> None:
    told = wallis()

    played = play(story_of(TOLD, END), told.cast, the_stage(), told.package)

    assert played.failure is not None
    assert "it was refused with 403" in played.failure.found


def test_what_a_message_brings_begins_the_form_and_an_expectation_that_says_otherwise_fails() -> None:
    told = wallis()
    head = "title: Opened by the RAV\nstart: {procedure: wallis_tandem, as: anna_rav, on: 2026-02-10}"
    sent = TOLD.replace("carla_smz", "anna_rav")
    begun = "expect: {{begun: {{note_rav_report: {{job_start: [REPORTED], job_started_on: {}}}}}}}"

    right, wrong, none = (
        play(story_of(*steps, head=head), told.cast, the_stage(), told.package)
        for steps in (
            (sent, begun.format("2026-02-09")),
            (sent, begun.format("2026-02-08")),
            (begun.format("2026-02-09"),),
        )
    )

    assert right.failure is None
    assert wrong.failure is not None
    assert "2026-02-09" in wrong.failure.found
    assert none.failure is not None
    assert "nothing is in it" in none.failure.found


def test_time_only_goes_on() -> None:
    story = story_of("on: 2026-02-09", END)

    failure = failure_of(story)

    assert failure.expected == "time that goes on"


def test_who_may_not_start_is_told_at_the_start() -> None:
    told = wallis()
    head = "title: Not mine\nstart: {procedure: wallis_tandem, as: beat_iv, on: 2026-02-10}"
    story = story_of(END, head=head)

    played = play(story, told.cast, the_stage(), told.package)

    assert played.failure is not None
    assert (played.failure.step, played.failure.place) == (0, "start")
    assert "      at the start" in list(report(told, [played]))


def test_a_task_done_already_is_too_late() -> None:
    told = wallis()
    again = REGISTER.removesuffix("}") + ", refused: {code: 409, problem: task-closed}}"

    played = play(story_of(REGISTER, again, END), told.cast, the_stage(), told.package)

    assert played.failure is None


def test_a_look_counts_for_one_act_only() -> None:
    told = wallis()
    voided = "{edit: joint_analysis, as: anna_rav, answers: {problem_fields: [FAMILY]}}"
    sign = "sign: joint_analysis, as: carla_smz"
    story = story_of(
        REGISTER,
        CONSENT,
        "{look: joint_analysis, as: carla_smz}",
        voided,
        f"{{{sign}, refused: {{code: 409, problem: task-changed}}}}",
        f"{{{sign}}}",
        "{sign: joint_analysis, as: anna_rav}",
        "expect: {open_tasks: []}",
    )

    played = play(story, told.cast, the_stage(), told.package)

    assert played.failure is None


def test_a_look_shows_nothing_to_who_may_not_see_the_case() -> None:
    told = wallis()
    story = story_of("{look: register_case, as: anna_rav, refused: {code: 404}}", END)

    played = play(story, told.cast, the_stage(), told.package)

    assert played.failure is None


def test_each_story_has_a_house_of_its_own() -> None:
    told = wallis()
    story = story_of(REGISTER, "expect: {open_tasks: [data_exchange_consent]}")

    first = play(story, told.cast, the_stage(), told.package)
    second = play(story, told.cast, the_stage(), told.package)

    assert first.failure is None
    assert second == first


def test_the_report_shows_the_way_of_what_holds_and_the_step_of_what_does_not() -> None:
    told = wallis()
    stories = [story_of(REGISTER, END), story_of(REGISTER, "expect: {ended: not_complex}")]
    played = [play(story, told.cast, the_stage(), told.package) for story in stories]

    lines = list(report(told, played))

    assert lines[:3] == ["wallis_tandem 2.6.0: 2 stories", "  ✓ A story of the tests", "      register_case"]
    assert lines[3:] == [
        "  ✗ A story of the tests (stories/one.yaml)",
        "      step 2, expect",
        "      expected ended: not_complex",
        "      but found: the case has not ended",
        "      the way so far: register_case",
        "      Correct the model, or the story if the change is meant.",
    ]
    assert list(summary(played)) == ["What does not hold", *lines[3:], "1 of 2 stories do not hold."]
    assert list(summary(played[:1])) == ["The only story holds."]


def test_a_field_that_the_story_leaves_to_the_cast_is_corrected_there() -> None:
    told = wallis()
    story = story_of(REGISTER, END)
    cast = told.cast.model_copy(update={"defaults": {"register_case": {"exhausted": "perhaps"}}})

    played = play(story, cast, the_stage(), told.package)

    assert played.failure is not None
    assert "stories/cast.yaml, defaults.register_case" in played.failure.remedy
    assert "«exhausted»" in played.failure.remedy


def test_a_field_that_the_story_fills_in_itself_is_corrected_in_the_story() -> None:
    told = wallis()
    story = story_of(
        "{complete: register_case, as: carla_smz, answers: {person: sara, exhausted: perhaps}}", END
    )

    played = play(story, told.cast, the_stage(), told.package)

    assert played.failure is not None
    assert "cast.yaml" not in played.failure.remedy
