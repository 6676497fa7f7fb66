"""What stories did, in words for the designer of a procedure."""

from collections.abc import Iterator, Mapping, Sequence

from api.stories.alone import Alone
from api.stories.hunting import Fate
from api.stories.packages import Told
from api.stories.playing import Played
from api.stories.situations import Own
from engine.bpmn.model import Flow

NAMED = 3
"""Of the stories that notice the same as one that notices nothing alone so many are named."""


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


def alone_lines(told: Told, found: Sequence[Alone], own: Mapping[str, Own | None]) -> Iterator[str]:
    """Each story with how many mutants it alone notices; of one that notices none alone what only it asks for, and who notices the same."""
    for one in found:
        if one.mutants:
            yield f"  ✓ {one.story.title}: {len(one.mutants)}"
            continue
        yield f"  · {one.story.title} ({one.story.file})"
        asks = own.get(one.story.file)
        yield f"      asks alone for: {asks}" if asks else "      asks for nothing that no other asks for"
        if not one.shared:
            yield "      notices no mutant of the model"
        yield from _same_as(one)
    proving = sum(bool(one.mutants) for one in found)
    yield f"{told.name}: {proving} of {stories(len(found))} notice a mutant that no other does."
    asking = sum(not one.mutants and own.get(one.story.file) is not None for one in found)
    if proving < len(found):
        yield f"{asking} of the others ask for something that no other asks for."


def _same_as(one: Alone) -> Iterator[str]:
    """Who notices the same, those first who have most in common."""
    by: dict[str, list[str]] = {}
    for same in one.shared:
        by.setdefault(same.with_story.title, []).append(str(same.mutant))
    most = sorted(by.items(), key=lambda item: -len(item[1]))
    for title, changes in most[:NAMED]:
        more = f" and {len(changes) - 1} more" if len(changes) > 1 else ""
        yield f"      as «{title}»: {changes[0]}{more}"
    if len(most) > NAMED:
        yield f"      and as {stories(len(most) - NAMED)} more"


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
