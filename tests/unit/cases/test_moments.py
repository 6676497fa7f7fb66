"""A letter says the day of the week, in the words of its language and in Swiss time."""

from datetime import UTC, datetime

import pytest

from cases.views.moments import in_full


@pytest.mark.parametrize(
    ("moment", "language", "words"),
    [
        (datetime(2026, 2, 3, 13, tzinfo=UTC), "de", "Dienstag, 3. Februar 2026, 14:00"),
        (datetime(2026, 2, 3, 13, tzinfo=UTC), "fr", "mardi 3 février 2026, 14\u202fh\u202f00"),
        (datetime(2026, 8, 1, 7, 5, tzinfo=UTC), "fr", "samedi 1er août 2026, 9\u202fh\u202f05"),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "de", "Freitag, 1. Januar 2027, 00:30"),
        (datetime(2026, 2, 3, 13, tzinfo=UTC), "it", "03.02.2026, 14:00"),
    ],
)
def test_a_moment_is_written_out(moment: datetime, language: str, words: str) -> None:
    assert in_full(moment, language) == words
