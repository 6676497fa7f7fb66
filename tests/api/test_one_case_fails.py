"""What the house does by itself in many cases: one that fails keeps no other waiting, and is told of once."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from api.bootstrap import Bruecke
from api.worker import clean_up
from cases.commands.deliver_mail import deliver_mail
from cases.commands.look_after_meetings import remind_of_meetings, settle_meetings
from cases.rows import Invitation, Mail, Meeting
from engine.rows import Incident
from tests.api.house import House
from tests.api.luzern import COORDINATION, OFFICES, Luzern
from tests.api.test_meeting_mails import BASE, post_to, server
from tests.api.test_meetings import Table, letters_left, narrowed
from tests.mail_server import MailServer

RITA, SONJA, KLARA = OFFICES["RAV"], OFFICES["SOCIAL"], COORDINATION
__all__ = ["server"]
Told = list[tuple[int, Sequence[str]]]


@pytest.fixture
def tables(own_house: House) -> list[Table]:
    """Two cases with a meeting each; that of the first can't be read."""
    luzern = Luzern(own_house)
    tables = [Table(luzern, luzern.case_at("preparing")) for _ in range(2)]
    for table in tables:
        table.called(KLARA, KLARA, RITA)
    with own_house.bruecke.engine.store.work() as work:
        for row in work.find(Meeting, case_key=int(tables[0].case)):
            work.replace(replace(row, topics="", version=row.version + 1))
    return tables


def incidents(table: Table) -> list[str]:
    return [row.code for row in table.house.rows(Incident, instance_key=int(table.case))]


def heard(house: House) -> tuple[Bruecke, Told]:
    """The house, and what is told of the work it does by itself."""
    told: Told = []
    engine = replace(house.bruecke.engine, tells=lambda case, kinds: told.append((case, kinds)))
    return replace(house.bruecke, engine=engine), told


def test_a_reminder_that_fails_keeps_no_other_one_waiting(tables: list[Table], own_house: House) -> None:
    for table in tables:
        letters_left(table)
    tables[0].later(days=14)

    done = [remind_of_meetings(own_house.bruecke.engine) for _ in range(2)]

    kinds = [[kind for kind, _, _ in table.mails()] for table in tables]
    assert done == [1, 0]
    assert [one.count("reminder") for one in kinds] == [0, 2]
    assert [incidents(table) for table in tables] == [["unexpected"], []]


def test_a_meeting_that_fails_keeps_no_other_invitation_from_ending(
    tables: list[Table], own_house: House
) -> None:
    narrowed(tables[1], RITA, "HEALTH")

    changed = settle_meetings(own_house.bruecke.engine)

    rita = own_house.users[RITA].key
    (row,) = own_house.rows(Invitation, case_key=int(tables[1].case), user_key=rita)
    assert (changed, row.state) == (1, "withdrawn")
    assert [incidents(table) for table in tables] == [["unexpected"], []]


def test_a_letter_that_can_not_be_made_keeps_no_other_one_waiting(
    tables: list[Table], own_house: House, server: MailServer
) -> None:
    deliver_mail(own_house.bruecke.engine, post_to(server.port), BASE)

    found = [
        {(row.status, row.last_answer) for row in own_house.rows(Mail, case_key=int(table.case))}
        for table in tables
    ]
    assert found == [{("waiting", "mistake")}, {("sent", "taken")}]
    assert all(row.due_at is not None for row in own_house.rows(Mail, case_key=int(tables[0].case)))
    assert [incidents(table) for table in tables] == [["unexpected"], []]


@pytest.mark.parametrize(("is_over", "kind"), [(False, "INCIDENT_OPENED"), (True, "MISTAKE_MADE")])
def test_a_case_that_fails_again_and_again_is_told_of_once(
    tables: list[Table], own_house: House, is_over: bool, kind: str
) -> None:
    case = int(tables[0].case)
    if is_over:
        own_house.post(SONJA, f"/api/cases/{case}/end", {"reason": "x"})
    tables[0].later(days=14)
    bruecke, told = heard(own_house)

    for _ in range(3):
        clean_up(bruecke)

    assert [kinds for key, kinds in told if key == case and kinds[0] == kind] == [(kind, "IndexError")]
