"""Meetings about a case: who may be invited to hear what, who answers, what is written down, who reads it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cases.commands.look_after_meetings import remind_of_meetings, settle_meetings
from cases.rows import AccessEntry, Grant, Invitation, Mail, Meeting, Minutes
from engine.rows import Event, Incident, Instance
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

    def later(self, **more: Any) -> None:
        """Time passes; tokens run out."""
        self.house.clock.advance(timedelta(**more))
        self.house.tokens.clear()

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
        self.later(days=21)
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
def guested(own_house: House) -> Table:
    """The guest is released for master data and work, and invited to take part in the case."""
    luzern = Luzern(own_house)
    return Table(luzern, luzern.case_at("invited"))


@pytest.fixture
def alone(own_house: House) -> Table:
    """A case in a house of its own, whose clock may move."""
    luzern = Luzern(own_house)
    return Table(luzern, luzern.case_at("preparing"))


def letters_left(table: Table) -> None:
    """Every letter that waits was taken by a server."""
    with table.house.bruecke.engine.store.work() as work:
        for row in work.find(Mail, case_key=int(table.case), status="waiting"):
            work.replace(replace(row, status="sent", due_at=None, attempts=1, last_answer="taken"))


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
    assert names == {
        "Rita Bühler": BOTH,
        "Sonja Arnet": BOTH,
        "Ivo Zemp": BOTH,
        "Klara Wicki": BOTH,
        None: [2],
    }
    assert (view["minutes"], view["place"], view["state"]) == (150, "Ort-STAMMDATEN", "planned")
    assert [part["with_person"] for part in view["parts"]] == [False, True]
    assert view["parts"][0]["topics"] == ALL
    assert table.events() == ["MEETING_CALLED"]
    assert table.mails() == [("request", 0, "waiting")] * 4


@pytest.mark.requirement("LU-03", "ZH-09")
def test_a_guest_without_a_release_is_invited_to_nothing(table: Table) -> None:
    answer = table.ask(KLARA, RITA, GUEST)

    assert why(answer) == (422, "invited", "no-release")
    assert answer.json()["faults"][0]["user"] == table.luzern.key_of(GUEST)
    assert table.house.rows(Meeting, case_key=int(table.case)) == []


@pytest.mark.requirement("LU-03", "ZH-09")
def test_a_guest_is_invited_only_where_nothing_is_spoken_of_that_the_person_has_not_released(
    guested: Table,
) -> None:
    refused = guested.ask(KLARA, KLARA, GUEST)
    done = guested.called(KLARA, KLARA, GUEST, topics=[["WORK"], ["WORK"]])

    assert why(refused) == (422, "invited", "not-released")
    assert refused.json()["faults"][0]["missing"] == [one for one in ALL if one != "WORK"]
    seen = guested.read(done["meeting"], GUEST)
    assert [one["name"] for one in seen["invitations"]] == ["Klara Wicki", "Paul Estermann", None]


def test_nobody_hears_at_a_meeting_what_the_authority_does_not_reach(luzern: Luzern) -> None:
    table = Table(luzern, luzern.case_at("preparing", ["MASTER", "WORK", "MEASURE"]))

    refused = table.ask(KLARA, RITA)
    less = table.ask(KLARA, RITA, topics=[["WORK"], ["WORK", "MEASURE"]])

    assert why(refused) == (422, "invited", "not-released")
    assert less.status_code == 201


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"begins_at": "2020-01-01T10:00:00+01:00"}, ("begins_at", "in-the-past")),
        ({"begins_at": "2040-01-01T10:00:00+01:00"}, ("begins_at", "too-far-away")),
        ({"place": "   "}, ("place", "missing")),
        ({"topics": [["WORK"]]}, ("topics", "another-number-of-parts")),
        ({"topics": [["WORK"], []]}, ("topics", "nothing-to-speak-of")),
        ({"topics": [["MASTER"], ["WORK"]]}, ("topics", "not-in-this-part")),
        ({"invited": []}, ("invited", "nobody")),
        ({"invited": [{"user": "1", "parts": [1]}]}, ("invited", "not-in-the-case")),
    ],
)
def test_what_is_not_possible_is_refused_with_its_reason(
    table: Table, more: dict[str, Any], expected: tuple[str, str]
) -> None:
    assert why(table.ask(KLARA, **more)) == (422, *expected)
    assert table.events() == []


def test_a_part_that_there_is_not_and_somebody_named_twice_are_refused(table: Table) -> None:
    rita = table.luzern.key_of(RITA)

    third = table.ask(invited=[{"user": rita, "parts": [3]}])
    twice = table.ask(invited=[{"user": rita, "parts": [1]}, {"user": rita, "parts": [2]}])
    other = table.ask(kind="nothing")

    assert why(third) == (422, "invited", "no-such-part")
    assert why(twice) == (422, "invited", "named-twice")
    assert (other.status_code, other.json()["type"]) == (422, "urn:bruecke:no-meetings-here")


def test_only_who_holds_a_role_of_the_meeting_calls_and_changes_it(table: Table) -> None:
    meeting = table.called()["meeting"]
    body = {"version": 1, "begins_at": table.soon(), "minutes": 60, "place": "x"}

    statuses = {
        login: (
            table.ask(login).status_code,
            table.call(login, f"/meetings/{meeting}/move", body).status_code,
            table.call(login, f"/meetings/{meeting}/cancellation", {"version": 1, "reason": "x"}).status_code,
        )
        for login in (RITA, SONJA, IVO, GUEST, "anna_rav")
    }

    assert statuses == {
        RITA: (403, 403, 403),
        SONJA: (403, 403, 403),
        IVO: (403, 403, 403),
        GUEST: (404, 404, 404),
        "anna_rav": (404, 404, 404),
    }


def test_the_evaluation_is_called_by_who_funds_it_or_places_the_person_too(table: Table) -> None:
    assert table.ask(IVO, kind="evaluation").status_code == 201
    assert table.ask(RITA, kind="evaluation").status_code == 201
    assert table.ask(SONJA, kind="evaluation").status_code == 403


def test_everybody_answers_for_themselves_and_the_coordination_for_the_person(table: Table) -> None:
    meeting = table.called()["meeting"]

    yes, no = table.answer(meeting, RITA), table.answer(meeting, IVO, accepts=False)
    for_another = table.answer(meeting, SONJA, of=RITA)
    of_person = table.answer(meeting, KLARA, of=None)
    by_other = table.answer(meeting, RITA, of=None)

    assert [one.status_code for one in (yes, no, for_another, of_person, by_other)] == [
        200,
        200,
        403,
        200,
        403,
    ]
    answers = {one["name"]: one["answer"] for one in table.read(meeting)["invitations"]}
    assert answers == {
        "Rita Bühler": "accepted",
        "Ivo Zemp": "declined",
        "Sonja Arnet": "needs_action",
        "Klara Wicki": "accepted",
        None: "accepted",
    }


def test_who_stands_in_for_somebody_away_answers_for_them(own_house: House) -> None:
    luzern = Luzern(own_house)
    table = Table(luzern, luzern.case_at("preparing"))
    meeting = table.called()["meeting"]
    key = table.invitation(meeting, RITA)["key"]
    other = own_house.users["rita_rav_lu"]
    deputy = replace(other, key=own_house.bruecke.engine.keys(), login="dora_rav_lu", name="Dora")
    with own_house.bruecke.engine.store.work() as work:
        work.add(deputy)
    own_house.users["dora_rav_lu"] = deputy
    body = {"sequence": 0, "accepts": True}

    before = table.call("dora_rav_lu", f"/invitations/{key}/answer", body)
    today = own_house.clock.now().date().isoformat()
    away = {"deputy": str(deputy.key), "first_day": today}
    assert table.call(RITA, "/absences", away).status_code == 201
    after = table.call("dora_rav_lu", f"/invitations/{key}/answer", body)

    assert (before.status_code, after.status_code) == (403, 200)
    assert table.invitation(meeting, RITA)["answer"] == "accepted"


@pytest.mark.requirement("LU-03")
def test_a_meeting_that_is_moved_asks_all_anew_under_a_higher_number(table: Table) -> None:
    meeting = table.called()["meeting"]
    table.answer(meeting, RITA)

    moved = table.do(meeting, "move", begins_at=table.soon(days=25), minutes=90, place="Anderswo")

    view = table.read(meeting)
    assert (moved.json()["sequence"], view["sequence"], view["minutes"], view["place"]) == (
        1,
        1,
        90,
        "Anderswo",
    )
    assert {one["answer"] for one in view["invitations"] if one["name"] != "Klara Wicki"} == {"needs_action"}
    assert table.mails() == [("request", 1, "waiting")] * 4, "what was still waiting is superseded"


def test_an_answer_to_what_was_before_is_refused(table: Table) -> None:
    meeting = table.called()["meeting"]
    key = table.invitation(meeting, RITA)["key"]
    table.do(meeting, "move", begins_at=table.soon(days=25), minutes=90, place="Anderswo")

    late = table.call(RITA, f"/invitations/{key}/answer", {"sequence": 0, "accepts": True})

    assert (late.status_code, late.json()["type"]) == (409, "urn:bruecke:meeting-changed")


def test_two_who_change_a_meeting_at_once_do_not_overwrite_each_other(table: Table) -> None:
    meeting = table.called()["meeting"]
    body = {"version": 1, "begins_at": table.soon(days=9), "minutes": 60, "place": "x"}

    first = table.call(KLARA, f"/meetings/{meeting}/move", body)
    second = table.call(KLARA, f"/meetings/{meeting}/move", body | {"place": "y"})

    assert (first.status_code, second.status_code, second.json()["version"]) == (200, 409, 2)


def test_a_request_that_comes_twice_is_done_once(table: Table) -> None:
    body, headers = table.wanted(), {"Idempotency-Key": "zweimal-geklickt"}

    answers = [
        table.call(KLARA, f"/cases/{table.case}/meetings", body, headers=headers).json() for _ in range(2)
    ]

    assert answers[0] == answers[1]
    assert len(table.house.rows(Meeting, case_key=int(table.case))) == 1


def test_who_is_taken_out_hears_of_it_and_who_stays_keeps_their_answer(table: Table) -> None:
    meeting = table.called(KLARA, RITA, SONJA)["meeting"]
    table.answer(meeting, RITA)
    people = [{"user": table.luzern.key_of(one), "parts": BOTH} for one in (RITA, IVO)]

    done = table.do(meeting, "invitations", invited=people)

    assert done.status_code == 200
    found = {one["name"]: (one["because"], one["answer"]) for one in table.read(meeting)["invitations"]}
    assert found == {
        "Rita Bühler": (None, "accepted"),
        "Ivo Zemp": (None, "needs_action"),
        "Sonja Arnet": ("taken_out", "needs_action"),
        None: (None, "needs_action"),
    }
    assert sorted(table.mails()) == [("request", 0, "waiting"), ("request", 1, "waiting")]
    again = [*people, {"user": table.luzern.key_of(SONJA), "parts": [1]}]
    assert table.do(meeting, "invitations", invited=again).status_code == 200
    assert table.invitation(meeting, SONJA)["because"] is None


def test_a_cancelled_meeting_says_why_and_takes_no_answers(table: Table) -> None:
    meeting = table.called()["meeting"]
    key = table.invitation(meeting, RITA)["key"]

    done = table.do(meeting, "cancellation", reason="Grund-GESUNDHEIT")
    late = table.call(RITA, f"/invitations/{key}/answer", {"sequence": 1, "accepts": True})

    view = table.read(meeting)
    assert (done.json()["state"], view["reason"]) == ("cancelled", "Grund-GESUNDHEIT")
    assert late.json()["type"] == "urn:bruecke:meeting-is-over"
    assert table.mails() == [], "no invitation has left yet, so nobody is told of its end"
    assert table.do(meeting, "cancellation", reason="noch einmal").status_code == 409


@pytest.mark.requirement("LU-03", "ZH-09", "LU-S")
def test_an_invitation_of_a_guest_ends_with_the_release(guested: Table) -> None:
    meeting = guested.called(KLARA, KLARA, GUEST, topics=[["WORK"], ["WORK"]])["meeting"]
    key = guested.invitation(meeting, GUEST)["key"]
    letters_left(guested)
    guested.luzern.withdraw(KLARA, guested.case, "secrecy_release")

    late = guested.call(GUEST, f"/invitations/{key}/answer", {"sequence": 0, "accepts": True})
    seen = guested.house.call(GUEST, "GET", f"/api/meetings/{meeting}")
    before = guested.invitation(meeting, GUEST)["because"]
    engine = guested.house.bruecke.engine
    changed = [settle_meetings(engine), settle_meetings(engine)]

    assert (late.status_code, seen.status_code) == (404, 404)
    assert before == "lapsed"
    assert changed == [1, 0]
    row = next(row for row in guested.house.rows(Invitation, meeting_key=int(meeting)) if row.key == int(key))
    assert (row.state, row.withdrawn_because) == ("withdrawn", "lapsed")
    assert ("cancel", 1, "waiting") in guested.mails()
    assert guested.events()[-1] == "INVITATION_LAPSED"
    told = guested.house.get(RITA, f"/api/meetings/{meeting}")["invitations"]
    assert [one["name"] for one in told] == ["Klara Wicki", None], "others do not learn of the guest any more"


def test_the_end_of_the_authority_takes_the_invitations_of_the_others_back(alone: Table) -> None:
    meeting = alone.called(KLARA, RITA, SONJA)["meeting"]
    alone.luzern.withdraw(SONJA, alone.case, "data_exchange_consent")

    settle_meetings(alone.house.bruecke.engine)

    states = {row.user_key: row.state for row in alone.house.rows(Invitation, meeting_key=int(meeting))}
    users = alone.house.users
    assert states == {users[RITA].key: "withdrawn", users[SONJA].key: "invited", 0: "invited"}
    assert alone.house.call(RITA, "GET", f"/api/meetings/{meeting}").status_code == 404


def test_a_case_that_nobody_can_read_keeps_no_other_invitation_from_ending(own_house: House) -> None:
    luzern = Luzern(own_house)
    broken, sound = (Table(luzern, luzern.case_at("preparing")) for _ in range(2))
    meetings = [table.called(KLARA, RITA)["meeting"] for table in (broken, sound)]
    for table in (broken, sound):
        luzern.withdraw(SONJA, table.case, "data_exchange_consent")
    (instance,) = own_house.rows(Instance, key=int(broken.case))
    with own_house.bruecke.engine.store.work() as work:
        work.replace(replace(instance, state=b"nothing to read", version=instance.version + 1))

    changed = settle_meetings(own_house.bruecke.engine)

    users = own_house.users
    (row,) = own_house.rows(Invitation, meeting_key=int(meetings[1]), user_key=users[RITA].key)
    assert (changed, row.state) == (1, "withdrawn")
    assert [one.code for one in own_house.rows(Incident, instance_key=int(broken.case))] == ["unexpected"]


def test_a_case_that_ends_cancels_what_is_planned(alone: Table) -> None:
    meeting = alone.called()["meeting"]
    alone.house.post(SONJA, f"/api/cases/{alone.case}/end", {"reason": "x"})

    changed = settle_meetings(alone.house.bruecke.engine)

    row = next(iter(alone.house.rows(Meeting, key=int(meeting))))
    assert (changed, row.state, row.sequence) == (1, "cancelled", 1)
    assert alone.ask().status_code == 409


@pytest.mark.requirement("LU-05")
def test_minutes_are_written_by_part_and_category_once_the_meeting_was_held(alone: Table) -> None:
    meeting = alone.called(KLARA, RITA, KLARA)["meeting"]
    early = alone.do(meeting, "attendance", attended=[{"user": "0", "parts": [2]}])
    before = alone.do(meeting, "minutes", part=1, category="WORK", text="x")
    alone.later(days=21)
    people = [{"user": alone.luzern.key_of(RITA), "parts": [1]}, {"user": "0", "parts": [2]}]

    not_invited = alone.do(meeting, "attendance", attended=[{"user": "0", "parts": [1]}])
    held = alone.do(meeting, "attendance", attended=people)
    written = alone.do(meeting, "minutes", part=1, category="WORK", text="Stand-ERWERB")
    stale = alone.do(meeting, "minutes", part=1, category="WORK", text="anders")
    anew = alone.do(meeting, "minutes", part=1, category="WORK", text="anders", number=1)
    elsewhere = alone.do(meeting, "minutes", part=1, category="MASTER", text="x")

    assert why(early) == (422, "attended", "not-begun")
    assert before.json()["type"] == "urn:bruecke:meeting-not-held"
    assert why(not_invited) == (422, "attended", "not-invited")
    assert held.json()["state"] == "held"
    assert [one.status_code for one in (written, stale, anew)] == [200, 409, 200]
    assert why(elsewhere) == (422, "category", "not-spoken-of")
    assert alone.invitation(meeting, RITA)["attended"] == [1]
    assert alone.invitation(meeting, KLARA)["attended"] == []
    assert alone.events() == ["MEETING_CALLED", "MEETING_HELD", "MINUTES_WRITTEN", "MINUTES_WRITTEN"]


@pytest.mark.requirement("LU-05")
def test_what_is_written_otherwise_leaves_what_stood_there_to_who_may_read_it(guested: Table) -> None:
    meeting = guested.called(KLARA, RITA, KLARA, topics=[ALL, ["WORK"]])["meeting"]
    people = [{"user": guested.luzern.key_of(one), "parts": BOTH} for one in (RITA, KLARA)]
    people.append({"user": guested.luzern.key_of(GUEST), "parts": [2]})
    guested.do(meeting, "invitations", invited=people)
    guested.later(days=21)
    guested.do(meeting, "attendance", attended=people)
    for number, text in enumerate(("Zuerst-GESUNDHEIT", "Dann-GESUNDHEIT", "Zuletzt-GESUNDHEIT")):
        guested.do(meeting, "minutes", part=1, category="HEALTH", text=text, number=number)
    guested.do(meeting, "minutes", part=2, category="WORK", text="Alt-ERWERB")
    guested.do(meeting, "minutes", part=2, category="WORK", text="Neu-ERWERB", number=1)

    def read(login: str, part: int, category: str) -> list[tuple[int, str | None]]:
        found = guested.read(meeting, login)["notes"]
        note = next(one for one in found if (one["part"], one["category"]) == (part, category))
        return [(note["number"], note["text"]), *((one["number"], one["text"]) for one in note["earlier"])]

    health = [(3, "Zuletzt-GESUNDHEIT"), (2, "Dann-GESUNDHEIT"), (1, "Zuerst-GESUNDHEIT")]
    assert read(RITA, 1, "HEALTH") == health
    assert read(GUEST, 2, "WORK") == [(2, "Neu-ERWERB"), (1, "Alt-ERWERB")]
    assert "GESUNDHEIT" not in guested.house.call(GUEST, "GET", f"/api/meetings/{meeting}").text
    narrowed(guested, RITA, "HEALTH")
    assert read(RITA, 1, "HEALTH") == [(0, None)]
    stale = guested.do(meeting, "minutes", part=1, category="HEALTH", text="x", number=2)
    assert stale.status_code == 409
    rows = guested.house.rows(Minutes, meeting_key=int(meeting), category="HEALTH")
    assert len({row.sealed for row in rows}) == 3


def test_minutes_are_read_by_category_and_by_a_guest_only_of_the_parts_they_were_there_for(
    guested: Table,
) -> None:
    meeting = guested.called(KLARA, RITA, KLARA, topics=[ALL, ["WORK"]])["meeting"]
    people = [{"user": guested.luzern.key_of(one), "parts": BOTH} for one in (RITA, KLARA)]
    people.append({"user": guested.luzern.key_of(GUEST), "parts": [2]})
    guested.do(meeting, "invitations", invited=people)
    guested.later(days=21)
    guested.do(meeting, "attendance", attended=people)
    for part, category, text in ((1, "HEALTH", "Eins-GESUNDHEIT"), (2, "WORK", "Zwei-ERWERB")):
        assert guested.do(meeting, "minutes", part=part, category=category, text=text).status_code == 200

    def texts(login: str) -> list[tuple[int, str]]:
        return [(one["part"], one["text"]) for one in guested.read(meeting, login)["notes"] if one["text"]]

    assert texts(RITA) == [(1, "Eins-GESUNDHEIT"), (2, "Zwei-ERWERB")]
    assert texts(GUEST) == [(2, "Zwei-ERWERB")]
    assert {one["part"] for one in guested.read(meeting, GUEST)["notes"]} == {2}


def test_what_is_closed_does_not_tell_whether_it_was_written(own_house: House) -> None:
    luzern = Luzern(own_house)
    table = Table(luzern, luzern.case_at("preparing"))
    meeting = table.held(topics=[["WORK", "HEALTH"], ["WORK"]])
    table.do(meeting, "minutes", part=1, category="HEALTH", text="GESUNDHEIT")
    open_to_her = table.read(meeting, RITA)["notes"]

    with own_house.bruecke.engine.store.work() as work:
        for grant in work.find(Grant, case_key=int(table.case), category="HEALTH", revoked_at=None):
            work.replace(replace(grant, revoked_at=own_house.clock.now()))
    closed = table.read(meeting, RITA)["notes"]

    assert [one["text"] for one in open_to_her] == [None, "GESUNDHEIT", None]
    assert [(one["is_closed"], one["number"]) for one in closed] == [(False, 0), (True, 0), (False, 0)]


@pytest.mark.requirement("LU-05")
def test_that_the_person_asked_to_see_the_first_part_is_noted_once_with_the_day(alone: Table) -> None:
    meeting = alone.held()
    day = alone.house.clock.now().date()

    too_early = alone.do(meeting, "person-request", on="2026-02-01")
    to_come = alone.do(meeting, "person-request", on=(day + timedelta(days=1)).isoformat())
    noted = alone.do(meeting, "person-request", on=day.isoformat())
    again = alone.do(meeting, "person-request", on=day.isoformat())

    assert why(too_early) == (422, "on", "before-the-meeting")
    assert why(to_come) == (422, "on", "in-the-future")
    assert noted.status_code == 200
    assert again.json()["type"] == "urn:bruecke:asked-already"
    assert alone.read(meeting)["asked_on"] == day.isoformat()
    assert alone.events()[-1] == "MINUTES_ASKED_FOR"


def test_reading_a_meeting_leaves_an_entry_with_what_was_shown(alone: Table) -> None:
    meeting = alone.held()
    alone.do(meeting, "minutes", part=1, category="HEALTH", text="GESUNDHEIT")
    before = len(alone.house.rows(AccessEntry, case_key=int(alone.case), action="meeting"))

    alone.read(meeting, RITA)
    alone.house.get(RITA, f"/api/cases/{alone.case}/meetings")

    left = alone.house.rows(AccessEntry, case_key=int(alone.case), action="meeting")[before:]
    assert sorted(row.category for row in left) == ["HEALTH", "MASTER", "MASTER"]


def test_who_declined_is_not_reminded_and_everybody_else_once_at_each_time(alone: Table) -> None:
    meeting = alone.called(KLARA, RITA, SONJA, IVO)["meeting"]
    alone.answer(meeting, IVO, accepts=False)
    engine, clock = alone.house.bruecke.engine, alone.house.clock
    at = datetime.fromisoformat(alone.read(meeting)["begins_at"])

    with engine.store.work() as work:
        for row in work.find(Mail, case_key=int(alone.case)):
            work.replace(replace(row, status="sent", due_at=None))

    def reminded() -> int:
        remind_of_meetings(engine)
        return sum(kind == "reminder" for kind, _, _ in alone.mails())

    counts = [reminded()]
    clock.advance(at - timedelta(days=7) - clock.now())
    counts += [reminded(), reminded()]
    with engine.store.work() as work:
        for row in work.find(Mail, case_key=int(alone.case), kind="reminder"):
            work.replace(replace(row, status="sent", due_at=None))
    clock.advance(timedelta(days=6))
    counts += [reminded(), reminded()]

    assert counts == [0, 2, 2, 4, 4]
    assert alone.house.rows(Meeting, key=int(meeting))[0].reminds_at is None


def test_who_has_not_even_got_the_invitation_is_not_reminded_of_it(alone: Table) -> None:
    alone.called(KLARA, RITA)
    alone.later(days=14)

    remind_of_meetings(alone.house.bruecke.engine)

    assert alone.mails() == [("request", 0, "waiting")]


def test_reminders_are_counted_on_the_calendar_of_zurich(luzern: Luzern) -> None:
    table = Table(luzern, luzern.case_at("preparing"))
    meeting = table.called(begins_at="2026-10-28T09:00:00+01:00")["meeting"]

    row = table.house.rows(Meeting, key=int(meeting))[0]

    assert row.begins_at == datetime(2026, 10, 28, 8, tzinfo=UTC)
    assert row.reminds_at == datetime(2026, 10, 21, 7, tzinfo=UTC), "nine o'clock, in summer time"


def test_history_and_outbox_hold_codes_only(table: Table) -> None:
    meeting = table.called(agenda="Traktanden-GESUNDHEIT")["meeting"]
    table.do(meeting, "cancellation", reason="Grund-GESUNDHEIT")

    rows = [
        row for row in table.house.rows(Event, instance_key=int(table.case)) if row.kind.startswith("MEETING")
    ]
    assert all("GESUNDHEIT" not in str(row) and "STAMMDATEN" not in str(row) for row in rows)
    meetings = table.house.rows(Meeting, case_key=int(table.case))
    assert all(b"GESUNDHEIT" not in row.sealed and b"STAMMDATEN" not in row.sealed for row in meetings)


def test_who_is_not_released_for_what_meetings_are_about_sees_those_they_are_invited_to(
    luzern: Luzern,
) -> None:
    table = Table(luzern, luzern.case_at("preparing"))
    hers, other = table.called(KLARA, RITA), table.called(KLARA, IVO)
    rav = table.house.users[RITA].institution_key
    with table.house.bruecke.engine.store.work() as work:
        for grant in work.find(Grant, case_key=int(table.case), category="MASTER", institution_key=rav):
            work.replace(replace(grant, revoked_at=table.house.clock.now()))

    def status(meeting: str) -> int:
        return table.house.call(RITA, "GET", f"/api/meetings/{meeting}").status_code

    assert (status(hers["meeting"]), status(other["meeting"])) == (200, 404)
    listed = table.house.get(RITA, f"/api/cases/{table.case}/meetings")["items"]
    assert [one["key"] for one in listed] == [hers["meeting"]]


def narrowed(table: Table, login: str, *categories: str) -> None:
    """Somebody's office is not released for these any more."""
    office = table.house.users[login].institution_key
    with table.house.bruecke.engine.store.work() as work:
        for grant in work.find(Grant, case_key=int(table.case), institution_key=office):
            if grant.category in categories:
                work.replace(replace(grant, revoked_at=table.house.clock.now()))


@pytest.mark.requirement("LU-03", "ZH-09")
def test_an_invitation_that_has_lapsed_opens_nothing_before_anybody_takes_it_back(alone: Table) -> None:
    meeting = alone.called(KLARA, RITA)["meeting"]
    narrowed(alone, RITA, "MASTER", "HEALTH")

    assert alone.house.call(RITA, "GET", f"/api/meetings/{meeting}").status_code == 404
    assert alone.house.get(RITA, f"/api/cases/{alone.case}/meetings")["items"] == []


@pytest.mark.requirement("LU-03", "ZH-09")
@pytest.mark.parametrize("end", ["held", "cancelled", "case"])
def test_an_invitation_that_had_lapsed_does_not_come_back_when_the_meeting_ends(
    alone: Table, end: str
) -> None:
    meeting = alone.called(KLARA, KLARA, RITA)["meeting"]
    narrowed(alone, RITA, "MASTER", "HEALTH")
    if end == "held":
        alone.later(days=21)
        people = [{"user": alone.luzern.key_of(KLARA), "parts": BOTH}]
        assert alone.do(meeting, "attendance", attended=people).status_code == 200
    elif end == "cancelled":
        assert alone.do(meeting, "cancellation", reason="Grund-GESUNDHEIT").status_code == 200
    else:
        alone.house.post(SONJA, f"/api/cases/{alone.case}/end", {"reason": "x"})
        settle_meetings(alone.house.bruecke.engine)

    assert alone.house.call(RITA, "GET", f"/api/meetings/{meeting}").status_code == 404
    rows = alone.house.rows(Invitation, meeting_key=int(meeting), user_key=alone.house.users[RITA].key)
    assert [(row.state, row.withdrawn_because) for row in rows] == [("withdrawn", "lapsed")]


@pytest.mark.requirement("LU-03", "ZH-09")
@pytest.mark.parametrize("login", [RITA, GUEST])
def test_what_was_shared_at_a_meeting_closes_with_the_release_of_who_was_there(
    guested: Table, login: str
) -> None:
    meeting = guested.held(KLARA, login, topics=[["WORK"], ["WORK"]])
    before = guested.house.call(login, "GET", f"/api/meetings/{meeting}").status_code
    narrowed(guested, login, "WORK", *(["MASTER"] if login == RITA else []))

    pages = [
        guested.house.call(login, "GET", path).status_code
        for path in (
            f"/api/meetings/{meeting}",
            f"/api/meetings/{meeting}/calendar.ics",
            f"/cases/{guested.case}/meetings/{meeting}",
            f"/cases/{guested.case}/meetings/{meeting}/handout",
        )
    ]
    listed = guested.house.call(login, "GET", f"/api/cases/{guested.case}/meetings")

    assert (before, pages) == (200, [404] * 4)
    assert listed.status_code == 404 if login == GUEST else listed.json()["items"] == []
    assert guested.house.call(login, "GET", f"/api/cases/{guested.case}").status_code == 200


@pytest.mark.requirement("LU-08")
def test_the_office_that_called_a_meeting_keeps_it_when_its_releases_end(alone: Table) -> None:
    meeting = alone.called(IVO, IVO, RITA, kind="evaluation", invited=None)["meeting"]
    alone.later(days=21)
    attended = [{"user": alone.luzern.key_of(one), "parts": [1]} for one in (IVO, RITA)]
    assert alone.do(meeting, "attendance", IVO, attended=attended).status_code == 200
    narrowed(alone, IVO, "MASTER", "HEALTH")
    narrowed(alone, RITA, "MASTER", "HEALTH")

    assert alone.house.call(IVO, "GET", f"/api/meetings/{meeting}").status_code == 200
    assert alone.house.call(RITA, "GET", f"/api/meetings/{meeting}").status_code == 404


@pytest.mark.requirement("LU-03", "ZH-09")
def test_the_agenda_is_read_by_who_may_read_all_that_is_spoken_of(alone: Table) -> None:
    meeting = alone.called(KLARA, KLARA, RITA, agenda="Traktanden-GESUNDHEIT")["meeting"]
    page = f"/cases/{alone.case}/meetings/{meeting}"
    before = alone.read(meeting, RITA)
    narrowed(alone, IVO, "HEALTH")  # sees meetings, as it is released for master data

    after, text = alone.read(meeting, IVO), alone.house.call(IVO, "GET", page).text
    own, opener = alone.read(meeting), alone.read(meeting, SONJA)
    alone.do(meeting, "cancellation", reason="Grund-GESUNDHEIT")
    cancelled = [alone.read(meeting, one) for one in (RITA, IVO)]
    text += alone.house.call(IVO, "GET", page).text

    assert (before["agenda"], before["is_agenda_closed"]) == ("Traktanden-GESUNDHEIT", False)
    assert (after["agenda"], after["is_agenda_closed"], after["place"]) == ("", True, "Ort-STAMMDATEN")
    assert [own["agenda"], opener["agenda"]] == ["Traktanden-GESUNDHEIT"] * 2
    assert [one["reason"] for one in cancelled] == ["Grund-GESUNDHEIT", ""]
    assert "-GESUNDHEIT" not in text


def test_whether_there_is_an_agenda_is_not_told_to_whom_it_is_closed(alone: Table) -> None:
    meeting = alone.called(KLARA, KLARA, RITA)["meeting"]
    narrowed(alone, IVO, "HEALTH")

    view = alone.read(meeting, IVO)

    assert (view["agenda"], view["is_agenda_closed"]) == ("", True)


def test_an_agenda_that_is_closed_to_who_moves_the_meeting_stands_as_it_is(alone: Table) -> None:
    meeting = alone.called(IVO, IVO, RITA, kind="evaluation", invited=None, agenda="Traktanden-GESUNDHEIT")[
        "meeting"
    ]
    narrowed(alone, RITA, "HEALTH")
    when = {"begins_at": alone.soon(days=9), "minutes": 60, "place": "Anderswo"}
    page = alone.house.call(RITA, "GET", f"/cases/{alone.case}/meetings/{meeting}").text

    over = alone.do(meeting, "move", RITA, **when, agenda="Neu")
    moved = alone.do(meeting, "move", RITA, **when, agenda="")

    assert 'name="place"' in page
    assert 'name="agenda"' not in page
    assert why(over) == (422, "agenda", "closed")
    assert moved.status_code == 200
    assert [alone.read(meeting, IVO)[name] for name in ("agenda", "place")] == [
        "Traktanden-GESUNDHEIT",
        "Anderswo",
    ]


def test_reading_an_agenda_is_noted_with_all_that_it_may_tell(alone: Table) -> None:
    meetings = [
        alone.called(KLARA, KLARA, RITA, **more)["meeting"]
        for more in ({}, {"agenda": "Traktanden-GESUNDHEIT"})
    ]
    noted: list[set[str]] = []
    for meeting in meetings:
        before = len(alone.house.rows(AccessEntry, case_key=int(alone.case), action="meeting"))
        alone.read(meeting, RITA)
        rows = alone.house.rows(AccessEntry, case_key=int(alone.case), action="meeting")[before:]
        noted.append({row.category for row in rows})

    assert noted == [{"MASTER"}, {"MASTER", *ALL}]


def told_in_history(table: Table, login: str) -> list[tuple[str, str | None]]:
    """What somebody reads of meetings in the course of the case: what happened, and of which category."""
    items = table.house.get(login, f"/api/cases/{table.case}/history?limit=200")["items"]
    kinds = ("MEETING_", "INVITATION_", "MINUTES_")
    return [(one["kind"], one["codes"].get("category")) for one in items if one["kind"].startswith(kinds)]


@pytest.mark.requirement("LU-03", "ZH-09")
def test_the_course_of_the_case_tells_of_meetings_what_their_page_tells(guested: Table) -> None:
    meeting = guested.called(KLARA, KLARA, RITA, GUEST, topics=[["WORK"], ["WORK"]])["meeting"]
    guested.answer(meeting, GUEST)
    known = told_in_history(guested, RITA)
    guested.luzern.withdraw(KLARA, guested.case, "secrecy_release")
    hidden = told_in_history(guested, RITA)
    narrowed(guested, RITA, "MASTER")

    assert ("INVITATION_ANSWERED", None) in known
    assert [kind for kind, _ in hidden] == ["MEETING_CALLED"]
    assert told_in_history(guested, RITA) == []


def test_the_course_of_the_case_does_not_tell_what_closed_category_was_written_of(alone: Table) -> None:
    meeting = alone.held(KLARA, RITA)
    for category in ("WORK", "HEALTH"):
        alone.do(meeting, "minutes", part=1, category=category, text="Gesagt")
    narrowed(alone, IVO, "HEALTH")

    written = {
        login: [category for kind, category in told_in_history(alone, login) if kind == "MINUTES_WRITTEN"]
        for login in (KLARA, RITA, IVO)
    }

    assert written == {KLARA: ["WORK", "HEALTH"], RITA: ["WORK", "HEALTH"], IVO: ["WORK"]}


def test_nobody_writes_over_what_another_institution_has_written_down(own_house: House) -> None:
    luzern = Luzern(own_house)
    table = Table(luzern, luzern.case_at("preparing"))
    meeting = table.called(IVO, IVO, RITA, kind="evaluation", invited=None)["meeting"]
    table.later(days=21)
    ivo, rita = (table.luzern.key_of(one) for one in (IVO, RITA))
    table.do(meeting, "attendance", IVO, attended=[{"user": ivo, "parts": [1]}, {"user": rita, "parts": [1]}])

    first = table.do(meeting, "minutes", IVO, part=1, category="WORK", text="Unser Stand")
    over = table.do(meeting, "minutes", RITA, part=1, category="WORK", text="anders", number=1)
    beside = table.do(meeting, "minutes", RITA, part=1, category="MEASURE", text="Beginn im Mai")

    assert [one.status_code for one in (first, over, beside)] == [200, 403, 200]


@pytest.mark.requirement("LU-03", "ZH-09")
def test_who_does_not_know_of_a_guest_learns_nothing_by_asking_for_them(alone: Table) -> None:
    guest, nobody = alone.luzern.key_of(GUEST), "1"

    def asked(**body: Any) -> list[tuple[int, str]]:
        answers = [
            alone.ask(RITA, kind="evaluation", invited=[{"user": user, "parts": [1]}], **body)
            for user in (guest, nobody)
        ]
        return [
            (one.status_code, one.text.replace(guest, "?").replace('"1"', '"?"').split("/meetings")[0])
            for one in answers
        ]

    first = asked()
    beyond = [
        why(alone.ask(RITA, kind="evaluation", invited=[{"user": user, "parts": [4]}]))
        for user in (guest, nobody)
    ]

    assert first[0] == first[1]
    assert first[0][0] == 422
    assert beyond == [(422, "invited", "not-in-the-case")] * 2
    assert why(alone.ask(KLARA, kind="evaluation", invited=[{"user": guest, "parts": [1]}])) == (
        422,
        "invited",
        "no-release",
    )


@pytest.mark.requirement("LU-03", "ZH-09")
def test_who_does_not_know_of_a_guest_who_is_invited_neither_drops_nor_finds_them(guested: Table) -> None:
    wanted: dict[str, Any] = {"kind": "evaluation", "topics": [["WORK"]]}
    people = [{"user": guested.luzern.key_of(one), "parts": [1]} for one in (KLARA, RITA, GUEST)]
    meeting = guested.called(KLARA, **wanted, invited=people)["meeting"]
    key = guested.invitation(meeting, GUEST)["key"]
    letters_left(guested)
    guested.luzern.withdraw(KLARA, guested.case, "secrecy_release")

    def stands() -> tuple[str, str | None]:
        row = guested.house.rows(Invitation, key=int(key))[0]
        return row.state, row.withdrawn_because

    version = guested.read(meeting, RITA)["version"]
    body = {"version": version, "invited": [{"user": guested.luzern.key_of(RITA), "parts": [1]}]}
    changed = guested.call(RITA, f"/meetings/{meeting}/invitations", body)
    kept = stands()
    again = guested.call(RITA, f"/invitations/{key}/mail", {"version": version + 1})
    answered = guested.call(RITA, f"/invitations/{key}/answer", {"sequence": 1, "accepts": True})
    settle_meetings(guested.house.bruecke.engine)

    assert changed.status_code == 200, changed.text
    assert kept == ("invited", None)
    assert (again.status_code, answered.status_code) == (404, 404)
    assert stands() == ("withdrawn", "lapsed")
    row = guested.house.rows(Invitation, meeting_key=int(meeting), user_key=guested.house.users[KLARA].key)[0]
    assert row.withdrawn_because == "taken_out"


@pytest.mark.requirement("LU-03", "ZH-09")
def test_who_notes_who_was_there_learns_of_no_guest_by_it(guested: Table) -> None:
    people = [{"user": guested.luzern.key_of(one), "parts": [1]} for one in (KLARA, RITA, GUEST)]
    called = guested.called(KLARA, kind="evaluation", topics=[["WORK"]], invited=people)
    guested.luzern.withdraw(KLARA, guested.case, "secrecy_release")
    guested.later(days=21)
    version = guested.read(called["meeting"], RITA)["version"]

    answers = [
        guested.call(
            RITA,
            f"/meetings/{called['meeting']}/attendance",
            {"version": version, "attended": [{"user": user, "parts": [1]}]},
        )
        for user in (guested.luzern.key_of(GUEST), "1")
    ]

    assert [why(one) for one in answers] == [(422, "attended", "not-invited")] * 2


def test_who_calls_or_moves_a_meeting_comes_to_it(table: Table) -> None:
    meeting = table.called()["meeting"]
    called = {one["name"]: one["answer"] for one in table.read(meeting)["invitations"]}
    table.do(meeting, "move", begins_at=table.soon(days=9), minutes=60, place="anderswo")
    moved = {one["name"]: one["answer"] for one in table.read(meeting)["invitations"]}
    declined = table.answer(meeting, KLARA, accepts=False)
    line = table.house.get(KLARA, f"/api/cases/{table.case}/meetings")["items"][0]

    assert called == moved
    assert {name: answer for name, answer in called.items() if answer != "needs_action"} == {
        "Klara Wicki": "accepted"
    }
    assert declined.status_code == 200
    assert (line["answer"], line["open"]) == ("declined", 4)


def test_who_moves_a_meeting_of_somebody_else_answers_for_nobody_but_themselves(table: Table) -> None:
    meeting = table.called(IVO, kind="evaluation")["meeting"]
    version = table.read(meeting, RITA)["version"]
    body = {"version": version, "begins_at": table.soon(days=9), "minutes": 60, "place": "anderswo"}

    assert table.call(RITA, f"/meetings/{meeting}/move", body).status_code == 200

    found = {one["name"]: one["answer"] for one in table.read(meeting)["invitations"]}
    assert {name for name, answer in found.items() if answer == "accepted"} == {"Rita Bühler"}
