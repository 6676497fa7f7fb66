"""How many open cases name somebody: whether a professional has the time that a tandem needs (VS-13)."""

from collections import Counter
from collections.abc import Collection

from cases.catalogue import CATALOGUE, NAMING
from cases.rows import Participant
from engine.store import Work

MOST_CASES = "most_cases_per_adviser"
"""The parameter of a package: who has so many open cases is not named in another one."""


_CHOSEN = frozenset(name for kind in NAMING for name in CATALOGUE[kind])


def open_cases_of(work: Work, user_keys: Collection[int], but: int | None = None) -> Counter[int]:
    """The number of open cases in which each of these users was chosen to accompany the person, but for one case. Closed
    cases are not looked at, nor those in which this work is over, and who only opened a case is not chosen by that.
    """
    if not user_keys:
        return Counter()
    places = work.find(Participant, user_key=sorted(user_keys), is_working=True, until=None, done_at=None)
    named = {
        (place.user_key, place.case_key)
        for place in places
        if place.role in _CHOSEN and place.case_key != but
    }
    return Counter(user for user, _ in named if user is not None)
