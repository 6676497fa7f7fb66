"""Each story notices a slip, of a model or of our code, that no other story of its procedure notices."""

import gc
from dataclasses import replace
from types import FunctionType

import pytest

from api.stories.story import RetentionDeed
from engine.commands.complete_task import complete_task
from tests.procedures.told import all_told, the_stage, wallis
from tests.slips.finding import Own, find, noticing, own_of
from tests.slips.house import Endless, House, patience
from tests.slips.listed import Listed, read
from tests.slips.terms import term_slips


def the_house(name: str) -> House:
    return House(next(told for told in all_told() if told.package.manifest.id == name), the_stage())


TOGETHER = (
    frozenset({"VS-06", "VS-07", "VS-08", "VS-09", "VS-10", "VS-14", "BL-02", "BL-03", "BL-05"})
    | frozenset({"ZH-02", "ZH-03", "ZH-04", "ZH-06", "CH-05", "CH-08", "CH-10"})
    | frozenset(f"LU-{number:02}" for number in range(3, 10))
)
"""What offices do together once they may: plan, talks, handover, meetings, documents, retention."""


def is_of_retention(house: House, name: str) -> bool:
    """Whether it goes on after the end of its case; the requirements of the sources do not speak of it."""
    return any(isinstance(step, RetentionDeed) for step in house.stories[name].steps)


@pytest.mark.parametrize(
    "package", ["basel_landschaft", "iv_uebernahme", "kanton_muster", "mamac", "wallis_tandem"]
)
def test_each_story_of_what_offices_do_together_notices_a_slip_that_no_other_notices(package: str) -> None:
    house = the_house(package)
    listed = read(package)

    gone = {name: one.slip for name, one in listed.items() if own_of(house, one) is None}
    assert gone == {}, "these slips are not there any more: `make stories-alone` finds others"
    asked = {
        name
        for name in house.own_stories()
        if set(house.stories[name].requirement) & TOGETHER or is_of_retention(house, name)
    }
    assert asked - set(listed) == set(), "run `make stories-alone`"
    noticed = {name: noticing(house, own) for name, one in listed.items() if (own := own_of(house, one))}
    assert {name: who for name, who in noticed.items() if who != [name]} == {}, "run `make stories-alone`"


def test_a_slip_that_a_story_alone_notices_is_found_and_the_code_is_as_before() -> None:
    house = the_house("iv_uebernahme")
    before = complete_task.__code__

    own = find(house, "handed_back")

    assert own is not None
    assert noticing(house, own) == ["handed_back"]
    assert own_of(house, Listed(str(own.slip), own.at)) == own
    assert complete_task.__code__ is before


def test_what_two_stories_notice_is_nobodys_own() -> None:
    house = the_house("iv_uebernahme")
    (nothing_done,) = (
        slip for slip in house.slips("engine/commands/complete_task.py") if "instead of «on_case" in str(slip)
    )

    assert len(noticing(house, Own(nothing_done))) > 1
    assert noticing(house, Own(nothing_done, frozenset({"a task that is nowhere"}))) == []


def test_where_every_slip_is_noticed_by_a_twin_none_is_found() -> None:
    told = the_house("iv_uebernahme").told
    story = next(one for one in told.stories if one.file.endswith("handed_back.yaml"))
    twin = story.model_copy(update={"file": "stories/twin.yaml"})

    assert find(House(replace(told, stories=(story, twin)), the_stage()), "twin") is None


def test_a_slip_that_is_not_there_any_more_is_not_taken_for_another() -> None:
    house = the_house("iv_uebernahme")

    assert own_of(house, Listed("engine/commands/complete_task.py, complete_task: gone")) is None
    assert own_of(house, Listed("engine/commands/no_such_file.py, complete_task: gone")) is None


def _for_ever() -> None:
    while True:
        pass


def test_what_goes_on_for_ever_is_broken_off() -> None:
    with pytest.raises(Endless), patience(0.05):
        _for_ever()


def _computing(phase: str, info: dict[str, int]) -> None:
    for _ in range(100_000):
        pass


def _collecting_for_ever() -> None:
    while True:
        gc.collect(0)
        for _ in range(100_000):
            pass


def test_it_is_not_broken_off_in_a_callback_of_a_library_where_python_would_swallow_it() -> None:
    elsewhere = _computing.__code__.replace(co_filename="/lib/site-packages/collected.py")
    callback = FunctionType(elsewhere, globals())
    gc.callbacks.append(callback)
    try:
        with pytest.raises(Endless), patience(0.05):
            _collecting_for_ever()
    finally:
        gc.callbacks.remove(callback)


def test_a_story_that_does_not_hold_is_named() -> None:
    told = wallis()
    story = told.stories[0].model_copy(update={"steps": told.stories[0].steps[1:]})

    with pytest.raises(LookupError, match="does not hold as it is"):
        House(replace(told, stories=(story,)), the_stage())


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("=a < 3", ["=a <= 3", "=a < 4", "=a < 2"]),
        ('a and b = "X"', ['a or b = "X"', 'a and b != "X"', 'a and b = "X_"', 'b = "X"', "a"]),
        ('"a < 3"', ['"a < 3_"']),
        ("[a, b][item != null]", ["[a, b][item = null]", "[a][item != null]", "[b][item != null]"]),
    ],
)
def test_terms_go_wrong_one_thing_at_a_time(term: str, expected: list[str]) -> None:
    assert sorted(other for _, other in term_slips(term)) == sorted(expected)
