"""What `meetings:` of a package has to be."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from engine.faults import Refused
from engine.packages.head import read_manifest

LUZERN = Path("processes/mamac/package.yaml").read_text()


def faults(old: str, new: str) -> list[tuple[str, str]]:
    """Place and rule of what is wrong once something of the package is written otherwise."""
    assert LUZERN.count(old) >= 1, old
    with pytest.raises(Refused) as refused:
        read_manifest(LUZERN.replace(old, new, 1).encode())
    return [(fault.place, fault.rule) for fault in refused.value.faults]


def test_the_kinds_of_meetings_of_luzern_are_read() -> None:
    meetings = read_manifest(LUZERN.encode()).meetings

    assert list(meetings) == ["assessment", "evaluation"]
    assert [part.with_person for part in meetings["assessment"].parts] == [False, True]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    called_by: [coordination]", "    called_by: [nobody]"),
        ("    called_by: [coordination]", "    called_by: [guest]"),
        ("    called_by: [coordination]", "    called_by: [professionals]"),
        ("    guests: [guest]", "    guests: [coordination]"),
        ("    minutes: meeting_minutes", "    minutes: invitation_within"),
        ("    minutes: meeting_minutes", "    minutes: nothing"),
        ("    reminders: [first_reminder, last_reminder]", "    reminders: [meeting_minutes]"),
    ],
)
def test_what_can_not_be_is_told_where_it_stands(old: str, new: str) -> None:
    assert faults(old, new) == [("meetings.assessment", "MAN-MEETING")]


def test_a_category_that_there_is_not_is_told() -> None:
    assert faults("categories: [WORK, MEASURE, FINANCE", "categories: [WRK, MEASURE, FINANCE") == [
        ("meetings.assessment.parts", "MAN-MEETING")
    ]


def test_a_meeting_without_parts_or_source_is_no_meeting() -> None:
    data: Any = YAML().load(LUZERN)
    data["meetings"]["assessment"]["parts"] = []
    del data["meetings"]["evaluation"]["source"]
    text = StringIO()
    YAML().dump(data, text)
    with pytest.raises(Refused) as refused:
        read_manifest(text.getvalue().encode())

    assert {fault.place for fault in refused.value.faults} == {
        "meetings.assessment.parts",
        "meetings.evaluation.source",
    }
