"""No story repeats another: each asks for something that no other asks for where the case stands, or notices a mutant alone."""

from dataclasses import replace

import pytest

from api.stories.alone import alone
from api.stories.packages import Told
from api.stories.situations import own_situations
from tests.procedures.told import all_told, the_stage, wallis

NAMES_A_RULE = frozenset(
    {
        "an_edit_voids_the_other_signature",
        "authority_for_the_rav_and_the_coordination",
        "authority_expired_is_clarified",
        "authority_withdrawn",
        "exhausted_in_exactly_three_months",
        "finances_and_family",
        "no_dates_known",
        "not_target_group_waits_for_confirmation",
        "one_problem_field",
        "plan_signed_before_the_task_is_done",
    }
)
"""Short ones: each calls one rule by its name, and longer ones do the same on their way."""


@pytest.mark.parametrize("told", all_told(), ids=lambda told: told.name)
def test_each_story_asks_for_something_of_its_own_or_notices_a_mutant_alone(told: Told) -> None:
    own = own_situations(told, the_stage())

    asking = {file.removeprefix("stories/").removesuffix(".yaml"): one for file, one in own.items()}
    nothing = {name for name, one in asking.items() if one is None} - NAMES_A_RULE
    found = alone(told, the_stage(), nothing) if nothing else []
    assert [one.story.file for one in found if not one.mutants] == []


def test_the_list_of_those_that_name_a_rule_holds_no_other() -> None:
    own = {file: one for told in all_told() for file, one in own_situations(told, the_stage()).items()}

    assert all(own[f"stories/{name}.yaml"] is None for name in NAMES_A_RULE)


def test_what_two_stories_ask_for_is_nobodys_own() -> None:
    told = wallis()
    story = next(one for one in told.stories if one.file.endswith("contacts_with_the_labour_market.yaml"))
    twin = story.model_copy(update={"file": "stories/twin.yaml"})

    alone_there = own_situations(replace(told, stories=(story,)), the_stage())
    twice = own_situations(replace(told, stories=(story, twin)), the_stage())

    assert alone_there[story.file] is not None
    assert twice == {story.file: None, twin.file: None}


def test_a_story_that_does_not_hold_is_named() -> None:
    told = wallis()
    story = told.stories[0].model_copy(update={"steps": told.stories[0].steps[1:]})

    with pytest.raises(LookupError, match="does not hold as it is"):
        own_situations(replace(told, stories=(story,)), the_stage())
