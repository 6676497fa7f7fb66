"""What leaves by mail about a meeting: exactly what was committed, to whom it concerns, without a word about the person."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from threading import Barrier, Thread

import pytest

from adapters.mail import Server, SmtpPost
from cases.commands.deliver_mail import deliver_mail
from cases.commands.look_after_meetings import remind_of_meetings, settle_meetings
from cases.erasing import erase
from cases.mails import Letter
from cases.rows import Case, Invitation, Mail, Meeting, Minutes, User
from tests.api.house import House
from tests.api.luzern import COORDINATION, GUEST, OFFICES, Luzern, luzern
from tests.api.test_meetings import Table
from tests.mail_server import MailServer, calendar_in, free_port, has_calendar, receiving_mail

RITA, SONJA, IVO, KLARA = OFFICES["RAV"], OFFICES["SOCIAL"], OFFICES["IV"], COORDINATION
BASE = "https://bruecke.example.ch"
__all__ = ["luzern"]


def post_to(port: int) -> SmtpPost:
    return SmtpPost(Server("127.0.0.1", port, "none", "iiz@example.ch"))


OFF = SmtpPost(None)


@pytest.fixture
def server() -> Iterator[MailServer]:
    with receiving_mail() as found:
        yield found


@pytest.fixture
def table(luzern: Luzern) -> Table:
    deliver_mail(luzern.house.bruecke.engine, OFF, None)  # what other tests have left
    return Table(luzern, luzern.case_at("preparing"))


def deliver(table: Table, server: MailServer, base: str | None = BASE) -> int:
    return deliver_mail(table.house.bruecke.engine, post_to(server.port), base)


def due_again(table: Table) -> None:
    """As if the pause, or the lease of a worker that died, were over."""
    with table.house.bruecke.engine.store.work() as work:
        for row in work.find(Mail, case_key=int(table.case), status="waiting"):
            work.replace(replace(row, due_at=work.now() - timedelta(seconds=1)))


def statuses(table: Table) -> list[str]:
    return [status for _, _, status in table.mails()]


@pytest.mark.requirement("LU-03")
def test_each_who_is_invited_gets_one_letter_that_says_nothing_of_the_person(
    table: Table, server: MailServer
) -> None:
    meeting = table.called(KLARA, RITA, IVO, agenda="Traktanden-GESUNDHEIT")["meeting"]

    first, second = deliver(table, server), deliver(table, server)

    reference = table.house.get(KLARA, f"/api/cases/{table.case}")["reference"]
    assert (first, second) == (2, 0)
    assert sorted(server.recipients) == ["ivo.iv.lu@example.ch", "rita.rav.lu@example.ch"]
    for message, raw in zip(server.got, server.raw, strict=True):
        assert message["Subject"] == f"Einladung: Standortgespräch ({reference})"
        text = message.get_body(("plain",))
        assert isinstance(text, EmailMessage)
        words = text.get_content() + calendar_in(message).to_ical().decode() + raw.decode("ascii")
        for secret in ("Muff", "Peter", "756.", "STAMMDATEN", "GESUNDHEIT", "Ort-", "Baselstrasse"):
            assert secret not in words
        assert f"{BASE}/cases/{table.case}/meetings/{meeting}" in words
    assert statuses(table) == ["sent", "sent"]
    assert {one["mail"] for one in table.read(meeting)["invitations"]} == {"sent", "letter"}


def test_a_letter_is_in_the_language_of_its_reader(table: Table, server: MailServer) -> None:
    engine = table.house.bruecke.engine
    with engine.store.work() as work:
        rita = work.get(User, table.house.users[RITA].key)
        assert rita is not None
        work.replace(replace(rita, language="fr"))
    table.called(KLARA, RITA)

    deliver(table, server)
    with engine.store.work() as work:
        work.replace(rita)

    assert server.got[0]["Subject"].startswith("Invitation: Entretien de bilan (")
    assert server.got[0]["Content-Language"] == "fr"


def test_what_is_moved_and_cancelled_keeps_its_name_in_calendars_under_ever_higher_numbers(
    table: Table, server: MailServer
) -> None:
    meeting = table.called(KLARA, RITA)["meeting"]
    deliver(table, server)
    table.do(meeting, "move", begins_at="2026-10-28T09:00:00+01:00", minutes=60, place="x")
    deliver(table, server)
    table.do(meeting, "cancellation", reason="x")
    deliver(table, server)

    calendars = server.calendars()
    events = [calendar.walk("VEVENT")[0] for calendar in calendars]
    assert [str(calendar["method"]) for calendar in calendars] == ["REQUEST", "REQUEST", "CANCEL"]
    assert len({str(event["uid"]) for event in events}) == 1
    assert [event["sequence"] for event in events] == [0, 1, 2]
    assert events[1].decoded("dtstart").isoformat() == "2026-10-28T09:00:00+01:00"
    assert [message["Subject"].partition(":")[0] for message in server.got] == [
        "Einladung",
        "Neu angesetzt",
        "Abgesagt",
    ]
    assert len({message["Message-ID"] for message in server.got}) == 3


def test_what_changed_before_it_left_leaves_once_as_it_is_now(table: Table, server: MailServer) -> None:
    meeting = table.called(KLARA, RITA)["meeting"]
    table.do(meeting, "move", begins_at="2026-10-28T09:00:00+01:00", minutes=60, place="x")

    deliver(table, server)

    assert [calendar.walk("VEVENT")[0]["sequence"] for calendar in server.calendars()] == [1]


@pytest.mark.requirement("LU-05")
def test_only_whom_an_invitation_can_have_reached_is_told_of_its_end(
    table: Table, server: MailServer
) -> None:
    meeting = table.called(KLARA, RITA)["meeting"]
    deliver(table, server)
    people = [{"user": table.luzern.key_of(one), "parts": [1]} for one in (RITA, SONJA)]
    table.do(meeting, "invitations", invited=people)
    table.do(meeting, "cancellation", reason="x")

    deliver(table, server)

    told = [str(calendar["method"]) for calendar in server.calendars()]
    assert [to.partition("@")[0] for to in server.recipients] == ["rita.rav.lu"] * 2
    assert told == ["REQUEST", "CANCEL"]


@pytest.mark.parametrize(
    ("answer", "is_told"), [("timeout", True), ("unreachable", False), ("refused", False)]
)
def test_what_was_not_answered_may_have_arrived_and_is_taken_back_after_any_change(
    table: Table, answer: str, is_told: bool
) -> None:
    meeting = table.called(KLARA, RITA)["meeting"]
    with table.house.bruecke.engine.store.work() as work:
        for row in work.find(Mail, case_key=int(table.case)):
            work.replace(replace(row, attempts=1, last_answer=answer))
    table.do(meeting, "move", begins_at=table.soon(days=3), minutes=60, place="x")

    table.do(meeting, "cancellation", reason="x")

    assert (("cancel", 2, "waiting") in table.mails()) is is_told


def test_a_letter_on_its_way_is_taken_back(table: Table) -> None:
    meeting = table.called(KLARA, RITA)["meeting"]
    with table.house.bruecke.engine.store.work() as work:
        assert work.lease(Mail, "due_at", 120.0, limit=1, status="waiting")

    table.do(meeting, "cancellation", reason="x")

    assert ("cancel", 1, "waiting") in table.mails()


def test_who_was_taken_out_and_told_is_not_told_twice(table: Table, server: MailServer) -> None:
    meeting = table.called(KLARA, RITA, SONJA)["meeting"]
    deliver(table, server)
    people = [{"user": table.luzern.key_of(SONJA), "parts": [1, 2]}]
    table.do(meeting, "invitations", invited=people)
    deliver(table, server)
    again = [*people, {"user": table.luzern.key_of(RITA), "parts": [1]}]
    table.do(meeting, "invitations", invited=again)

    table.do(meeting, "cancellation", reason="x")
    deliver(table, server)

    hers = [
        str(calendar_in(message)["method"])
        for message, to in zip(server.got, server.recipients, strict=True)
        if to.startswith("rita")
    ]
    assert hers == ["REQUEST", "CANCEL"]


def test_a_command_that_fails_sends_nothing(table: Table, server: MailServer) -> None:
    assert table.ask(KLARA, RITA, GUEST).status_code == 422
    assert table.ask(KLARA, RITA, begins_at="2020-01-01T00:00:00Z").status_code == 422

    assert deliver(table, server) == 0


def test_a_server_that_is_away_gets_the_letter_when_it_is_back(table: Table, server: MailServer) -> None:
    table.called(KLARA, RITA)
    engine = table.house.bruecke.engine

    tried = deliver_mail(engine, post_to(free_port()), BASE)
    at_once = deliver(table, server)
    row = table.house.rows(Mail, case_key=int(table.case))[0]
    due_again(table)
    later = deliver(table, server)

    assert (tried, at_once, later) == (1, 0, 1)
    assert (row.status, row.attempts, row.last_answer) == ("waiting", 1, "unreachable")
    assert statuses(table) == ["sent"]


def test_a_letter_that_is_refused_is_dead_until_somebody_sends_it_again(
    table: Table, server: MailServer
) -> None:
    meeting = table.called(KLARA, RITA)["meeting"]
    server.answers.append("to 550 nobody of this name here")
    deliver(table, server)
    dead = table.invitation(meeting, RITA)
    due_again(table)
    nothing = deliver(table, server)

    again = table.call(KLARA, f"/invitations/{dead['key']}/mail", {"version": 1})
    not_hers = table.call(RITA, f"/invitations/{dead['key']}/mail", {"version": 1})
    sent = deliver(table, server)

    assert (dead["mail"], nothing, again.status_code, not_hers.status_code, sent) == ("dead", 0, 200, 403, 1)
    assert table.invitation(meeting, RITA)["mail"] == "sent"
    row = table.house.rows(Mail, case_key=int(table.case))[0]
    assert row.last_answer == "taken"
    assert "nobody of this name" not in str(row)


def test_a_letter_is_given_up_after_three_days(table: Table, server: MailServer) -> None:
    table.called(KLARA, RITA)
    with table.house.bruecke.engine.store.work() as work:
        for row in work.find(Mail, case_key=int(table.case)):
            work.replace(replace(row, since=row.since - timedelta(days=3)))

    deliver_mail(table.house.bruecke.engine, post_to(free_port()), BASE)

    assert statuses(table) == ["dead"]


class Dies(Exception):
    """The worker is gone."""


def test_who_dies_between_sending_and_noting_it_sends_the_same_again(
    table: Table, server: MailServer
) -> None:
    table.called(KLARA, RITA)
    engine, post = table.house.bruecke.engine, post_to(server.port)

    class Dying:
        is_on = True
        invitation = post.invitation

        def carry(self, letter: Letter) -> str:
            assert post.carry(letter) == "taken"
            raise Dies

    with pytest.raises(Dies):
        deliver_mail(engine, Dying(), BASE)
    nobody_else = deliver(table, server)
    due_again(table)
    again = deliver(table, server)

    assert (nobody_else, again) == (0, 1)
    assert server.raw[0] == server.raw[1], "the same letter under the same Message-ID"
    assert statuses(table) == ["sent"]


@pytest.mark.parametrize("attempts", [0, 3])
def test_who_comes_back_too_late_says_nothing_of_a_letter_that_is_another_one_s(
    table: Table, server: MailServer, attempts: int
) -> None:
    meeting = table.called(KLARA, RITA)["meeting"]
    with table.house.bruecke.engine.store.work() as work:
        for row in work.find(Mail, case_key=int(table.case)):
            work.replace(replace(row, attempts=attempts, last_answer="unreachable" if attempts else None))

    def meanwhile() -> None:
        server.before_data = None
        table.do(meeting, "cancellation", reason="x")

    server.before_data = meanwhile
    deliver(table, server)

    assert table.mails() == [("request", 0, "dead"), ("cancel", 1, "sent")]
    assert [str(calendar["method"]) for calendar in server.calendars()] == ["REQUEST", "CANCEL"]


def test_several_workers_send_each_letter_once(table: Table, server: MailServer) -> None:
    for _ in range(4):
        table.called(KLARA, RITA, SONJA, IVO)
    barrier, done = Barrier(3), list[int]()

    def work() -> None:
        barrier.wait(10)
        done.append(deliver(table, server))

    threads = [Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    identities = [message["Message-ID"] for message in server.got]
    assert (len(identities), len(set(identities)), sum(done)) == (12, 12, 12)
    assert set(statuses(table)) == {"sent"}


def test_several_workers_remind_once(own_house: House, server: MailServer) -> None:
    luzern = Luzern(own_house)
    table = Table(luzern, luzern.case_at("preparing"))
    table.called(KLARA, RITA, SONJA)
    deliver(table, server)
    table.later(days=14)
    barrier, engine = Barrier(3), own_house.bruecke.engine

    def work() -> None:
        barrier.wait(10)
        remind_of_meetings(engine)

    threads = [Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    deliver(table, server)

    reminders = [message for message in server.got if message["Subject"].startswith("Erinnerung: ")]
    assert len(reminders) == 2
    assert not any(has_calendar(message) for message in reminders)


def test_where_mail_is_off_nothing_waits_for_it_and_the_file_is_there(
    table: Table, server: MailServer
) -> None:
    meeting = table.called(KLARA, RITA)["meeting"]

    deliver_mail(table.house.bruecke.engine, OFF, None)
    later = deliver(table, server)
    got = table.house.call(RITA, "GET", f"/api/meetings/{meeting}/calendar.ics")

    assert (statuses(table), later) == (["off"], 0)
    assert table.invitation(meeting, RITA)["mail"] == "off"
    assert got.headers["content-type"] == "text/calendar; charset=utf-8"
    assert b"SUMMARY:Standortgespr" in got.content
    assert b"STAMMDATEN" not in got.content
    assert f"meeting-{meeting}@bruecke".encode() in got.content


def test_who_has_no_address_or_is_deactivated_gets_no_letter(own_house: House, server: MailServer) -> None:
    luzern = Luzern(own_house)
    table = Table(luzern, luzern.case_at("preparing"))
    with own_house.bruecke.engine.store.work() as work:
        for row in work.find(User, login=RITA):
            work.replace(replace(row, email=""))
    meeting = table.called(KLARA, RITA, IVO)["meeting"]
    with own_house.bruecke.engine.store.work() as work:
        for row in work.find(User, login=IVO):
            work.replace(replace(row, is_active=False))

    assert (deliver(table, server), table.invitation(meeting, RITA)["mail"]) == (1, "letter")
    assert server.got == []
    key = table.invitation(meeting, RITA)["key"]
    answer = table.call(KLARA, f"/invitations/{key}/mail", {"version": table.read(meeting)["version"]})
    assert answer.json()["faults"][0]["code"] == "no-address"


@pytest.mark.requirement("LU-03", "ZH-09")
def test_what_has_lapsed_before_it_left_never_leaves_and_what_left_is_cancelled(
    own_house: House, server: MailServer
) -> None:
    luzern = Luzern(own_house)
    table = Table(luzern, luzern.case_at("invited"))
    topics = [["WORK"], ["WORK"]]
    table.called(KLARA, KLARA, GUEST, topics=topics)
    deliver(table, server)
    table.called(KLARA, KLARA, GUEST, topics=topics)
    luzern.withdraw(KLARA, table.case, "secrecy_release")

    deliver(table, server)
    settle_meetings(own_house.bruecke.engine)
    deliver(table, server)

    to_guest = [
        str(calendar_in(message)["method"])
        for message, to in zip(server.got, server.recipients, strict=True)
        if to.startswith("paul")
    ]
    assert to_guest == ["REQUEST", "CANCEL"]


def test_the_letters_of_an_erased_case_are_gone(own_house: House, server: MailServer) -> None:
    luzern = Luzern(own_house)
    table = Table(luzern, luzern.case_at("preparing"))
    table.called(KLARA, RITA)
    with own_house.bruecke.engine.store.work() as work:
        case = work.get(Case, int(table.case))
        assert case is not None
        erase(work, own_house.bruecke.case_file.records, case, own_house.clock.now())

    assert deliver(table, server) == 0
    for kind in (Meeting, Invitation, Minutes, Mail):
        assert own_house.rows(kind, case_key=int(table.case)) == []
