"""What stories did, in words for the designer of a procedure."""

from collections.abc import Iterator, Sequence

from api.stories.alone import Alone
from api.stories.hunting import Fate
from api.stories.packages import Told
from api.stories.playing import Played

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
    if fate.survived:
        return f"  ✗ {fate.mutant}\n      nobody notices: add a story in which this makes a difference"
    by = f"«{fate.story.title}»" if fate.story else f"refused at the release by {fate.refused_by}"
    return f"  ✓ {fate.mutant}\n      {by}"


def hunt_summary(fates: Sequence[Fate]) -> str:
    """One line for the end."""
    survivors = sum(fate.survived for fate in fates)
    if not survivors:
        return f"All {len(fates)} mutants were found."
    return f"{survivors} of {len(fates)} mutants survive."


def alone_lines(told: Told, found: Sequence[Alone]) -> Iterator[str]:
    """Each story with how many mutants it alone notices; of one that notices none alone who notices the same."""
    for one in found:
        if one.mutants:
            yield f"  ✓ {one.story.title}: {len(one.mutants)}"
            continue
        yield f"  · {one.story.title} ({one.story.file})"
        if not one.shared:
            yield "      notices no mutant of the model"
        yield from _same_as(one)
    proving = sum(bool(one.mutants) for one in found)
    yield f"{told.name}: {proving} of {stories(len(found))} notice a mutant that no other does."


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
