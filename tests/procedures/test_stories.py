"""Every story of every package, one test each."""

import pytest

from api.stories.packages import Told
from api.stories.playing import play, staged
from api.stories.report import unwalked
from api.stories.story import Story
from tests.procedures.told import all_told, the_stage
from tests.seats import require_right_seats

STORIES = [
    pytest.param(told, story, id=f"{told.package.manifest.id}: {story.title}")
    for told in all_told()
    for story in told.stories
]


@pytest.mark.parametrize(("told", "story"), STORIES)
def test_the_story_holds(told: Told, story: Story) -> None:
    playing = staged(story, told.cast, the_stage(), told.package)

    failure = playing.run()

    assert failure is None
    require_right_seats(playing.scene.house.engine.store)


@pytest.mark.parametrize("told", all_told(), ids=lambda told: told.name)
def test_the_stories_of_a_package_reach_every_end_of_its_model_and_walk_every_flow(told: Told) -> None:
    ends = {
        e.properties["bruecke.outcome"]
        for e in told.package.model.elements.values()
        if e.kind == "endEvent" and "bruecke.outcome" in e.properties
    }

    played = [play(story, told.cast, the_stage(), told.package) for story in told.stories]

    reached = {place.removeprefix("ended: ") for one in played for place in one.path}
    assert ends <= reached
    assert {flow.id for flow in unwalked(told, played)} == set(told.cast.unwalked)
