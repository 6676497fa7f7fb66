"""How a letter is handed over: to a real server, by TLS or not at all, and what becomes of it where the server does not take it."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import adapters.mail
from adapters.mail import Server, SmtpPost
from cases.mails import Letter
from tests.mail_server import calendar_in, certificate, dripping_mail, free_port, knows, receiving_mail

SENDER = "iiz@example.ch"
LETTER = Letter(
    to="rita@example.ch",
    subject="Einladung: Standortgespräch (LU-2026-AAAAA)",
    body="Näheres steht in Brücke.\n",
    method="REQUEST",
    uid="meeting-17@bruecke",
    sequence=3,
    begins_at=datetime(2026, 10, 28, 8, tzinfo=UTC),
    ends_at=datetime(2026, 10, 28, 10, 30, tzinfo=UTC),
    summary="Standortgespräch (LU-2026-AAAAA)",
    url="https://bruecke.example.ch/cases/1/meetings/17",
    message_id="5.3.request.0",
    written_at=datetime(2026, 10, 1, 12, tzinfo=UTC),
    language="de",
)


def post_to(port: int, **more: Any) -> SmtpPost:
    return SmtpPost(
        Server(**({"host": "127.0.0.1", "port": port, "security": "none", "sender": SENDER} | more))
    )


def test_an_invitation_is_read_back_as_it_was_meant() -> None:
    with receiving_mail() as server:
        answer = post_to(server.port).carry(LETTER)

    message = server.got[0]
    assert answer == "taken"
    assert server.recipients == ["rita@example.ch"]
    assert (message["From"], message["To"], message["Subject"]) == (SENDER, LETTER.to, LETTER.subject)
    assert message["Message-ID"] == "<5.3.request.0@example.ch>"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/calendar"]
    calendar = calendar_in(message)
    event = calendar.walk("VEVENT")[0]
    assert (calendar["method"], event["uid"], event["sequence"]) == ("REQUEST", LETTER.uid, 3)
    assert event.decoded("dtstart").isoformat() == "2026-10-28T09:00:00+01:00"
    assert event["dtstart"].params["TZID"] == "Europe/Zurich"
    assert event.decoded("dtend").astimezone(UTC) == LETTER.ends_at
    assert [zone["tzid"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/Zurich"]
    assert (str(event["organizer"]), str(event["summary"])) == (f"mailto:{SENDER}", LETTER.summary)
    assert "location" not in event
    assert "description" not in event


def test_the_end_of_an_invitation_has_its_method_and_what_reminds_has_no_calendar() -> None:
    with receiving_mail() as server:
        post_to(server.port).carry(replace(LETTER, method="CANCEL"))
        post_to(server.port).carry(replace(LETTER, method=None))

    calendar = calendar_in(server.got[0])
    assert (calendar["method"], calendar.walk("VEVENT")[0]["status"]) == ("CANCEL", "CANCELLED")
    assert [part.get_content_type() for part in server.got[1].walk()] == ["text/plain"]


def test_the_same_letter_twice_is_the_same_byte_by_byte() -> None:
    with receiving_mail() as server:
        for _ in range(2):
            post_to(server.port).carry(LETTER)

    assert server.raw[0] == server.raw[1]


def test_a_letter_goes_by_tls_after_signing_in(tmp_path: Path) -> None:
    context, trusted = certificate(tmp_path)
    how = {"tls_context": context, "require_starttls": True}
    with receiving_mail(**how, authenticator=knows("bruecke", "geheim"), auth_required=True) as server:
        more = {"security": "starttls", "user": "bruecke", "authority": str(trusted)}
        wrong = post_to(server.port, **more, password="falsch").carry(LETTER)
        right = post_to(server.port, **more, password="geheim").carry(LETTER)

    assert (wrong, right, len(server.got)) == ("sign-in", "taken", 1)


def test_a_letter_goes_by_tls_from_the_first_byte_on(tmp_path: Path) -> None:
    context, trusted = certificate(tmp_path)
    with receiving_mail(ssl_context=context) as server:
        answer = post_to(server.port, security="tls", authority=str(trusted)).carry(LETTER)

    assert (answer, len(server.got)) == ("taken", 1)


def test_nothing_goes_in_the_clear_or_to_whom_nobody_vouches_for(tmp_path: Path) -> None:
    context, _ = certificate(tmp_path)
    with receiving_mail() as plain:
        without = post_to(plain.port, security="starttls").carry(LETTER)
    with receiving_mail(tls_context=context) as unknown:
        stranger = post_to(unknown.port, security="starttls").carry(LETTER)

    assert (without, stranger, plain.got, unknown.got) == ("tls", "tls", [], [])


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("to 550 no such user", "refused"),
        ("to 451 greylisted", "later"),
        ("554 no spam", "refused"),
        ("452 full", "later"),
    ],
)
def test_what_a_server_refuses_for_good_is_told_from_what_it_takes_later(said: str, expected: str) -> None:
    with receiving_mail() as server:
        server.answers.append(said)
        answer = post_to(server.port).carry(LETTER)
        again = post_to(server.port).carry(LETTER)

    assert (answer, again) == (expected, "taken")


def test_who_is_away_is_told_in_words() -> None:
    assert post_to(free_port()).carry(LETTER) == "unreachable"
    assert SmtpPost(None).carry(LETTER) == "unreachable"
    assert not SmtpPost(None).is_on


def test_a_server_that_never_stops_talking_is_hung_up_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adapters.mail, "SECONDS", 0.5)
    with dripping_mail() as port:
        assert post_to(port).carry(LETTER) == "timeout"


def test_an_address_that_no_message_can_have_is_refused() -> None:
    with receiving_mail() as server:
        answer = post_to(server.port).carry(replace(LETTER, to="a@b.ch\nBcc: c@d.ch"))

    assert (answer, server.got) == ("refused", [])
