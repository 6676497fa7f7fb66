"""Several people at one meeting at the same moment: one effect each, a clear answer to everybody else; and the worker beside them."""

import threading
import time
from dataclasses import replace
from datetime import timedelta

import pytest

from api.mailman import mail_beside
from api.worker import work_once
from cases.rows import Invitation, Mail, Meeting
from tests.api.house import House
from tests.api.luzern import COORDINATION, OFFICES, Luzern, luzern
from tests.api.test_meeting_mails import post_to
from tests.api.test_meetings import Table
from tests.api.test_repeated_requests import as_, at_once
from tests.mail_server import receiving_mail

RITA, SONJA, IVO, KLARA = OFFICES["RAV"], OFFICES["SOCIAL"], OFFICES["IV"], COORDINATION
__all__ = ["luzern"]
ROUNDS = 8


@pytest.fixture
def table(luzern: Luzern) -> Table:
    return Table(luzern, luzern.case_at("preparing"))


def test_who_answers_while_it_is_moved_is_asked_anew(table: Table) -> None:
    for _ in range(ROUNDS):
        meeting = table.called(KLARA, RITA)["meeting"]
        key = table.invitation(meeting, RITA)["key"]
        move = {"version": 1, "begins_at": table.soon(days=30), "minutes": 60, "place": "x"}

        answered, moved = at_once(
            table.house,
            as_(table.house, RITA, f"/api/invitations/{key}/answer", {"sequence": 0, "accepts": True}),
            as_(table.house, KLARA, f"/api/meetings/{meeting}/move", move),
        )

        row = table.house.rows(Invitation, key=int(key))[0]
        assert moved.status_code == 200, moved.text
        assert answered.status_code in (200, 409), answered.text
        assert row.answer == "needs_action", "what was said to the former day does not stand"


def test_of_two_who_change_it_one_does_and_the_other_is_told(table: Table) -> None:
    for _ in range(ROUNDS):
        meeting = table.called(KLARA, RITA)["meeting"]
        move = {"version": 1, "begins_at": table.soon(days=30), "minutes": 60, "place": "x"}

        answers = at_once(
            table.house,
            as_(table.house, KLARA, f"/api/meetings/{meeting}/move", move),
            as_(table.house, KLARA, f"/api/meetings/{meeting}/cancellation", {"version": 1, "reason": "x"}),
        )

        row = table.house.rows(Meeting, key=int(meeting))[0]
        assert sorted(one.status_code for one in answers) == [200, 409]
        assert (row.sequence, row.version) == (1, 2)
        mails = table.house.rows(Mail, meeting_key=int(meeting))
        assert [mail.kind for mail in mails] == ([] if row.state == "cancelled" else ["request"])


def test_the_worker_settles_and_reminds_by_itself(own_house: House) -> None:
    luzern = Luzern(own_house)
    table = Table(luzern, luzern.case_at("preparing"))
    table.called(KLARA, SONJA, RITA)
    with own_house.bruecke.engine.store.work() as work:
        for row in work.find(Mail):
            work.replace(replace(row, status="sent", due_at=None))
    table.later(days=14)
    luzern.withdraw(SONJA, table.case, "data_exchange_consent")

    work_once(own_house.bruecke)

    found = sorted((kind, status) for kind, _, status in table.mails())
    assert found == [("cancel", "waiting"), ("reminder", "waiting"), ("request", "sent"), ("request", "sent")]


def test_mail_leaves_beside_the_worker(own_house: House) -> None:
    luzern = Luzern(own_house)
    table = Table(luzern, luzern.case_at("preparing"))
    stop = threading.Event()
    with receiving_mail() as server:
        mail_beside(replace(own_house.bruecke, post=post_to(server.port)), stop)
        table.called(KLARA, RITA, IVO)
        until = time.monotonic() + 60
        while len(server.got) < 2 and time.monotonic() < until:
            time.sleep(0.05)
        stop.set()

    assert len(server.got) == 2


def test_a_meeting_of_long_ago_reminds_nobody(own_house: House) -> None:
    luzern = Luzern(own_house)
    table = Table(luzern, luzern.case_at("preparing"))
    meeting = table.called(KLARA, RITA)["meeting"]
    table.house.clock.advance(timedelta(days=100))  # no worker ran in all that time

    work_once(own_house.bruecke)

    assert [kind for kind, _, _ in table.mails()] == ["request"]
    assert own_house.rows(Meeting, key=int(meeting))[0].reminds_at is None
