"""The course of a case as figures see it: days and codes, never a value of a person."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from decisions.feel.dates import add_months


@dataclass(frozen=True, slots=True)
class Course:
    """A case. `events`: what has happened by the names of the domain, each with the day on which it was put on record."""

    case: int
    person: int
    closed: date | None
    outcome: str | None
    events: tuple[tuple[str, date], ...]

    def days(self, event: str, until: date) -> list[date]:
        """When it has happened, up to a day and with it, the first day first."""
        return sorted(day for name, day in self.events if name == event and day <= until)

    def is_open(self, on: date) -> bool:
        """Whether it was not closed at the end of a day."""
        return self.closed is None or self.closed > on


def by_person(courses: Iterable[Course]) -> Iterator[list[Course]]:
    """The courses of each person together."""
    found: dict[int, list[Course]] = {}
    for course in courses:
        found.setdefault(course.person, []).append(course)
    return iter(found.values())


def days_of(courses: Iterable[Course], event: str, until: date) -> list[date]:
    """When it has happened in any of these cases, the first day first."""
    return sorted(day for course in courses for day in course.days(event, until))


def months_on(day: date, months: int) -> date:
    """So many calendar months later: the same day, or the last of a shorter month (31 August + 6 is 28 or 29 February)."""
    found = add_months(day, months)
    assert isinstance(found, date)
    return found
