"""Notes on a case: who reads which at every moment, who may be mentioned, and what stays of what was taken back."""

from datetime import timedelta
from typing import Any

import pytest

from api.access import routes_of
from cases.rows import AccessEntry, DataKey, Mention, Note
from engine.chain import first_break
from engine.rows import Event, Outbox
from tests.api.house import House, Response
from tests.api.statements import counted
from tests.api.test_pages import Visitor, csrf_of, main_of, title_of
from tests.api.test_single_models import LINE, deploy, model, start, tasks

HOSTILE = (
    "<script>alert(1)</script> {{ 7*7 }} \N{GRINNING FACE} \N{RIGHT-TO-LEFT OVERRIDE}txet \u05e9\u05dc\u05d5\u05dd\n"
    + "x" * 3900
)


def try_to_write(house: House, login: str, case: str, text: str = "Ein Satz.", **more: Any) -> Response:
    return house.call(login, "POST", f"/api/cases/{case}/notes", json={"text": text, **more})


def write(house: House, login: str, case: str, text: str = "Ein Satz.", **more: Any) -> str:
    answer = try_to_write(house, login, case, text, **more)
    assert answer.status_code == 201, answer.text
    found: str = answer.json()["note"]
    return found


def notes(house: House, login: str, case: str, query: str = "") -> list[Any]:
    found: list[Any] = house.get(login, f"/api/cases/{case}/notes{query}")["items"]
    return found


def read(house: House, login: str, case: str) -> list[str]:
    """The texts that somebody reads, newest first."""
    return [note["text"] for note in notes(house, login, case)]


def key_of(house: House, login: str) -> str:
    return str(house.users[login].key)


def waiting(house: House, login: str) -> list[str]:
    """The notes that somebody is mentioned in and has not seen."""
    return [item["note"] for item in house.get(login, "/api/mentions?limit=200")["items"]]


def names_of_events(house: House, login: str, case: str) -> list[str]:
    return [item["kind"] for item in house.get(login, f"/api/cases/{case}/history?limit=200")["items"]]


def withdraw_consent(house: House, case: str) -> None:
    consent = house.consent(case)
    assert consent is not None
    house.post("carla_smz", f"/api/consents/{consent.key}/withdrawal")


@pytest.mark.requirement("VS-04")
def test_a_note_reads_who_its_category_is_open_to_as_long_as_it_is(house: House) -> None:
    case = house.case_at("fresh")
    for audience in ("own", "shared"):
        write(house, "carla_smz", case, f"{audience} WORK", audience=audience)
    write(house, "carla_smz", case, "shared HEALTH", audience="shared", category="HEALTH")
    everything = ["shared HEALTH", "shared WORK", "own WORK"]
    before = {
        login: house.call(login, "GET", f"/api/cases/{case}/notes").status_code for login in house.users
    }

    house.complete("carla_smz", case, house.consent_answers(["RAV"], categories=["MASTER", "WORK"]))
    granted = {login: read(house, login, case) for login in ("carla_smz", "lea_smz", "anna_rav", "jean_rav")}
    withdraw_consent(house, case)
    after = {login: house.call(login, "GET", f"/api/cases/{case}/notes").status_code for login in house.users}

    mandated = {"carla_smz", "lea_smz"}
    assert {login for login, status in before.items() if status == 200} == mandated
    assert granted == dict.fromkeys(mandated, everything) | {
        key: ["shared WORK"] for key in ("anna_rav", "jean_rav")
    }
    assert {login for login, status in after.items() if status == 200} == mandated
    assert {status for status in [*before.values(), *after.values()] if status != 200} == {404}
    assert read(house, "lea_smz", case) == everything


def test_what_another_institution_shares_needs_a_grant_for_the_office_that_keeps_the_case_too(
    house: House,
) -> None:
    case = house.case_at("granted")

    write(house, "anna_rav", case, "Vom RAV", audience="shared")

    assert read(house, "jean_rav", case) == ["Vom RAV"]
    assert read(house, "carla_smz", case) == []


@pytest.mark.parametrize("login", ["nora_smz", "karl_rav", "beat_iv", "ines_koo", "dario", "olga"])
def test_strangers_and_other_teams_write_and_take_back_nothing(house: House, login: str) -> None:
    case = house.case_at("granted")
    note = write(house, "carla_smz", case, audience="shared")

    answers = [
        try_to_write(house, login, case),
        house.call(login, "POST", f"/api/notes/{note}/withdrawal"),
        house.call(login, "GET", f"/api/cases/{case}/notes"),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_who_looks_by_exception_reads_notes_and_writes_none(house: House) -> None:
    case = house.case_at("granted")
    note = write(house, "carla_smz", case, "Am Schalter")
    number = house.get("carla_smz", f"/api/cases/{case}")["reference"]
    house.post("nora_smz", "/api/cases/exceptions", {"reference": number, "reason": "Carla ist krank."})

    seen = notes(house, "nora_smz", case)
    answers = [
        try_to_write(house, "nora_smz", case).status_code,
        house.call("nora_smz", "POST", f"/api/notes/{note}/withdrawal").status_code,
        try_to_write(house, "carla_smz", case, mentions=[key_of(house, "nora_smz")]).status_code,
    ]
    entries = house.rows(
        AccessEntry, case_key=int(case), user_key=house.users["nora_smz"].key, action="notes"
    )

    assert [(one["text"], one["may_withdraw"]) for one in seen] == [("Am Schalter", False)]
    assert answers == [403, 403, 422]
    assert {entry.basis for entry in entries} == {"BREAK_GLASS"}


@pytest.mark.parametrize("stage", ["refused", "closed"])
def test_an_ended_case_takes_no_notes(house: House, stage: str) -> None:
    answer = try_to_write(house, "carla_smz", house.case_at(stage))

    assert (answer.status_code, answer.json()["type"]) == (409, "urn:bruecke:case-closed")


def test_only_the_author_takes_a_note_back_and_only_its_line_stays(house: House) -> None:
    case = house.case_at("granted")
    note = write(house, "carla_smz", case, "Irrtum", audience="shared", mentions=[key_of(house, "lea_smz")])
    path = f"/api/notes/{note}/withdrawal"

    refused = [house.call(login, "POST", path).status_code for login in ("lea_smz", "anna_rav")]
    house.post("carla_smz", path)
    again = house.call("carla_smz", "POST", path)

    assert refused == [403, 403]
    assert (again.status_code, again.json()["type"]) == (409, "urn:bruecke:note-withdrawn")
    for login in ("carla_smz", "lea_smz", "anna_rav"):
        [left] = notes(house, login, case)
        assert (left["text"], left["mentions"], left["author"]) == (None, [], "Carla Dayer")
        assert left["withdrawn_at"] == "2026-02-10T11:00:00Z"
    assert note not in waiting(house, "lea_smz")
    assert house.rows(Note, key=int(note))[0].sealed == b""


def test_after_a_day_a_note_stands(own_house: House) -> None:
    case = own_house.case_at("fresh")
    note = write(own_house, "carla_smz", case)
    own_house.clock.advance(timedelta(days=1))

    answer = own_house.call("carla_smz", "POST", f"/api/notes/{note}/withdrawal")

    assert (answer.status_code, answer.json()["type"]) == (409, "urn:bruecke:note-stands")
    assert [one["may_withdraw"] for one in notes(own_house, "carla_smz", case)] == [False]


def test_whoever_is_mentioned_finds_the_note_until_they_have_seen_it(house: House) -> None:
    case = house.case_at("granted")
    people = [key_of(house, login) for login in ("lea_smz", "jean_rav", "lea_smz", "carla_smz")]

    note = write(house, "carla_smz", case, "Bitte lesen", audience="shared", mentions=people)
    found = {
        login: note in waiting(house, login) for login in ("carla_smz", "lea_smz", "jean_rav", "anna_rav")
    }
    unread = notes(house, "jean_rav", case)[0]
    marked = house.post("jean_rav", "/api/mentions/seen", {"notes": [note]})
    again = house.post("jean_rav", "/api/mentions/seen", {"notes": [note]})

    assert found == {"carla_smz": False, "lea_smz": True, "jean_rav": True, "anna_rav": False}
    assert (unread["mentions"], unread["mentions_you"]) == (["Jean Fournier", "Lea Constantin"], True)
    assert (marked, again) == ({"seen": [note]}, {"seen": []})
    assert note not in waiting(house, "jean_rav")
    assert note in waiting(house, "lea_smz")


def test_who_may_not_read_a_note_is_refused_by_name_and_nothing_is_written(house: House) -> None:
    case = house.case_at("granted")
    people = {login: key_of(house, login) for login in ("lea_smz", "nora_smz", "jean_rav", "beat_iv")}
    before = house.digest()

    own = try_to_write(house, "carla_smz", case, mentions=list(people.values()))
    strangers = try_to_write(house, "carla_smz", case, audience="shared", mentions=[people["beat_iv"], "77"])

    assert (own.status_code, own.json()["type"]) == (422, "urn:bruecke:mention-refused")
    assert own.json()["refused"] == [
        {"user": people["nora_smz"], "name": "Nora Bonvin"},
        {"user": people["jean_rav"], "name": "Jean Fournier"},
        {"user": people["beat_iv"], "name": None},
    ]
    assert strangers.json()["refused"] == [
        {"user": people["beat_iv"], "name": None},
        {"user": "77", "name": None},
    ]
    assert house.digest() == before


def test_a_category_that_is_not_shared_can_t_mention_the_other_institution(house: House) -> None:
    case = house.case_at("fresh")
    house.complete("carla_smz", case, house.consent_answers(["RAV"], categories=["MASTER", "WORK"]))
    anna = [key_of(house, "anna_rav")]

    work = try_to_write(house, "carla_smz", case, audience="shared", category="WORK", mentions=anna)
    health = try_to_write(house, "carla_smz", case, audience="shared", category="HEALTH", mentions=anna)

    assert (work.status_code, health.status_code) == (201, 422)
    assert health.json()["refused"][0]["name"] == "Anna Zurbriggen"


def test_a_mention_is_gone_with_the_right_to_read_the_note(house: House) -> None:
    case = house.case_at("granted")
    note = write(house, "carla_smz", case, audience="shared", mentions=[key_of(house, "anna_rav")])
    assert note in waiting(house, "anna_rav")

    withdraw_consent(house, case)
    marked = house.post("anna_rav", "/api/mentions/seen", {"notes": [note]})
    made_up = house.post("anna_rav", "/api/mentions/seen", {"notes": ["77", "8999999999999999999"]})

    assert note not in waiting(house, "anna_rav")
    assert marked == made_up == {"seen": []}
    assert [row.seen_at for row in house.rows(Mention, note_key=int(note))] == [None]


def test_a_mention_goes_out_with_ids_only_and_the_chain_holds_no_text(house: House) -> None:
    case = house.case_at("granted")
    note = write(house, "carla_smz", case, "Geheimes Wort", mentions=[key_of(house, "lea_smz")])

    [mention] = house.rows(Mention, note_key=int(note))
    out = house.rows(Outbox, instance_key=int(case), kind="NOTE_MENTION")
    events = sorted(house.rows(Event, instance_key=int(case)), key=lambda row: row.sequence)

    assert [row.event_key for row in out] == [mention.key]
    assert events[-1].kind == "NOTE_WRITTEN"
    assert f'"note":"{note}"' in events[-1].codes
    assert first_break(events) is None
    kept = repr([*house.rows(Note), *out, *events])
    assert "Geheimes" not in kept


def test_the_history_tells_of_a_note_only_to_its_readers_and_shows_no_gap(house: House) -> None:
    case = house.case_at("granted")
    length = len(names_of_events(house, "anna_rav", case))
    write(house, "carla_smz", case, "nur SMZ")
    write(house, "carla_smz", case, "geteilt", audience="shared")

    told = house.get("anna_rav", f"/api/cases/{case}/history?limit=200")["items"]

    last = house.get("anna_rav", f"/api/cases/{case}/history?after={length}&limit=1")

    assert [item["kind"] for item in told[length:]] == ["NOTE_WRITTEN"]
    assert (last["items"], last["next"]) == (told[length:], None)
    assert [item["sequence"] for item in told] == list(range(1, length + 2))
    assert names_of_events(house, "carla_smz", case)[length:] == ["NOTE_WRITTEN"] * 2


def test_pages_of_notes_leave_nothing_out_and_count_nothing_that_is_closed(house: House) -> None:
    case = house.case_at("granted")
    for number in range(5):
        write(house, "carla_smz", case, f"nur SMZ {number}")
        write(house, "carla_smz", case, f"geteilt {number}", audience="shared")

    texts, cursor = [], ""
    while cursor is not None:
        page = house.get("anna_rav", f"/api/cases/{case}/notes?limit=2{cursor and f'&after={cursor}'}")
        texts += [note["text"] for note in page["items"]]
        cursor = page["next"]

    assert texts == [f"geteilt {number}" for number in (4, 3, 2, 1, 0)]


def test_a_repeated_request_writes_one_note(house: House) -> None:
    case = house.case_at("fresh")
    key = {"Idempotency-Key": f"note-{case}"}
    body = {"text": "Einmal", "mentions": [key_of(house, "lea_smz")]}

    answers = [house.post("carla_smz", f"/api/cases/{case}/notes", body, headers=key) for _ in range(2)]
    other = house.call("carla_smz", "POST", f"/api/cases/{case}/notes", json={"text": "x"}, headers=key)

    assert answers[0] == answers[1]
    assert other.json()["type"] == "urn:bruecke:idempotency-key-reused"
    assert read(house, "carla_smz", case) == ["Einmal"]


def test_any_text_comes_back_as_it_was_written(house: House) -> None:
    case = house.case_at("fresh")

    write(house, "carla_smz", case, HOSTILE)
    refused = [try_to_write(house, "carla_smz", case, text) for text in ("", " \n ", "x" * 4001)]
    half = house.call(
        "carla_smz",
        "POST",
        f"/api/cases/{case}/notes",
        content=b'{"text": "\\ud800"}',
        headers={"Content-Type": "application/json"},
    )

    assert read(house, "carla_smz", case) == [HOSTILE]
    assert [answer.status_code for answer in refused] == [422, 422, 422]
    assert half.status_code in {400, 422}


def test_what_is_read_in_notes_is_noted_with_its_category(house: House) -> None:
    case = house.case_at("granted")
    write(house, "carla_smz", case, audience="shared", category="FINANCE")
    write(house, "carla_smz", case, category="HEALTH")

    for login in ("anna_rav", "carla_smz"):
        read(house, login, case)

    entries = house.rows(AccessEntry, case_key=int(case), action="notes")
    assert {(row.user_key, row.category, row.basis) for row in entries} == {
        (house.users["anna_rav"].key, "FINANCE", "CONSENT"),
        (house.users["carla_smz"].key, "HEALTH", "OWN"),
    }


def test_without_the_case_s_key_the_texts_are_gone_and_the_views_stand(house: House) -> None:
    case = house.case_at("granted")
    note = write(house, "carla_smz", case, "Vergessen", mentions=[key_of(house, "lea_smz")])
    with house.bruecke.engine.store.work() as work:
        work.remove(DataKey, int(case))

    [left] = notes(house, "lea_smz", case)

    assert (left["text"], left["withdrawn_at"], left["mentions"]) == (None, None, [])
    assert note in waiting(house, "lea_smz")
    assert house.call("carla_smz", "GET", f"/api/cases/{case}").status_code == 200


def test_a_case_of_a_single_model_takes_notes_too(house: House) -> None:
    deploy(house, model("noted", LINE))
    case = start(house, "noted")

    write(house, "carla_smz", case, "Zum Modell", audience="shared", mentions=[key_of(house, "lea_smz")])

    assert read(house, "lea_smz", case) == ["Zum Modell"]
    assert Visitor(house, "lea_smz").get(f"/cases/{case}").status_code == 200
    assert tasks(house, case) != []


def test_every_route_of_notes_is_documented_with_its_shape(house: House) -> None:
    ids = {route.operation_id for route in routes_of(house.app) if "notes" in route.tags}

    assert ids == {"list_notes", "write_note", "withdraw_note", "list_mentions", "see_mentions"}


# the pages


def send(visitor: Visitor, case: str, **values: Any) -> Response:
    """Send the form as the page shows it, with what is typed."""
    shown = visitor.get(f"/cases/{case}/notes?lang=de")
    token = shown.text.split('name="token" value="')[1].split('"')[0]
    given = {"csrf": csrf_of(shown), "token": token, "audience": "own", "category": "WORK"}
    found: Response = visitor.client.post(f"/cases/{case}/notes", data=given | values)
    return found


def test_the_form_says_who_would_read_a_shared_note_today(house: House) -> None:
    case = house.case_at("fresh")
    carla = Visitor(house, "carla_smz")
    before = main_of(carla.get(f"/cases/{case}/notes?lang=de"))

    house.complete("carla_smz", case, house.consent_answers(["RAV"], categories=["MASTER", "WORK"]))
    granted = main_of(carla.get(f"/cases/{case}/notes?lang=de"))
    withdraw_consent(house, case)
    after = main_of(carla.get(f"/cases/{case}/notes?lang=de"))

    assert (before.count("niemand sonst"), before.count("RAV Sitten")) == (7, 0)
    assert "Erwerb RAV RAV Sitten" in granted
    assert (granted.count("niemand sonst"), granted.count("RAV Sitten")) == (5, 2)
    assert (after.count("niemand sonst"), after.count("RAV Sitten")) == (7, 0)


def test_a_note_is_written_on_the_page_shown_safely_and_taken_back(house: House) -> None:
    case = house.case_at("granted")
    carla = Visitor(house, "carla_smz")
    empty = main_of(carla.get(f"/cases/{case}?lang=de"))

    sent = send(carla, case, text=HOSTILE.replace("\n", "\r\n"), mention=[key_of(house, "lea_smz")])
    shown = carla.get(sent.headers["location"])
    short = carla.get(f"/cases/{case}")
    note = notes(house, "carla_smz", case)[0]
    gone = carla.client.post(f"/notes/{note['key']}/withdrawal", data={"csrf": csrf_of(shown)})
    left = main_of(carla.get(gone.headers["location"]))

    assert "Noch keine Notiz, die Sie lesen können." in empty
    assert (sent.status_code, note["text"]) == (303, HOSTILE)
    assert "<script>alert" not in shown.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }}" in shown.text
    assert "Erwähnt: Lea Constantin" in main_of(shown)
    assert "Weiterlesen" in short.text
    assert "<script>alert" not in short.text
    assert "Zurückgezogen am 10.02.2026, 12:00" in left
    assert "alert(1)" not in left
    assert "Perren" not in title_of(shown)


def test_a_double_click_writes_one_note(house: House) -> None:
    case = house.case_at("fresh")
    carla = Visitor(house, "carla_smz")
    shown = carla.get(f"/cases/{case}/notes")
    token = shown.text.split('name="token" value="')[1].split('"')[0]

    for _ in range(2):
        carla.client.post(
            f"/cases/{case}/notes", data={"csrf": csrf_of(shown), "token": token, "text": "Einmal"}
        )

    assert read(house, "carla_smz", case) == ["Einmal"]


def test_what_was_typed_stays_where_a_note_is_refused(house: House) -> None:
    case = house.case_at("granted")
    carla = Visitor(house, "carla_smz")

    blank = send(carla, case, text="  ")
    long = send(carla, case, text="y" * 4001)
    stranger = send(
        carla, case, text="Bitte lesen", audience="shared", mention=[key_of(house, "nora_smz"), "77"]
    )
    house.post("carla_smz", f"/api/cases/{case}/end", {"reason": "Weggezogen"})
    shown = carla.get("/help/keys")
    closed = carla.client.post(f"/cases/{case}/notes", data={"csrf": csrf_of(shown), "text": "Zu spät"})

    assert (blank.status_code, "Bitte schreiben Sie etwas." in blank.text) == (422, True)
    assert (long.status_code, "y" * 4001 in long.text) == (422, True)
    assert stranger.status_code == 422
    assert "Diese Notiz nicht lesen darf: Nora Bonvin, –." in stranger.text
    assert "\nBitte lesen</textarea>" in stranger.text
    assert 'value="shared" checked' in stranger.text
    assert (closed.status_code, "Zu spät" in closed.text) == (409, True)
    assert read(house, "carla_smz", case) == []


def test_a_mention_stands_on_the_worklist_until_the_note_was_shown(own_house: House) -> None:
    case = own_house.case_at("granted")
    people = [key_of(own_house, login) for login in ("anna_rav", "jean_rav")]
    note = write(own_house, "carla_smz", case, audience="shared", mentions=people)
    anna, jean, beat = (Visitor(own_house, login) for login in ("anna_rav", "jean_rav", "beat_iv"))

    before = anna.get("/tasks?lang=de")
    link = f"/cases/{case}/notes?after={int(note) + 1}#note-{note}"
    shown = anna.get(link)
    withdraw_consent(own_house, case)

    assert "Erwähnungen 1" in main_of(before)
    assert "Carla Dayer erwähnt Sie in einer Notiz" in main_of(before)
    assert link in before.text
    assert "erwähnt Sie" in main_of(shown)
    assert "Erwähnungen" not in main_of(anna.get("/tasks?lang=de"))
    assert "Mentions" not in main_of(jean.get("/tasks?lang=fr"))
    assert "Erwähnungen" not in main_of(beat.get("/tasks?lang=de"))


def test_by_exception_there_is_no_form_and_for_strangers_no_page(house: House) -> None:
    case = house.case_at("granted")
    write(house, "carla_smz", case, "Am Schalter")
    number = house.get("carla_smz", f"/api/cases/{case}")["reference"]
    house.post("nora_smz", "/api/cases/exceptions", {"reference": number, "reason": "Carla ist krank."})
    nora = Visitor(house, "nora_smz")

    shown = nora.get(f"/cases/{case}/notes")
    sent = nora.client.post(f"/cases/{case}/notes", data={"csrf": csrf_of(shown), "text": "x"})

    assert "Am Schalter" in shown.text
    assert 'name="text"' not in shown.text
    assert 'name="text"' not in nora.get(f"/cases/{case}").text
    assert sent.status_code == 403
    assert Visitor(house, "beat_iv").get(f"/cases/{case}/notes").status_code == 404


def test_pages_stand_when_the_case_s_key_is_gone(house: House) -> None:
    case = house.case_at("granted")
    write(house, "carla_smz", case, "Vergessen")
    with house.bruecke.engine.store.work() as work:
        work.remove(DataKey, int(case))
    carla = Visitor(house, "carla_smz")

    pages = [carla.get(path) for path in (f"/cases/{case}?lang=de", f"/cases/{case}/notes")]

    assert [page.status_code for page in pages] == [200, 200]
    assert all("Der Text ist gelöscht." in main_of(page) for page in pages)


def test_a_page_of_notes_asks_the_same_number_of_questions_however_many_there_are(own_house: House) -> None:
    case = own_house.case_at("granted")
    carla = Visitor(own_house, "carla_smz")
    asked = []
    for more in (1, 20):
        for _ in range(more):
            write(own_house, "carla_smz", case, audience="shared", mentions=[key_of(own_house, "anna_rav")])
        carla.get(f"/cases/{case}/notes")
        with counted(own_house) as statements:
            shown = carla.get(f"/cases/{case}/notes")
        asked.append(len(statements))

    assert shown.text.count('id="note-') == 21
    assert asked[0] == asked[1]
