"""The parts of a meeting, and the categories that are spoken of in them."""

from collections.abc import Iterable, Sequence

from cases.meetings.refusals import MeetingRefused
from cases.rows import Meeting
from engine.packages.manifest import MeetingRules


def parts_of(text: str) -> tuple[int, ...]:
    """Parts as a row holds them."""
    return tuple(int(part) for part in text.split(",") if part)


def written_parts(parts: Iterable[int]) -> str:
    """Parts for a row."""
    return ",".join(str(part) for part in sorted(set(parts)))


def topics_of(meeting: Meeting) -> tuple[tuple[str, ...], ...]:
    """The categories that are spoken of, by part."""
    return tuple(tuple(part.split(",")) for part in meeting.topics.split(";"))


def written_topics(topics: Iterable[Iterable[str]]) -> str:
    """Topics for a row."""
    return ";".join(",".join(part) for part in topics)


def check_topics(rules: MeetingRules, topics: Sequence[Sequence[str]] | None) -> tuple[tuple[str, ...], ...]:
    """The categories of each part, all that the package foresees unless said otherwise. Raises MeetingRefused."""
    if topics is None:
        return tuple(part.categories for part in rules.parts)
    if len(topics) != len(rules.parts):
        raise MeetingRefused("topics", "another-number-of-parts")
    for part, wanted in zip(rules.parts, topics, strict=True):
        if not wanted:
            raise MeetingRefused("topics", "nothing-to-speak-of")
        if set(wanted) - set(part.categories):
            raise MeetingRefused(
                "topics", "not-in-this-part", missing=sorted(set(wanted) - set(part.categories))
            )
    return tuple(
        tuple(category for category in part.categories if category in wanted)
        for part, wanted in zip(rules.parts, topics, strict=True)
    )
