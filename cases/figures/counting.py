"""The figures: each with numerator, denominator, what is left out of it and the day up to which it is counted.

Persons are counted, never cases. Whoever has several cases counts once in each figure; which case counts is said at each.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cases.figures.course import Course, by_person, days_of, months_on

JOB_MONTHS = 24
"""BL-07 «innert zwei Jahren»; a package may say otherwise."""
RETURN_MONTHS = 12
REASONS = ("NOT_FIT", "HANDED_OVER", "RENOUNCED", "EXHAUSTED", "OTHER")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of persons (`denominator` is None), or a part of them. `excluded`: persons that were left out of both.

    `parts_of`: with the others of this name it makes up a whole, so that a hidden one could be computed from the others.
    """

    name: str
    requirement: str
    numerator: int
    denominator: int | None
    excluded: int
    cut_off: date
    percent: int | None = None
    parts_of: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted: the names of events that the procedure knows, outcomes that count as integrated, outcomes by reason, months."""

    events: frozenset[str]
    integrated: frozenset[str] = frozenset()
    reasons: Mapping[str, frozenset[str]] | None = None
    job_months: int = JOB_MONTHS
    return_months: int = RETURN_MONTHS


def figures_of(courses: Sequence[Course], counted: Counted, cut_off: date) -> tuple[Figure, ...]:
    """Every figure that the procedure has events for, in the order in which they are shown."""
    found: list[Figure] = []
    if "CASE_ACCEPTED" in counted.events:
        found.append(supported(courses, cut_off))
    if counted.integrated and "CASE_ACCEPTED" in counted.events:
        found.append(integrated(courses, counted.integrated, cut_off))
    if {"ASSESSMENT_COMPLETED", "JOB_STARTED"} <= counted.events:
        found += jobs_found(courses, counted.job_months, cut_off, "JOBCOACHING_STARTED" in counted.events)
    if counted.reasons is not None and "DEREGISTERED" in counted.events:
        found += left_without_job(courses, counted.reasons, cut_off)
    if {"DEREGISTERED", "REREGISTERED"} <= counted.events:
        found.append(registered_again(courses, counted.return_months, cut_off))
    if {"CASE_ACCEPTED", "IV_INVOLVED"} <= counted.events:
        found.append(iv_involved(courses, cut_off))
    return tuple(found)


def percent_of(numerator: int, denominator: int) -> int | None:
    """Whole hundredths, halves upwards; None of nobody."""
    return (200 * numerator + denominator) // (2 * denominator) if denominator else None


def points(percent: int, other: int) -> int:
    """By how many percentage points one rate differs from another: 25 % against 35 % are -10 points, not -10 %."""
    return percent - other


def shares(parts: Sequence[int]) -> list[int | None]:
    """Whole hundredths of the sum, which add up to 100: what is lost by rounding down goes to the largest remainders."""
    whole = sum(parts)
    if not whole:
        return [None for _ in parts]
    found = [100 * part // whole for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda place: (-(100 * parts[place] % whole), place))
    for place in by_remainder[: 100 - sum(found)]:
        found[place] += 1
    return list(found)


def accompaniments(courses: Sequence[Course], cut_off: date) -> list[Course]:
    """Of each person who was accepted the case in which they were accepted last."""
    found = []
    for own in by_person(courses):
        accepted = [(days[-1], one.case, one) for one in own if (days := one.days("CASE_ACCEPTED", cut_off))]
        if accepted:
            found.append(max(accepted, key=lambda item: item[:2])[2])
    return found


def supported(courses: Sequence[Course], cut_off: date) -> Figure:
    """Persons whose accompaniment has begun, whether it goes on or not (VS-11)."""
    return Figure("supported", "VS-11", len(accompaniments(courses, cut_off)), None, 0, cut_off)


def integrated(courses: Sequence[Course], outcomes: frozenset[str], cut_off: date) -> Figure:
    """Persons who are back in work, of those whose accompaniment is closed; pending ones are in neither number (VS-11).

    Lastingly: a job of which it is on record that it has ended doesn't count.
    """
    everybody = accompaniments(courses, cut_off)
    closed = [one for one in everybody if not one.is_open(cut_off)]
    back = [one for one in closed if one.outcome in outcomes and not one.days("JOB_ENDED", cut_off)]
    return _rate("integrated", "VS-11", len(back), len(closed), len(everybody) - len(closed), cut_off)


def jobs_found(courses: Sequence[Course], months: int, cut_off: date, with_coaching: bool) -> list[Figure]:
    """Persons who found a job within so many months after their first assessment, the last day included, of those whose time is
    over; who could not be followed so long is in neither number, even with a job (BL-07). Then the same with and without coaching
    that began after the assessment: who got it is no random choice.
    """
    rows = []
    for own in by_person(courses):
        assessed = days_of(own, "ASSESSMENT_COMPLETED", cut_off)
        if not assessed:
            continue
        last = months_on(assessed[0], months)
        jobs = days_of(own, "JOB_STARTED", cut_off)
        coached = any(day >= assessed[0] for day in days_of(own, "JOBCOACHING_STARTED", cut_off))
        rows.append((last <= cut_off, any(assessed[0] <= day <= last for day in jobs), coached))
    groups = [("job_found", "", rows)]
    if with_coaching:
        groups.append(("job_found_coached", "job_found", [row for row in rows if row[2]]))
        groups.append(("job_found_uncoached", "job_found", [row for row in rows if not row[2]]))
    return [
        _rate(
            name,
            "BL-07",
            sum(found for followed, found, _ in of if followed),
            sum(followed for followed, _, _ in of),
            sum(not followed for followed, _, _ in of),
            cut_off,
            parts_of,
        )
        for name, parts_of, of in groups
    ]


def left_without_job(
    courses: Sequence[Course], reasons: Mapping[str, frozenset[str]], cut_off: date
) -> list[Figure]:
    """Why persons were de-registered who had found no job, by their last such case; whose case is open is left out (BL-07).

    A job of an earlier case is over: who was registered anew since and left without one is counted.
    """
    number, still_open = dict.fromkeys(REASONS, 0), 0
    for own in by_person(courses):
        gone = [(days[-1], one.case, one) for one in own if (days := one.days("DEREGISTERED", cut_off))]
        if any(one.is_open(cut_off) for one in own):
            still_open += 1
            continue
        if not gone:
            continue
        left_on, _, last = max(gone, key=lambda item: item[:2])
        has_job = any(day >= left_on for day in days_of(own, "JOB_STARTED", cut_off))
        if not has_job and not last.days("JOB_STARTED", cut_off):
            outcome = last.outcome
            said = [reason for reason, outcomes in reasons.items() if outcome in outcomes]
            number[said[0] if said else "OTHER"] += 1
    whole = sum(number.values())
    percents = shares(list(number.values()))
    return [
        Figure(
            f"left_{reason.lower()}",
            "BL-07",
            number[reason],
            whole,
            still_open,
            cut_off,
            percent,
            "left",
        )
        for reason, percent in zip(REASONS, percents, strict=True)
    ]


def registered_again(courses: Sequence[Course], months: int, cut_off: date) -> Figure:
    """Persons who came back within so many months after they were de-registered first, the last day included, of those whose time
    is over (BL-07). It is not adjusted for risk.
    """
    followed, again, excluded = 0, 0, 0
    for own in by_person(courses):
        gone = days_of(own, "DEREGISTERED", cut_off)
        if not gone:
            continue
        last = months_on(gone[0], months)
        if last > cut_off:
            excluded += 1
            continue
        followed += 1
        again += any(gone[0] < day <= last for day in days_of(own, "REREGISTERED", cut_off))
    return _rate("registered_again", "BL-07", again, followed, excluded, cut_off)


def iv_involved(courses: Sequence[Course], cut_off: date) -> Figure:
    """Persons in whose cases the IV was involved, of all who were accepted (BL-07)."""
    accepted = [own for own in by_person(courses) if days_of(own, "CASE_ACCEPTED", cut_off)]
    involved = sum(bool(days_of(own, "IV_INVOLVED", cut_off)) for own in accepted)
    return _rate("iv_involved", "BL-07", involved, len(accepted), 0, cut_off)


def _rate(
    name: str,
    requirement: str,
    numerator: int,
    denominator: int,
    excluded: int,
    cut_off: date,
    parts_of: str = "",
) -> Figure:
    percent = percent_of(numerator, denominator)
    return Figure(name, requirement, numerator, denominator, excluded, cut_off, percent, parts_of)
