"""The page of a plan: what people do there, what stays when it is refused, and what each reader is shown."""

import html
import re
from typing import Any

import pytest

from cases.rows import AccessEntry, Measure
from tests.api.luzern import GUEST, Luzern, luzern
from tests.api.statements import counted
from tests.api.test_pages import Page, Visitor, csrf_of, main_of
from tests.api.test_plans import IVO, KLARA, RITA, SONJA, TABLE, Round, table

__all__ = ["luzern", "table"]
SWISS = "10.02.2026"
GOAL = {"text_0": "Ziel-Seite", "measured_0": "Vertrag", "due_0": "31.10.2026", "priority_0": "1"}


class Desk:
    """Somebody at the page of a case's plan."""

    def __init__(self, round_: Round, login: str) -> None:
        self.round, self.visitor = round_, Visitor(round_.house, login)
        self.path = f"/cases/{round_.case}/plan"

    def page(self, tail: str = "") -> Page:
        """The page."""
        return self.visitor.get(self.path + tail)

    def send(self, act: str, shown: Page | None = None, **values: Any) -> Page:
        """Send a form of the page, with its hidden fields."""
        shown = shown or self.page()
        hidden = hidden_of(shown, act, str(values.get("measure", "")))
        return self.visitor.post(self.path, **(hidden | values))

    def does(self, act: str, shown: Page | None = None, **values: Any) -> Page:
        """The same, and it was done: the page that follows."""
        answer = self.send(act, shown, **values)
        assert answer.status_code == 303, main_of(answer)
        return self.visitor.get(answer.headers["location"].partition("#")[0])


def hidden_of(page: Page, act: str, measure: str) -> dict[str, str]:
    """The hidden fields of the form that does this, about this measure."""
    for form in re.findall(r"<form.*?</form>", page.text, re.DOTALL):
        fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form))
        if fields.get("do") == act and fields.get("measure", "") == measure:
            return fields
    raise AssertionError((act, measure, main_of(page)))


def offer_of(round_: Round, **more: str) -> dict[str, str]:
    return {
        "service": f"{round_.office(IVO)}:work_training",
        "aim": "Zweck-Seite",
        "payer": "IV",
        "principle": "CATALOGUE",
        "begins": "1.9.2026",
        "ends": "15.11.2026",
    } | more


def measure_of(round_: Round) -> str:
    return str(round_.page()["plan"]["measures"][0]["key"])


@pytest.mark.requirement("LU-06", "ZH-06", "CH-08")
def test_a_plan_is_drawn_up_answered_and_signed_on_its_page(table: Round) -> None:
    klara, ivo = Desk(table, KLARA), Desk(table, IVO)
    empty = klara.page()
    klara.does("begin")
    klara.does("goals", **GOAL, explained_on=SWISS)
    proposed = klara.does("propose", **offer_of(table))
    key = measure_of(table)
    answered = ivo.does(
        "answer", measure=key, accepts="yes", is_entitled="yes", responsible=table.luzern.key_of(IVO)
    )
    complete = klara.does("person", measure=key, agrees="yes", on=SWISS)
    signing = klara.does("submit")
    for login in TABLE:
        Desk(table, login).does("sign")
    last = klara.does("person_sign", person_on=SWISS)

    assert "Noch kein Plan" in main_of(empty)
    assert "die Antwort der Stelle" in main_of(proposed)
    assert "Übernommen" in main_of(answered)
    assert "Es fehlt nichts mehr" in main_of(complete)
    assert "Es fehlen noch:" in main_of(signing)
    assert "In Kraft seit 10.02.2026" in main_of(last)
    assert table.page()["plan"]["state"] == "in_force"


def test_the_page_of_the_case_says_what_the_plan_wants_of_the_readers_office(table: Round) -> None:
    klara, rita, ivo = Desk(table, KLARA), Desk(table, RITA), Desk(table, IVO)
    case = f"/cases/{table.case}"
    klara.does("begin")
    klara.does("goals", **GOAL, explained_on=SWISS)
    klara.does("propose", **offer_of(table))
    proposed = {login: main_of(Desk(table, login).visitor.get(case)) for login in (RITA, IVO)}
    ivo.does(
        "answer",
        measure=measure_of(table),
        accepts="yes",
        is_entitled="yes",
        responsible=table.luzern.key_of(IVO),
    )
    answered = main_of(ivo.visitor.get(case))
    klara.does("person", measure=measure_of(table), agrees="yes", on=SWISS)
    klara.does("submit")
    submitted = rita.visitor.get(case).text
    rita.does("sign")
    signed = main_of(rita.visitor.get(case))

    asks, signs = "Ihre Stelle ist im Plan gefragt", "Plan unterschreiben"
    assert {login: asks in shown for login, shown in proposed.items()} == {RITA: False, IVO: True}
    assert asks not in answered
    assert f'href="{case}/plan#signatures"' in submitted
    assert signs in submitted
    assert signs not in signed


def test_what_is_wrong_stands_at_the_field_and_what_was_typed_stays(table: Round) -> None:
    klara = Desk(table, KLARA)
    klara.does("begin")

    goals = klara.send("goals", text_0="Nur ein Satz", due_0="31.31.2026", priority_0="x", explained_on="nie")
    offer = klara.send("propose", **offer_of(table, payer="SOCIAL", ends="1.8.2026"))
    bare = klara.send("propose", aim="Allein der Zweck")

    assert (goals.status_code, offer.status_code, bare.status_code) == (422, 422, 422)
    for field, typed in {"due_0": "31.31.2026", "priority_0": "x", "explained_on": "nie"}.items():
        assert f'id="{field}-err"' in goals.text
        assert f'value="{typed}"' in goals.text
    assert 'id="measured_0-err"' in goals.text
    assert "Nur ein Satz</textarea>" in goals.text
    assert 'id="payer-err"' in offer.text
    assert "Zweck-Seite</textarea>" in offer.text
    assert 'value="SOCIAL" selected' in offer.text
    assert {f'id="{name}-err"' in bare.text for name in ("service", "begins", "ends", "payer")} == {True}
    assert "Allein der Zweck</textarea>" in bare.text
    assert table.house.rows(Measure, case_key=int(table.case)) == []


def test_who_writes_on_what_somebody_changed_is_told_and_loses_nothing(table: Round) -> None:
    klara, rita = Desk(table, KLARA), Desk(table, RITA)
    klara.does("begin")
    shown = klara.page()
    rita.does("goals", text_0="Von Rita", measured_0="Woran", due_0="1.12.2026")

    refused = klara.send("goals", shown, **GOAL)
    again = klara.send("goals", refused, **GOAL)

    assert refused.status_code == 409
    assert "Jemand hat den Plan inzwischen geändert" in main_of(refused)
    assert "Von Rita" in main_of(refused)
    assert "Ziel-Seite</textarea>" in refused.text
    assert again.status_code == 303
    assert [goal["text"] for goal in table.page()["plan"]["goals"]] == ["Ziel-Seite"]


def test_what_somebody_did_elsewhere_in_the_plan_stops_nobody_who_writes_goals(table: Round) -> None:
    klara, rita = Desk(table, KLARA), Desk(table, RITA)
    klara.does("begin")
    shown = klara.page()
    rita.does("propose", **offer_of(table))

    klara.does("goals", shown, **GOAL)

    plan = table.page()["plan"]
    assert ([goal["text"] for goal in plan["goals"]], len(plan["measures"])) == (["Ziel-Seite"], 1)


@pytest.mark.requirement("LU-06")
def test_all_who_have_the_plan_before_them_may_sign_it_whoever_was_first(table: Round) -> None:
    table.submitted()
    desks = [Desk(table, login) for login in TABLE]
    shown = [desk.page() for desk in desks]

    for desk, page in zip(desks, shown, strict=True):
        desk.does("sign", page)

    assert sum(one["decision"] == "signed" for one in table.page()["plan"]["signatures"]) == 4


def test_who_has_an_earlier_turn_before_them_does_not_sign_the_later_one(table: Round) -> None:
    table.submitted()
    rita, klara = Desk(table, RITA), Desk(table, KLARA)
    shown = rita.page()
    klara.does("return")
    klara.does("goals", text_0="Ganz anderes", measured_0="x", due_0="1.12.2026", explained_on=SWISS)
    klara.does("submit")

    refused = rita.send("sign", shown)

    assert refused.status_code == 409
    assert "Jemand hat den Plan inzwischen geändert" in main_of(refused)
    assert "Ganz anderes" in main_of(refused)


def test_a_fault_does_not_hide_that_somebody_changed_the_plan(table: Round) -> None:
    klara, rita = Desk(table, KLARA), Desk(table, RITA)
    klara.does("begin")
    shown = klara.page()
    rita.does("goals", text_0="Von Rita", measured_0="Woran", due_0="1.12.2026")

    faulty = klara.send("goals", shown, text_0="Ohne Tag")
    mended = klara.send("goals", faulty, **GOAL)

    assert (faulty.status_code, mended.status_code) == (422, 409)
    assert [goal["text"] for goal in table.page()["plan"]["goals"]] == ["Von Rita"]


def test_what_was_written_for_a_form_that_is_gone_is_shown(table: Round) -> None:
    klara, ivo = Desk(table, KLARA), Desk(table, IVO)
    klara.does("begin")
    klara.does("goals", **GOAL, explained_on=SWISS)
    klara.does("propose", **offer_of(table))
    key, shown = measure_of(table), ivo.page()
    klara.does("withdraw", measure=key)
    gone = ivo.send("answer", shown, measure=key, accepts="no", reason="Lange überlegt")

    table.accepted(table.propose())
    late = klara.page()
    table.do(KLARA, "/submission", version=table.version)
    signing = klara.send("goals", late, text_0="Zu spät", measured_0="x", due_0="1.12.2026")

    assert (gone.status_code, signing.status_code) == (409, 409)
    assert "Lange überlegt" in main_of(gone)
    assert "Der Plan wird inzwischen unterschrieben" in main_of(signing)
    assert "Zu spät" in main_of(signing)


def test_who_refuses_says_why_and_the_page_says_so_to_all(table: Round) -> None:
    table.submitted()
    ivo = Desk(table, IVO)

    silent = ivo.send("refuse", reason=" ")
    ivo.does("refuse", reason="Grund-Seite")

    assert silent.status_code == 422
    assert 'id="refuse-reason-err"' in silent.text
    assert "Grund-Seite" in main_of(Desk(table, SONJA).page())
    assert table.page()["plan"]["state"] == "draft"


def test_a_signature_is_taken_back_and_a_version_dropped_after_a_second_look(table: Round) -> None:
    table.submitted()
    klara = Desk(table, KLARA)

    back = klara.does("return")
    look = klara.page("?look=drop")
    dropped = klara.does("drop", look)

    assert "In Arbeit" in main_of(back)
    assert "Fassung 1 verwerfen?" in main_of(look)
    assert "Verworfen am 10.02.2026" in main_of(dropped)
    assert 'value="begin"' in dropped.text


def test_a_measure_is_proposed_otherwise_from_what_it_was(table: Round) -> None:
    klara = Desk(table, KLARA)
    klara.does("begin")
    klara.does("propose", **offer_of(table))
    key = measure_of(table)

    form = klara.page(f"?measure={key}")
    klara.does("change", form, **offer_of(table, aim="Anderer Zweck"), measure=key)

    assert 'value="01.09.2026"' in form.text
    assert "Zweck-Seite</textarea>" in form.text
    (after,) = table.page()["plan"]["measures"]
    assert (after["key"], after["aim"]) == (key, "Anderer Zweck")


@pytest.mark.parametrize("login", [KLARA, RITA])
def test_only_its_institution_is_offered_to_answer_a_measure(table: Round, login: str) -> None:
    table.do(KLARA)
    measure = table.propose()
    desk = Desk(table, login)

    shown = desk.page()
    values = {"measure": measure["measure"], "version": "1", "accepts": "no", "reason": "x"}
    forced = desk.visitor.post(desk.path, csrf=csrf_of(shown), do="answer", **values)

    assert 'name="accepts"' not in shown.text
    assert forced.status_code == 403


def test_an_older_version_is_read_and_says_what_has_changed_since(table: Round) -> None:
    table.in_force()
    klara = Desk(table, KLARA)
    klara.does("begin")
    klara.does("goals", text_0="Neues Ziel", measured_0="x", due_0="1.12.2026")
    klara.does("propose", **offer_of(table, service=f"{table.office(RITA)}:job_search", payer="RAV"))

    now, old = klara.page(), klara.page("/1")

    assert "Was anders ist als in Fassung 1" in main_of(now)
    assert "Nicht mehr dabei: Ziel-MASSNAHME" in main_of(now)
    assert "Stellensuche ist neu" in main_of(now)
    main = old.text[old.text.index("<main") : old.text.index("</main>")]
    assert "<form" not in main
    assert "Ziel-MASSNAHME" in main
    assert "Neues Ziel" not in main
    assert f'href="/cases/{table.case}/plan"' in main
    assert klara.page("/3").status_code == 404


@pytest.mark.parametrize("login", [GUEST, "anna_rav", "carla_smz"])
def test_the_page_is_not_there_for_who_does_not_see_the_case(table: Round, login: str) -> None:
    table.in_force()
    desk = Desk(table, login)
    token = csrf_of(desk.visitor.get("/cases"))

    answers = [desk.page(), desk.page("/1")]
    answers += [
        desk.visitor.post(desk.path, csrf=token, do=act) for act in ("begin", "goals", "drop", "nothing")
    ]

    assert {answer.status_code for answer in answers} <= {404, 422}
    assert "Ziel-MASSNAHME" not in "".join(answer.text for answer in answers)


def test_reading_the_page_is_noted(table: Round) -> None:
    table.in_force()
    Desk(table, RITA).page()

    read = table.house.rows(AccessEntry, case_key=int(table.case), action="plan")
    assert ("MEASURE", table.house.users[RITA].institution_key) in {
        (row.category, row.institution_key) for row in read
    }


def test_the_page_of_the_case_says_how_the_plan_stands(table: Round) -> None:
    klara = Visitor(table.house, KLARA)
    path = f"/cases/{table.case}"

    before = main_of(klara.get(path))
    table.submitted()
    signing = main_of(klara.get(path))
    table.sign(RITA)

    assert "Es gibt noch keinen Plan." in before
    assert "Fassung 1 liegt zur Unterschrift vor, 5 fehlen noch." in signing
    assert "4 fehlen noch" in main_of(klara.get(path))


def test_a_procedure_without_a_plan_is_asked_nothing_and_shows_nothing(table: Round) -> None:
    case = table.house.case_at("fresh")
    carla = Visitor(table.house, "carla_smz")

    with counted(table.house) as statements:
        page = carla.get(f"/cases/{case}")

    assert 'id="plan"' not in page.text
    assert not [text for text in statements if re.search(r"\bFROM plan\b|\bmeasure\b", text)]
    assert carla.get(f"/cases/{case}/plan").status_code == 404
    assert carla.post(f"/cases/{case}/plan", csrf=csrf_of(page), do="begin").status_code == 404


def test_what_is_hostile_stays_text(table: Round) -> None:
    klara = Desk(table, KLARA)
    klara.does("begin")
    hostile = "<script>alert(1)</script> {{ 7*7 }} \N{RIGHT-TO-LEFT OVERRIDE}"

    page = klara.does("goals", text_0=hostile, measured_0=hostile, due_0="1.12.2026")

    assert "<script>alert" not in page.text
    assert html.escape("<script>alert(1)</script> {{ 7*7 }}") in page.text


def test_a_form_that_is_sent_twice_is_done_once(table: Round) -> None:
    klara = Desk(table, KLARA)
    klara.does("begin")
    shown = klara.page()

    answers = [klara.send("propose", shown, **offer_of(table)) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert len(table.house.rows(Measure, case_key=int(table.case))) == 1


def test_the_page_speaks_french(table: Round) -> None:
    table.in_force()
    klara = Desk(table, KLARA)
    klara.visitor.client.cookies.set("bruecke_language", "fr")
    klara.does("begin")

    page = klara.page()

    main = page.text[page.text.index("<main") : page.text.index("</main>")]
    assert 'lang="de"' not in main
    assert "Droits et devoirs" in main


def test_a_form_of_one_case_does_nothing_with_a_measure_of_another(luzern: Luzern) -> None:
    here, there = (Round(luzern, luzern.case_at("preparing")) for _ in range(2))
    for one in (here, there):
        one.do(KLARA)
        one.propose()
    klara, foreign = Desk(here, KLARA), measure_of(there)
    sent = hidden_of(klara.page(), "withdraw", measure_of(here)) | {"measure": foreign, "version": "1"}

    answer = klara.visitor.post(klara.path, **sent)

    assert answer.status_code == 409
    assert "steht nicht mehr im Plan" in main_of(answer)
    assert measure_of(there) == foreign
