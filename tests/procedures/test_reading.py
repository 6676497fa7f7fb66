"""Mistakes in a story are named with file, step and what is known."""

from dataclasses import replace

import pytest

from api.stories.expected import Expect
from api.stories.reading import read_stories
from api.stories.story import Complete, Day
from engine.faults import Refused
from tests.procedures.told import read_told, story_of, text_of, the_stage, wallis

END = "expect: {open_tasks: [register_case]}"


def faults_of(text: str, **others: str) -> list[str]:
    with pytest.raises(Refused) as refused:
        read_told(text, **others)
    return [str(fault) for fault in refused.value.faults]


def test_words_like_on_and_yes_stay_words() -> None:
    story = story_of("on: 2026-02-11", "{complete: register_case, as: carla_smz, answers: {x: yes}}", END)

    day, complete, expect = story.steps

    assert isinstance(day, Day)
    assert isinstance(complete, Complete)
    assert complete.answers == {"x": "yes"}
    assert isinstance(expect, Expect)


@pytest.mark.parametrize(
    ("steps", "place", "said"),
    [
        (
            ["{complete: register_case, as: carla_smz, anwsers: {}}", END],
            "step 1, complete",
            "«anwsers» is unknown",
        ),
        (["{complete: register_case, answers: {}}", END], "step 1, complete", "The key «as» is missing"),
        (["{do: register_case, as: carla_smz}", END], "step 1", "does not say what is done"),
        (["register_case", END], "step 1", "does not say what is done"),
        (
            ["{complete: register_case, sign: register_case, as: carla_smz}", END],
            "step 1",
            "Two steps in one",
        ),
        (["expect: {open_task: [register_case]}"], "step 1, expect", "«open_task» is unknown"),
        (["expect: {grants: [{too: RAV, basis: x}]}"], "step 1, expect", "«grants.0.too» is unknown"),
        (["expect: {}"], "step 1", "The expectation is empty"),
        (["expect: "], "step 1, expect", "A mapping is expected"),
        (["{expect: {packets: []}, as: carla_smz}"], "step 1", "«as» is unknown"),
        (["expect: {packets: [one]}"], "step 1, expect", "packets"),
        (["wait: 3 months", END], "step 1, wait", "wait"),
        (["{sign: register_case, as: carla_smz, refused: {code: 500}}"], "step 1, sign", "refused.code"),
        (["{sign: register_case, as: [anna_rav, carla_smz, beat_iv]}", END], "step 1, sign", "as"),
    ],
)
def test_a_step_that_cannot_be_read_is_named_with_what_is_known(
    steps: list[str], place: str, said: str
) -> None:
    found = faults_of(text_of(*steps))

    assert any(f"stories/one.yaml, {place}: " in fault and said in fault for fault in found), found


def test_an_unknown_key_comes_with_the_known_ones() -> None:
    found = faults_of(text_of("{withdraw: data_exchange_consent, by: carla_smz}", END))

    assert found[0].endswith("Known keys: as, refused, withdraw.")


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        (["{complete: register_cas, as: carla_smz}", END], "«register_cas»"),
        (["{gateway: register_case, proposes: yes, decide: yes, as: carla_smz}", END], "«register_case»"),
        (["{look: nowhere, as: carla_smz}", END], "«nowhere»"),
        (["{withdraw: tandem, as: carla_smz}", END], "«tandem»"),
        (["{message: job_begun, as: anna_rav}", END], "element for «message» «job_begun»"),
        (["{message: rav_report, as: anna_rav}", END], "element for «message» «rav_report»"),
        (["expect: {begun: {tandem: {}}}"], "task «tandem»"),
        (["{sign: register_case, as: carla}", END], "person of the cast «carla»"),
        (["{complete: register_case, as: carla_smz, answers: {person: tom}}", END], "«tom»"),
        (["expect: {sees: {ana_rav: false}}"], "«ana_rav»"),
        (["expect: {ended: done}"], "outcome «done»"),
        (["expect: {open_tasks: [target_group_met]}"], "task «target_group_met»"),
        (["expect: {waiting: [register_case]}"], "gateway «register_case»"),
        (["expect: {grants: [{to: RAV, basis: tandem}]}"], "consent «tandem»"),
        (["expect: {records: {person.shoe_size: 40}}"], "record «person.shoe_size»"),
    ],
)
def test_a_name_that_nothing_answers_to_is_refused(steps: list[str], said: str) -> None:
    found = faults_of(text_of(*steps))

    assert any("STO-NAME" in fault and said in fault and "Known are:" in fault for fault in found), found


def test_a_story_that_expects_nothing_is_refused() -> None:
    found = faults_of(text_of("{complete: register_case, as: carla_smz, answers: {person: sara}}"))

    assert "The story expects nothing" in found[0]


def test_a_story_whose_last_act_nobody_looks_at_is_refused() -> None:
    found = faults_of(text_of(END, "{complete: register_case, as: carla_smz, answers: {person: sara}}"))

    assert "Nothing is expected after the last step" in found[0]


def test_a_story_may_end_with_a_refusal() -> None:
    story = story_of(END, "{sign: register_case, as: anna_rav, refused: {code: 404}}")

    assert len(story.steps) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- a list", "This is no story"),
        ("title: Nothing happens", "This is no story"),
        ("title: [", "This is not YAML"),
        (text_of(END, head="title: No start"), "A mapping is expected"),
        (
            text_of(END, head="titel: X\nstart: {procedure: wallis_tandem, as: carla_smz, on: 2026-02-10}"),
            "«titel»",
        ),
        (
            text_of(END, head="start: {procedure: wallis_tandem, as: carla_smz, on: 2026-02-10}"),
            "«title» is missing",
        ),
        (
            text_of(END, head="title: Elsewhere\nstart: {procedure: mamac, as: carla_smz, on: 2026-02-10}"),
            "«mamac»",
        ),
        (
            text_of(END, head="title: Nobody\nstart: {procedure: wallis_tandem, as: tom, on: 2026-02-10}"),
            "«tom»",
        ),
        (
            text_of(END, head="title: No day\nstart: {procedure: wallis_tandem, as: carla_smz, on: soon}"),
            "«on»",
        ),
    ],
)
def test_a_file_that_is_no_story_is_refused(text: str, said: str) -> None:
    found = faults_of(text)

    assert any(said in fault for fault in found), found


def test_two_stories_with_one_title_are_refused() -> None:
    found = faults_of(text_of(END), two=text_of(END))

    assert "stories/two.yaml, title" in found[0]
    assert "stories/one.yaml" in found[0]


def test_every_fault_of_every_file_is_named_at_once() -> None:
    found = faults_of(text_of("expect: {end: x}"), two=text_of("expect: {fin: x}"))

    assert len(found) == 2


def test_a_default_for_a_task_that_is_not_there_is_refused() -> None:
    told = wallis()
    files = {**told.package.files, "stories/cast.yaml": b"defaults: {register: {exhausted: false}}"}
    package = replace(told.package, files=files)

    with pytest.raises(Refused) as refused:
        read_stories(package, the_stage().actors)

    assert refused.value.faults[0].place == "defaults.register"


def test_a_mistyped_cast_is_refused_with_its_keys() -> None:
    told = wallis()
    files = {"stories/cast.yaml": b"client: {}"}
    package = replace(told.package, files=files)

    with pytest.raises(Refused) as refused:
        read_stories(package, the_stage().actors)

    assert "Known keys: offices, clients, defaults, by_the_way, unnoticed, unwalked." in str(refused.value)
