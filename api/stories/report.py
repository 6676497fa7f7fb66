"""What stories did, in words for the designer of a procedure."""

from collections.abc import Iterator, Sequence

from api.stories.hunting import Fate
from api.stories.packages import Told
from api.stories.playing import Played
from engine.bpmn.model import Flow


def stories(number: int) -> str:
    """How many stories."""
    return f"{number} {'story' if number == 1 else 'stories'}"


def report(told: Told, played: Sequence[Played]) -> Iterator[str]:
    """Lines: each story with the way it went; of one that failed the step, what was expected and what was found."""
    yield f"{told.name}: {stories(len(played))}"
    for one in played:
        yield from _story(one)
    if len(played) < len(told.stories) or any(one.failure for one in played):
        return
    flows, missing = told.package.model.flows, unwalked(told, played)
    yield f"  {len(flows) - len(missing)} of {len(flows)} flows are walked by a story."
    for flow in missing:
        reason = told.cast.unwalked.get(flow.id)
        mark, remedy = ("·", reason) if reason else ("✗", "add a story, or take the flow away")
        yield f"  {mark} {flow.id} from {flow.source} to {flow.target} is walked by none: {remedy}"


def unwalked(told: Told, played: Sequence[Played]) -> list[Flow]:
    """Flows of the model by which no story comes."""
    walked = frozenset[str]().union(*(one.walked for one in played))
    return [flow for flow in told.package.model.flows.values() if flow.id not in walked]


def summary(played: Sequence[Played]) -> Iterator[str]:
    """What does not hold once more, since many lines may lie between, and one line for the end."""
    red = [one for one in played if one.failure]
    if red:
        yield "What does not hold"
        for one in red:
            yield from _story(one)
        yield f"{len(red)} of {len(played)} stories do not hold."
    else:
        yield "The only story holds." if len(played) == 1 else f"All {len(played)} stories hold."


def fate_line(fate: Fate) -> str:
    """What became of a mutant."""
    if fate.survived and fate.reason:
        return f"  · {fate.mutant}\n      no story can notice: {fate.reason}"
    if fate.survived:
        return f"  ✗ {fate.mutant}\n      nobody notices: add a story in which this makes a difference"
    by = f"«{fate.story.title}»" if fate.story else f"refused at the release by {fate.refused_by}"
    return f"  ✓ {fate.mutant}\n      {by}"


def hunt_summary(fates: Sequence[Fate]) -> str:
    """One line for the end."""
    survivors = sum(fate.is_open for fate in fates)
    explained = sum(fate.survived for fate in fates) - survivors
    if not survivors and not explained:
        return f"All {len(fates)} mutants were found."
    if not survivors:
        return f"{len(fates) - explained} of {len(fates)} mutants were found; why no story can notice the others is told."
    return f"{survivors} of {len(fates)} mutants survive."


def _story(one: Played) -> Iterator[str]:
    way = " → ".join(one.path) or "nothing done"
    if one.failure is None:
        yield f"  ✓ {one.story.title}"
        yield f"      {way}"
        return
    failure = one.failure
    yield f"  ✗ {one.story.title} ({one.story.file})"
    yield f"      step {failure.step}, {failure.place}" if failure.step else "      at the start"
    yield f"      expected {failure.expected}"
    yield f"      but {failure.found}"
    yield f"      the way so far: {way}"
    yield f"      {failure.remedy}"
