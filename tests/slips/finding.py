"""For a story a slip that it alone notices: there always, else only while the case stands at something."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import combinations_with_replacement, islice
from typing import Any

from tests.slips.house import Endless, House
from tests.slips.listed import Listed
from tests.slips.slip import Impossible, Slip

Place = tuple[str, str]
"""A file of the package or of our code, and what of it: an element, a field, a rule, a function."""

FEW = 8
"""Only slips of the models by whose place at most so many stories come are tried: each is read and checked like a release."""
FITTING = 80
"""So many slips of the models are tried first that speak of what few stories speak of, but this one."""
TRIED = 200
"""So many slips that the story does not notice are tried for one that is there always."""
WHERES = 25
"""So many places of a story's case are tried, the loneliest first."""
SHARED = 40
"""And so many that others notice too."""


@dataclass(frozen=True, slots=True)
class Own:
    """A slip that one story notices and no other: `at` is what the case stands at while it is there; always where empty."""

    slip: Slip[Any]
    at: frozenset[str] = frozenset()

    def __str__(self) -> str:
        where = f", while the case stands at {' and '.join(sorted(self.at))}" if self.at else ""
        return f"{self.slip}{where}"


def own_of(house: House, listed: Listed) -> Own | None:
    """The slip that is meant by its words; None where there is no such slip any more."""
    try:
        slips = house.slips(listed.file)
    except FileNotFoundError:
        return None
    return next((Own(slip, listed.at) for slip in slips if str(slip) == listed.slip), None)


def noticing(house: House, own: Own) -> list[str]:
    """The stories that notice it. Raises Impossible."""
    others = [one for one in house.reached(own.slip) if house.courses[one].stands(own.at)]
    with house.having(own.slip) as notices:
        return [one for one in others if notices(one, own.at)]


def find(house: House, name: str, first: Sequence[Place] = ()) -> Own | None:
    """The first slip that only this story notices; those at the places named are tried `first`."""
    shared: list[Slip[Any]] = []
    tried = 0
    for slip in _candidates(house, name, first):
        try:
            with house.having(slip) as notices:
                if not notices(name, frozenset()):
                    tried += 1
                elif any(notices(one, frozenset()) for one in house.reached(slip) if one != name):
                    shared.append(slip)
                else:
                    return Own(slip)
        except (Impossible, Endless):
            continue
        if tried > TRIED or len(shared) > SHARED:
            break
    return next(_while_standing(house, name, shared), None)


def _while_standing(house: House, name: str, shared: list[Slip[Any]]) -> Iterator[Own]:
    """The same slips where they are there only while the case stands at something that few come by."""
    wheres = list(islice(_wheres(house, name), WHERES))
    for slip in shared:
        reached = set(house.reached(slip)) - {name}
        with house.having(slip) as notices, suppress(Endless):
            for at, others in wheres:
                if notices(name, at) and not any(notices(one, at) for one in others if one in reached):
                    yield Own(slip, at)


def _wheres(house: House, name: str) -> Iterator[tuple[frozenset[str], list[str]]]:
    """What the case of a story stands at, one or two things at once, and who stands there too: the loneliest first."""
    standings = house.courses[name].standings
    pairs = {frozenset(pair) for standing in standings for pair in combinations_with_replacement(standing, 2)}
    found = [(at, [one for one, course in house.courses.items() if course.stands(at)]) for at in pairs]
    yield from sorted(found, key=lambda one: (len(one[1]), len(one[0]), sorted(one[0])))


def _candidates(house: House, name: str, first: Sequence[Place]) -> Iterator[Slip[Any]]:
    """Slips of what a story comes by: at the places to try first, with words of its own, then what the fewest come by."""
    course = house.courses[name]
    for file, place in first:
        yield from (slip for slip in house.slips(file) if slip.place == place)
    yield from house.slips_about(name)[:FITTING]
    places = [(len(house.coming_by(element)), "", element) for element in course.elements]
    places = [one for one in places if one[0] <= FEW]
    places += [(len(house.calling(file, place)), file, place) for file, place in course.functions]
    for _, file, place in sorted(places):
        if file:
            yield from (slip for slip in house.slips(file) if slip.place == place)
        else:
            yield from house.slips_at(place)
