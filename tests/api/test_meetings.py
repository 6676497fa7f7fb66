"""Meetings about a case: who may be invited to hear what, who answers, what is written down, who reads it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cases.commands.look_after_meetings import remind_of_meetings, settle_meetings
from cases.rows import AccessEntry, Invitation, Mail, Meeting
from engine.rows import Event
from tests.api.house import House, Response
from tests.api.luzern import COORDINATION, GUEST, OFFICES, Luzern, luzern

RITA, SONJA, IVO, KLARA = OFFICES["RAV"], OFFICES["SOCIAL"], OFFICES["IV"], COORDINATION
__all__ = ["luzern"]
ALL = ["WORK", "MEASURE", "FINANCE", "HEALTH", "FAMILY", "SOCIAL_ASSISTANCE"]
BOTH = [1, 2]


class Table:
    """A case of Luzern with meetings."""

    def __init__(self, luzern: Luzern, case: str) -> None:
        self.luzern, self.house, self.case = luzern, luzern.house, case

    def soon(self, **more: Any) -> str:
        """A moment after now."""
        return (self.house.clock.now() + timedelta(**(more or {"days": 20}))).isoformat()

    def call(self, login: str, what: str, body: Any = None, **more: Any) -> Response:
        return self.house.call(login, "POST", f"/api{what}", json=body, **more)

    def wanted(self, *people: str, **more: Any) -> dict[str, Any]:
        """A meeting that is asked for."""
        body: dict[str, Any] = {"kind": "assessment", "begins_at": self.soon(), "place": "Ort-STAMMDATEN"}
        if people:
            body["invited"] = [{"user": self.luzern.key_of(one), "parts": BOTH} for one in people]
        return body | more

    def ask(self, login: str = KLARA, *people: str, **more: Any) -> Response:
        return self.call(login, f"/cases/{self.case}/meetings", self.wanted(*people, **more))

    def called(self, login: str = KLARA, *people: str, **more: Any) -> dict[str, Any]:
        """A meeting that was called."""
        answer = self.ask(login, *people, **more)
        assert answer.status_code == 201, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def read(self, meeting: str, login: str = KLARA) -> dict[str, Any]:
        found: dict[str, Any] = self.house.get(login, f"/api/meetings/{meeting}")
        return found

    def invitation(self, meeting: str, login: str | None, reader: str = KLARA) -> dict[str, Any]:
        """Somebody's invitation; None is the person's."""
        user = self.luzern.key_of(login) if login else None
        found = [one for one in self.read(meeting, reader)["invitations"] if one["user"] == user]
        assert found, (login, reader)
        return dict(found[0])

    def answer(self, meeting: str, login: str, *, of: str | None = "", accepts: bool = True) -> Response:
        """Somebody answers their invitation, or that of somebody else."""
        key = self.invitation(meeting, login if of == "" else of)["key"]
        body = {"sequence": self.read(meeting)["sequence"], "accepts": accepts}
        return self.call(login, f"/invitations/{key}/answer", body)

    def do(self, meeting: str, what: str, login: str = KLARA, **body: Any) -> Response:
        """Something is done with a meeting, in the version that is seen."""
        version = self.read(meeting)["version"]
        return self.call(login, f"/meetings/{meeting}/{what}", {"version": version} | body)

    def held(self, *people: str, **more: Any) -> str:
        """A meeting that was held, with everybody there."""
        meeting: str = self.called(KLARA, *people, **more)["meeting"]
        self.house.clock.advance(timedelta(days=21))
        attended = [
            {"user": one["user"] or "0", "parts": one["parts"]}
            for one in self.read(meeting)["invitations"]
            if one["because"] is None
        ]
        answer = self.do(meeting, "attendance", attended=attended)
        assert answer.status_code == 200, answer.text
        return meeting

    def events(self) -> list[str]:
        rows = self.house.rows(Event, instance_key=int(self.case))
        return [row.kind for row in rows if row.kind.startswith(("MEETING", "INVITATION_", "MINUTES_"))]

    def mails(self) -> list[tuple[str, int, str]]:
        """What leaves for whom: kind, number, status."""
        rows = self.house.rows(Mail, case_key=int(self.case))
        return [(row.kind, row.sequence, row.status) for row in rows]


@pytest.fixture
def table(luzern: Luzern) -> Table:
    return Table(luzern, luzern.case_at("preparing"))


@pytest.fixture
def guested(luzern: Luzern) -> Table:
    """The guest is released for master data and work, and invited to take part in the case."""
    return Table(luzern, luzern.case_at("invited"))


def why(answer: Response) -> tuple[int, str, str]:
    fault = answer.json()["faults"][0]
    return answer.status_code, fault["field"], fault["code"]


@pytest.mark.requirement("LU-03", "LU-05")
def test_the_coordination_calls_a_meeting_in_two_parts_to_which_the_professionals_and_the_person_are_invited(
    table: Table,
) -> None:
    done = table.called()

    view = table.read(done["meeting"])
    names = {one["name"]: one["parts"] for one in view["invitations"]}
    assert names == {"Rita Bühler": BOTH, "Sonja Arnet": BOTH, "Ivo Zemp": BOTH, None: [2]}
    assert (view["minutes"], view["place"], view["state"]) == (150, "Ort-STAMMDATEN", "planned")
    assert [part["with_person"] for part in view["parts"]] == [False, True]
    assert view["parts"][0]["topics"] == ALL
    assert table.events() == ["MEETING_CALLED"]
    assert table.mails() == [("request", 0, "waiting")] * 3
