"""What a story says of its case after its end: where it is not as told, and names that nothing answers to."""

import pytest

from api.stories.playing import Failure, play
from engine.faults import Refused
from tests.procedures.told import story_of, the_stage, wallis

REGISTER = (
    "{complete: register_case, as: carla_smz, answers: {person: sara, social_assistance: true, "
    "fit_for_labour_market: YES}}"
)
ENDED = (
    REGISTER,
    "{complete: data_exchange_consent, as: carla_smz}",
    "{withdraw: data_exchange_consent, as: carla_smz}",
    "{complete: clarify_next_steps, as: carla_smz, answers: {way: ORDINARY_CARE}}",
)
ERASED = (
    "on: 2036-02-11",
    "{retention: offer, as: carla_smz}",
    "{retention: declines, as: carla_smz}",
    "{retention: propose, as: carla_smz}",
    "{retention: confirm, as: lea_smz}",
)


def failure_of(*steps: str) -> Failure | None:
    told = wallis()
    return play(story_of(*ENDED, *steps), told.cast, the_stage(), told.package).failure


@pytest.mark.parametrize(
    ("expectation", "expected", "found"),
    [
        ("erased: true", "nothing of what an erasure takes", "key, person, records"),
        ("retention: {in_the_way: null}", "in_the_way: nothing", "retention-runs"),
        ("retention: {erasable_from: 2036-02-10}", "2036-02-10", "2036-02-11"),
        ("retention: {archive: taken}", "archive: taken", "not_offered"),
        ("retention: {proposal: proposed}", "proposal: proposed", "nothing"),
        ("certificate: {whole: true}", "a certificate", "was not erased"),
    ],
)
def test_what_is_not_so_before_the_erasure_is_told(expectation: str, expected: str, found: str) -> None:
    failure = failure_of(f"expect: {{{expectation}}}")

    assert failure is not None
    assert expected in failure.expected
    assert found in failure.found


@pytest.mark.parametrize(
    ("expectation", "expected", "found"),
    [
        ("erased: false", "not erased", "it is erased"),
        ("retention: {in_the_way: null}", "in_the_way: nothing", "case-erased"),
        ("certificate: {decided: carla_smz}", "decided: carla_smz", "lea_smz"),
        ("certificate: {archive: taken}", "archive: taken", "not_taken"),
        ("certificate: {rows: {notes: 1}}", "{'notes': 1}", "{'notes': 0}"),
        ("certificate: {whole: false}", "whole: False", "True"),
    ],
)
def test_what_is_not_so_after_the_erasure_is_told(expectation: str, expected: str, found: str) -> None:
    failure = failure_of(*ERASED, f"expect: {{{expectation}}}")

    assert failure is not None
    assert failure.step == len(ENDED) + len(ERASED) + 1
    assert expected in failure.expected
    assert found in failure.found


def test_a_case_that_runs_is_neither_offered_nor_erased_and_one_that_is_gone_is_not_erased_twice() -> None:
    told = wallis()
    running = story_of(
        REGISTER,
        "expect: {retention: {erasable_from: null, in_the_way: case-runs}, erased: false}",
        "{retention: offer, as: carla_smz, refused: {code: 409, problem: case-runs}}",
        "{retention: propose, as: carla_smz, refused: {code: 409, problem: case-runs}}",
    )

    assert play(running, told.cast, the_stage(), told.package).failure is None
    again = "{retention: hold, as: carla_smz, refused: {code: 410, problem: case-erased}}"
    assert failure_of(*ERASED, again, "expect: {erased: true}") is None


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("{retention: burn, as: carla_smz, refused: {code: 403}}", "«retention»"),
        ("{retention: offer, as: clara, refused: {code: 403}}", "person of the cast «clara»"),
        ("expect: {retention: {in_the_way: too-early}}", "obstacle «too-early»"),
        ("expect: {certificate: {decided: leo_smz}}", "person of the cast «leo_smz»"),
        ("expect: {certificate: {rows: {pages: 1}}}", "kind of rows «pages»"),
        ("expect: {retention: {archiv: taken}}", "«retention.archiv» is unknown"),
    ],
)
def test_a_name_that_nothing_answers_to_is_refused(step: str, said: str) -> None:
    with pytest.raises(Refused) as refused:
        story_of(step)

    assert any(said in str(fault) for fault in refused.value.faults), refused.value.faults
