"""Every story of every package, one test each."""

import pytest

from api.stories.packages import Told
from api.stories.playing import play
from api.stories.story import Story
from tests.procedures.told import all_told, the_stage

STORIES = [
    pytest.param(told, story, id=f"{told.package.manifest.id}: {story.title}")
    for told in all_told()
    for story in told.stories
]


@pytest.mark.parametrize(("told", "story"), STORIES)
def test_the_story_holds(told: Told, story: Story) -> None:
    played = play(story, told.cast, the_stage(), told.package)

    assert played.failure is None


@pytest.mark.parametrize("told", all_told(), ids=lambda told: told.name)
def test_the_stories_of_a_package_reach_every_end_of_its_model(told: Told) -> None:
    ends = {
        e.properties["bruecke.outcome"]
        for e in told.package.model.elements.values()
        if e.kind == "endEvent" and "bruecke.outcome" in e.properties
    }

    played = [play(story, told.cast, the_stage(), told.package) for story in told.stories]

    reached = {place.removeprefix("ended: ") for one in played for place in one.path}
    assert ends <= reached
