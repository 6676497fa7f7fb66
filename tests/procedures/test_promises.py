"""Each promise of the code has a story that turns red when its guard is switched off, and that no other story replaces."""

import pytest

from api.stories.playing import play
from tests.procedures.promises import PROMISES, Promise, name_of
from tests.procedures.told import all_told, the_stage


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.says)
def test_a_story_alone_tells_of_a_guard_that_is_switched_off(
    promise: Promise, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = next(one for one in all_told() if one.package.manifest.id == promise.package)
    for place, instead in promise.switched_off.items():
        monkeypatch.setattr(place, instead)

    red = {
        name_of(story)
        for story in promise.slice_of(told)
        if play(story, told.cast, the_stage(), told.package).failure is not None
    }

    assert red == {promise.story} | promise.also
