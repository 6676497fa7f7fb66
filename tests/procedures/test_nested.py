"""What a package may use on deeper levels runs to the right outcome: Sara's story with more behind the assigned tandem."""

from pathlib import Path

import pytest

from api.stories.expected import Expect
from api.stories.packages import Told, tell
from api.stories.playing import play
from api.stories.stage import Stage, build_stage
from api.stories.story import Story
from cases.catalogue import CATALOGUE
from engine.packages.reading import read_package
from tests.unit.packages.models import flow, spelled
from tests.unit.packages.test_nested import BOUNDARY, EVENT_SUB, EXIT, GOOD_ONES, SPLIT, with_sub
from tests.unit.packages.test_refusals import GOOD, VOCABULARY

PROCESSES = Path(__file__).parents[2] / "processes"
THROWN = SPLIT.replace("last_name != null", "last_name = null")
HANDLED = (
    f'<bpmn:endEvent id="handled">{spelled("outcome=not_complex")}</bpmn:endEvent>{flow("heard", "handled")}'
)
ENDS = {
    "a link": (GOOD_ONES["a link"], "tandem_assigned"),
    "a manual task": (GOOD_ONES["a manual task"], "tandem_assigned"),
    "an error that nothing throws now": (GOOD_ONES["an error that is caught at the border"], "tandem_assigned"),
    "an error at the border": (lambda: with_sub(THROWN, BOUNDARY + EXIT + flow("caught", "exit"), "caught exit"), "not_complex"),
    "an event sub-process of the process": (lambda: with_sub(THROWN, EVENT_SUB.format(end=HANDLED), "listening"), "not_complex"),
    "an event sub-process of the sub-process": (
        lambda: with_sub(THROWN + EVENT_SUB.format(end='<bpmn:endEvent id="handled" />' + flow("heard", "handled"))),
        "tandem_assigned",
    ),
    "a task inside a sub-process": (GOOD_ONES["a sub-process with a task"], None),
    "a task behind an inclusive gateway": (GOOD_ONES["an inclusive gateway"], None),
}  # fmt: skip


@pytest.fixture(scope="module")
def stage() -> Stage:
    return build_stage(PROCESSES)


@pytest.fixture(scope="module")
def told(stage: Stage) -> Told:
    return tell(dict(GOOD), stage)


def with_end(story: Story, outcome: str | None) -> Story:
    """The story with another end: an outcome, or the task of the sub-process that is open then."""
    *steps, last = story.steps
    assert isinstance(last, Expect)
    assert last.ended == "tandem_assigned"
    expected = {"ended": outcome} if outcome else {"ended": None, "open_tasks": ["inner"]}
    return story.model_copy(update={"steps": (*steps, last.model_copy(update=expected))})


@pytest.mark.parametrize("name", ENDS)
def test_the_case_ends_as_the_model_says(name, stage, told):
    make, outcome = ENDS[name]
    sara = next(story for story in told.stories if story.file.endswith("sara.yaml"))
    package = read_package(make(), VOCABULARY, CATALOGUE)

    played = play(with_end(sara, outcome), told.cast, stage, package)

    assert played.failure is None
