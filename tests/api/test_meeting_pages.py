"""The pages about meetings: what people do there, what stays when it is refused, what each reader and the person are shown."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from icalendar import Calendar

from cases.rows import AccessEntry, Meeting
from tests.api.house import House
from tests.api.luzern import COORDINATION, GUEST, OFFICES, Luzern, luzern
from tests.api.test_meetings import ALL, BOTH, Table
from tests.api.test_pages import Page, Visitor, csrf_of, main_of

RITA, SONJA, IVO, KLARA = OFFICES["RAV"], OFFICES["SOCIAL"], OFFICES["IV"], COORDINATION
__all__ = ["luzern"]
DAY = "20.03.2026"


@pytest.fixture
def table(own_house: House) -> Table:
    luzern = Luzern(own_house)
    return Table(luzern, luzern.case_at("preparing"))


class Desk:
    """Somebody at the pages about the meetings of a case."""

    def __init__(self, table: Table, login: str) -> None:
        self.table, self.visitor = table, Visitor(table.house, login)
        self.all = f"/cases/{table.case}/meetings"

    def post(self, path: str, **values: Any) -> Page:
        """Send a form of a page of this session."""
        csrf = csrf_of(self.visitor.get("/absences"))
        return self.visitor.post(path, **({"csrf": csrf} | values))

    def page(self, tail: str = "") -> Page:
        return self.visitor.get(self.all + tail)

    def form(self, **more: Any) -> dict[str, Any]:
        """The form to call a meeting, filled in."""
        people = [self.table.luzern.key_of(one) for one in (RITA, KLARA)]
        return {
            "kind": "assessment",
            "parts": "2",
            "day": DAY,
            "time": "9.15",
            "minutes": "150",
            "place": "Ort-Seite",
            "agenda": "Traktanden-Seite",
            "topics": [f"{part}:{category}" for part in BOTH for category in ALL],
            "invited": [f"{person}:{part}" for person in people for part in BOTH],
        } | more

    def call(self, **more: Any) -> Page:
        return self.post(self.all, **self.form(**more))

    def called(self, **more: Any) -> str:
        """A meeting that was called: its page."""
        answer = self.call(**more)
        assert answer.status_code == 303, main_of(answer)
        return str(answer.headers["location"].partition("?")[0])

    def does(self, path: str, act: str, **values: Any) -> Page:
        """Send a form of a meeting's page; the page that follows, or the one that says why not."""
        hidden = hidden_of(self.visitor.get(path), act, str(values.get("invitation", "")))
        answer = self.visitor.post(path, **(hidden | values))
        if answer.status_code != 303:
            return answer
        return self.visitor.get(str(answer.headers["location"]))


def hidden_of(page: Page, act: str, invitation: str = "") -> dict[str, Any]:
    for form in re.findall(r"<form.*?</form>", page.text, re.DOTALL):
        fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form))
        if fields.get("do") == act and invitation in ("", fields.get("invitation", "")):
            return fields
    raise AssertionError((act, invitation, main_of(page)))


@pytest.mark.requirement("LU-03", "LU-05")
def test_a_meeting_is_called_answered_held_and_written_down_on_its_pages(table: Table) -> None:
    klara, rita = Desk(table, KLARA), Desk(table, RITA)
    empty, form = klara.page(), klara.page("?kind=assessment")
    path = klara.called()
    shown = rita.visitor.get(path)
    answered = rita.does(path, "answer", accepts="yes")
    line = klara.page()
    table.house.clock.advance(timedelta(days=40))
    klara, rita = Desk(table, KLARA), Desk(table, RITA)
    people = [f"{table.luzern.key_of(RITA)}:1", "0:2"]
    held = klara.does(path, "hold", attended=people)
    written = klara.does(path, "minutes:1:WORK", text="Eins-Seite")
    klara.does(path, "minutes:2:WORK", text="Zwei-Seite")
    otherwise = klara.does(path, "minutes:1:WORK", text="Anders-Seite")

    assert "Es ist keine Sitzung geplant." in main_of(empty)
    assert "Nicht entbunden" in main_of(form)
    assert "Freitag, 20.03.2026, 09:15 –11:45" in main_of(shown)
    assert "Ort-Seite" in main_of(shown)
    assert "Nehmen Sie teil?" in main_of(shown)
    assert "Sie nehmen teil" in main_of(answered)
    assert "Ja, ich nehme teil" not in main_of(answered)
    assert "Nein, ich kann nicht" in main_of(answered)
    assert "2 zugesagt, 1 offen, 0 abgesagt" in main_of(line)
    assert "Jetzt lässt sich das Protokoll schreiben" in main_of(held)
    assert "Eins-Seite" in main_of(written)
    assert "Frühere Fassungen" not in main_of(written)
    assert "Frühere Fassungen (1)" in main_of(otherwise)
    page = main_of(rita.visitor.get(path))
    assert page.index("Anders-Seite") < page.index("Eins-Seite")


@pytest.mark.requirement("LU-05")
def test_the_person_gets_what_was_said_with_them_and_the_rest_once_they_asked_for_it(table: Table) -> None:
    meeting = table.held(RITA, KLARA)
    for part, text in ((1, "Eins-Seite"), (2, "Zwei-Seite")):
        table.do(meeting, "minutes", part=part, category="WORK", text=text)
    klara, rita = Desk(table, KLARA), Desk(table, RITA)
    path = f"{klara.all}/{meeting}"

    before = klara.visitor.get(f"{path}/handout")
    noted = klara.does(path, "request", on=f"{table.house.clock.now():%d.%m.%Y}")
    after = klara.visitor.get(f"{path}/handout")

    assert "Zwei-Seite" in main_of(before)
    assert "Eins-Seite" not in main_of(before)
    assert "Dieser Teil fand ohne Sie statt." in main_of(before)
    assert "auch den Teil ohne sie zu sehen" in main_of(noted)
    assert "Eins-Seite" in main_of(after)
    assert "Peter Muff" in main_of(after)
    assert rita.visitor.get(f"{path}/handout").status_code == 403
    left = table.house.rows(AccessEntry, case_key=int(table.case), action="handout")
    assert {row.category for row in left} == {"MASTER", "WORK"}


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"day": "31.02.2026"}, "Bitte schreiben Sie den Tag so: 05.06.2026."),
        ({"time": "25:00"}, "Bitte schreiben Sie die Zeit so: 14:30."),
        ({"day": "29.03.2026", "time": "02:30"}, "Diese Zeit gibt es an diesem Tag nicht"),
        ({"day": "01.01.2026"}, "Dieser Zeitpunkt ist schon vorbei."),
        ({"minutes": "0"}, "Bitte eine Zahl von 1 bis 1440."),
        ({"place": " "}, "Bitte schreiben Sie hier etwas."),
        ({"invited": []}, "Bitte kreuzen Sie mindestens jemanden an."),
        ({"topics": ["1:WORK"]}, "Bitte kreuzen Sie für jeden Teil mindestens ein Thema an."),
    ],
)
def test_what_was_typed_stays_where_it_is_refused(table: Table, more: Mapping[str, Any], says: str) -> None:
    answer = Desk(table, KLARA).call(**more)

    assert answer.status_code == 422
    assert says in main_of(answer)
    assert "Traktanden-Seite" in answer.text
    assert table.house.rows(Meeting, case_key=int(table.case)) == []


def test_who_is_not_released_is_named_with_what_for(own_house: House) -> None:
    luzern = Luzern(own_house)
    table = Table(luzern, luzern.case_at("invited"))
    guest = luzern.key_of(GUEST)

    answer = Desk(table, KLARA).call(invited=[f"{guest}:1"])

    assert answer.status_code == 422
    text = " ".join(main_of(answer).split())
    assert "Die Person hat nicht freigegeben, wovon die Rede ist, für Paul Estermann" in text
    assert "Gesundheit" in text


def test_who_was_overtaken_sees_the_meeting_as_it_is_and_keeps_what_they_wrote(table: Table) -> None:
    klara = Desk(table, KLARA)
    path = klara.called()
    hidden = hidden_of(klara.visitor.get(path), "cancel")
    meeting = path.rpartition("/")[2]
    table.do(meeting, "move", begins_at=table.soon(days=30), minutes=60, place="Anderswo")

    late = klara.post(path, **(hidden | {"reason": "Grund-Seite"}))
    again = klara.post(path, **(hidden_of(late, "cancel") | {"reason": "Grund-Seite"}))

    assert late.status_code == 409
    assert "Jemand hat die Sitzung inzwischen geändert" in main_of(late)
    assert "Anderswo" in main_of(late)
    assert "Grund-Seite" in late.text
    assert again.status_code == 303


def test_a_double_click_calls_one_meeting(table: Table) -> None:
    klara = Desk(table, KLARA)
    form = klara.form(token="einmal")

    first, second = klara.post(klara.all, **form), klara.post(klara.all, **form)

    assert first.headers["location"] == second.headers["location"]
    assert len(table.house.rows(Meeting, case_key=int(table.case))) == 1


def test_a_form_of_one_case_does_nothing_with_a_meeting_of_another(table: Table) -> None:
    klara = Desk(table, KLARA)
    path = klara.called()
    other = Table(table.luzern, table.luzern.case_at("preparing"))
    meeting = path.rpartition("/")[2]

    answer = klara.post(f"/cases/{other.case}/meetings/{meeting}", do="cancel", version="1", reason="x")
    file = klara.visitor.get(f"/cases/{other.case}/meetings/{meeting}/invitation.ics")

    assert (answer.status_code, file.status_code) == (404, 404)
    assert table.read(meeting)["state"] == "planned"


def test_who_may_not_call_meetings_is_offered_nothing(table: Table) -> None:
    path = Desk(table, KLARA).called()
    sonja = Desk(table, SONJA)

    shown, one = main_of(sonja.page()), main_of(sonja.visitor.get(path))

    assert "einberufen" not in shown.partition("</header>")[2] or "kind=" not in shown
    assert "Verschieben" not in one
    assert sonja.post(path, do="cancel", version="1", reason="x").status_code == 403
    assert sonja.page("?kind=assessment").text.count('name="place"') == 0


def test_the_case_s_page_leads_to_its_meetings(table: Table) -> None:
    klara = Desk(table, KLARA)
    before = main_of(klara.visitor.get(f"/cases/{table.case}"))
    klara.called()
    after = main_of(Desk(table, RITA).visitor.get(f"/cases/{table.case}"))

    assert "Keine Sitzung geplant." in before
    assert (
        f'href="/cases/{table.case}/meetings"' in Desk(table, RITA).visitor.get(f"/cases/{table.case}").text
    )
    assert "Nächste Sitzung: Standortgespräch, 20.03.2026, 09:15" in " ".join(after.split())
    assert "Ihre Antwort fehlt" in after


def test_mail_that_is_off_is_told_with_the_way_out(table: Table) -> None:
    klara = Desk(table, KLARA)
    path = klara.called()

    shown, file = klara.visitor.get(path), klara.visitor.get(f"{path}/invitation.ics")

    assert "Mail ist ausgeschaltet" in main_of(shown)
    assert main_of(shown).count("Nicht verschickt") == 2
    assert f'href="/cases/{table.case}/documents?kind=invitation#make">Einladung als Brief</a>' in shown.text
    event = Calendar.from_ical(file.content).walk("VEVENT")[0]
    assert event.decoded("dtstart").isoformat() == "2026-03-20T09:15:00+01:00"


def test_the_page_of_the_case_asks_who_has_not_answered(table: Table) -> None:
    klara, rita = Desk(table, KLARA), Desk(table, RITA)
    path = klara.called()
    case = f"/cases/{table.case}"

    asked, convener = rita.visitor.get(case), klara.visitor.get(case)
    rita.does(path, "answer", accepts="yes")
    answered = rita.visitor.get(case)

    assert "Sagen, ob Sie teilnehmen" in main_of(asked)
    assert f'href="{path}">Zur Einladung</a>' in asked.text
    assert "Sagen, ob Sie teilnehmen" not in main_of(convener)
    assert "Sagen, ob Sie teilnehmen" not in main_of(answered)


def test_a_task_leads_to_what_stands_beside_it_in_the_case(table: Table) -> None:
    klara = Desk(table, KLARA)
    case = f"/cases/{table.case}"
    whole = klara.visitor.get(case).text
    task = re.search(r'href="(/tasks/[0-9]+)"', whole)

    assert task is not None
    shown = klara.visitor.get(task[1]).text
    for place, name in (
        ("/plan", "Gemeinsamer Plan"),
        ("/meetings", "Sitzungen"),
        ("/documents", "Dokumente"),
        ("#handovers", "Übergaben"),
    ):
        assert f'<a href="{case}{place}">{name}</a>' in shown
    assert 'id="handovers"' in whole


@pytest.mark.parametrize("language", ["de", "fr", "it", "en"])
def test_the_pages_are_there_in_every_language(table: Table, language: str) -> None:
    klara = Desk(table, KLARA)
    path = klara.called()
    held = table.held(RITA, KLARA)
    klara = Desk(table, KLARA)

    for address in (
        klara.all,
        f"{klara.all}?kind=assessment",
        path,
        f"{klara.all}/{held}",
        f"{klara.all}/{held}/handout",
    ):
        assert (
            klara.visitor.get(f"{address}{'&' if '?' in address else '?'}lang={language}").status_code == 200
        )
