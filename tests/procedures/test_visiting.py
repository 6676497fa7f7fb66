"""A story whose case does not come by a mutant does not notice it: what is left out for speed makes no difference."""

from api.stories.hunting import mutated
from api.stories.mutants import mutants
from api.stories.packages import Told
from api.stories.playing import play, staged
from api.stories.visiting import places_of
from engine.faults import Refused
from tests.procedures.told import all_told, the_stage


def told_of(name: str) -> Told:
    return next(told for told in all_told() if told.package.manifest.id == name)


def test_a_story_that_does_not_come_by_a_mutant_does_not_notice_it() -> None:
    told, stage = told_of("basel_landschaft"), the_stage()
    visited = {}
    for story in told.stories:
        playing = staged(story, told.cast, stage, told.package)
        assert playing.run() is None
        visited[story.file] = playing.visited()
    left_out = 0
    for mutant in list(mutants(told.package))[::3]:
        try:
            package = mutated(told.package, mutant, stage)
        except Refused:
            continue
        for story in told.stories:
            if not places_of(told.package, mutant) & visited[story.file]:
                left_out += 1
                assert play(story, told.cast, stage, package).failure is None

    assert left_out
