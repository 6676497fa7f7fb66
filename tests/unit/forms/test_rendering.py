"""The page of a form: every question with its label, its error and who sees it, and nothing chosen beforehand."""

import re
from datetime import date
from decimal import Decimal

import pytest
from lxml import html

from forms import AnswerFault, Audience, Choice, Text, error_summary, read_answers, render_form

ABORTED = {"outcome": "ABORTED", "reason": "HEALTH"}
HOSTILE = "\"'><script>alert(1)</script>&{{7*7}}{% raw %}"


def drawn(form, now, **more):
    return html.fragment_fromstring(str(render_form(form, now=now, **more)), create_parent="form")


def texts(element, path):
    return [re.sub("[ \n]+", " ", found.text_content()).strip(" ") for found in element.xpath(path)]


def test_every_input_has_a_label_and_every_group_of_options_a_legend(internship, now):
    page = drawn(internship, now, values=ABORTED)

    named = page.xpath("//input[@type!='hidden'] | //select | //textarea")
    assert len(named) == 9
    for element in named:
        labels = page.xpath(f"//label[@for='{element.get('id')}']") or element.xpath("ancestor::label")
        assert len(labels) == 1
        assert labels[0].text_content().strip()
    assert all(texts(fieldset, "legend") for fieldset in page.xpath("//fieldset"))


def test_ids_are_unique_and_links_from_the_summary_find_them(internship, now):
    faults = read_answers(internship, ABORTED, now=now).faults
    page = drawn(internship, now, values=ABORTED, faults=faults)
    summary = html.fragment_fromstring(str(error_summary(internship, faults)))

    ids = page.xpath("//@id")
    targets = [link.removeprefix("#") for link in summary.xpath("//a/@href")]

    assert len(ids) == len(set(ids))
    assert targets == ["f-aborted_on", "f-assessment"]
    assert all(page.xpath(f"//*[@id='{target}'][self::input or self::textarea]") for target in targets)
    described = {part for value in page.xpath("//@aria-describedby") for part in value.split()}
    assert described <= set(ids)


def test_nothing_is_chosen_beforehand(internship, now):
    page = drawn(internship, now)

    assert page.xpath("//*[@checked or @selected]") == []
    assert page.xpath("//input[@type='text']/@value") == [""]


def test_a_hidden_question_is_not_on_the_page_at_all(internship, now):
    page = drawn(internship, now, values={"outcome": "COMPLETED", "aborted_on": "2026-06-01"})

    assert page.xpath("//*[@name='aborted_on']") == []
    assert "Abbruch am" not in page.text_content()
    assert "2026" not in page.text_content()


def test_a_question_that_follows_from_a_choice_says_why_it_is_there(internship, now):
    page = drawn(internship, now, values=ABORTED)

    assert texts(page, "//div[@class='cond']/p") == [
        "Weil «Abgebrochen» gewählt ist:",
        "Weil «Gesundheit» gewählt ist:",
    ]
    assert page.xpath("//div[@class='cond']/@data-when") == ['outcome != "ABORTED"', 'reason != "HEALTH"']
    assert page.xpath("(//div[@class='cond'])[1]//@name") == ["aborted_on", "reason", "reason"]


def test_a_box_that_opens_a_question_is_named_as_ticked(make_form, now):
    form = make_form(
        {"type": "checkbox", "key": "more", "label": "Es gibt mehr"},
        {"type": "textfield", "key": "what", "conditional": {"hide": "=not(more)"}},
    )

    assert texts(drawn(form, now, values={"more": True}, language="fr"), "//div[@class='cond']/p") == [
        "Puisque «\u202fEs gibt mehr\u202f» est coché\u202f:"
    ]


@pytest.mark.parametrize(
    "hide", ['=a = "NO"', '=a != "YES" and b != "YES"', "=n = null", '=a != "YES" or case.x = null']
)
def test_where_no_single_choice_is_the_reason_none_is_claimed(make_form, now, hide):
    options = [{"label": "Ja", "value": "YES"}, {"label": "Nein", "value": "NO"}]
    form = make_form(
        {"type": "radio", "key": "a", "values": options},
        {"type": "radio", "key": "b", "values": options},
        {"type": "number", "key": "n"},
        {"type": "textfield", "key": "what", "conditional": {"hide": hide}},
    )

    page = drawn(form, now, values={"a": "YES", "b": "YES", "n": 1}, context={"case": {"x": 1}})

    assert len(page.xpath("//div[@class='cond']//input[@name='what']")) == 1
    assert page.xpath("//div[@class='cond']/p") == []


def test_the_margin_says_who_sees_the_answer_and_why(internship, now):
    def audience(field):
        return Audience(Text("Gesundheit"), (("RAV", "rav"), ("SMZ", "sh")), Text("Vollmacht vom 24.02.2026"))

    page = drawn(internship, now, values=ABORTED, audience=audience)

    [margin] = page.xpath(
        "//input[@name='certificate'][@type='checkbox']/ancestor::div[contains(@class,'q')]/p[@class='who']"
    )
    assert margin.get("data-category") == "HEALTH"
    assert margin.xpath("svg")
    assert texts(margin, "span[@class='insts']/span[@data-inst='sh']") == ["SMZ"]
    assert texts(margin, "span[@class='why']") == ["Vollmacht vom 24.02.2026"]
    assert not page.xpath("//p[@class='who'][@data-category='WORK']/svg")


def test_an_error_stands_above_the_field_and_is_announced(internship, now):
    answers = {"outcome": "ABORTED", "aborted_on": "gestern"}
    faults = read_answers(internship, answers, now=now).faults

    page = drawn(internship, now, values=answers, faults=faults)

    [field] = page.xpath("//input[@name='aborted_on']")
    assert field.get("value") == "gestern"
    assert field.get("aria-invalid") == "true"
    assert field.get("aria-describedby") == "f-aborted_on-hint f-aborted_on-err"
    assert texts(page, "//p[@id='f-aborted_on-err']") == [faults[0].message]
    assert "-bad" in field.xpath("ancestor::div[contains(@class,'q')]")[0].get("class")
    [radios] = page.xpath("//fieldset[.//input[@name='reason']]")
    assert (radios.get("role"), radios.get("aria-invalid")) == ("radiogroup", "true")


@pytest.mark.parametrize(("language", "mark"), [("de", "(freiwillig)"), ("fr", "(facultatif)")])
def test_what_may_be_left_open_is_marked_and_what_must_not_is_announced(internship, now, language, mark):
    page = drawn(internship, now, language=language, values=ABORTED)

    assert texts(page, "//label[@for='f-days']") == [f"Tage im Betrieb {mark}"]
    assert texts(page, "//label[@for='f-assessment']") == ["Was hat das Praktikum gezeigt?"]
    assert mark not in "".join(texts(page, "//label[.//input[@type='checkbox']]"))
    assert page.xpath("//*[@aria-required='true']/@name") == ["aborted_on", "assessment"]
    assert page.xpath("//@required") == []


def test_values_are_shown_as_people_write_them(make_form, now):
    form = make_form(
        {"type": "datetime", "key": "d"}, {"type": "number", "key": "n"}, {"type": "textarea", "key": "t"}
    )

    typed = drawn(form, now, values={"d": date(2026, 6, 5), "n": Decimal("1234.50"), "t": "\neins"})
    sent = drawn(form, now, values={"d": "2026-06-05", "n": 1234.5, "t": ["?"]})

    assert typed.xpath("//input[@type='text']/@value") == ["05.06.2026", "1234.50"]
    assert sent.xpath("//input[@type='text']/@value") == ["05.06.2026", "1234.5"]
    assert typed.xpath("//input/@inputmode") == ["numeric", "decimal"]
    assert typed.xpath("//input/@placeholder") == ["tt.mm.jjjj"]


def test_chosen_options_are_marked_as_chosen(make_form, now):
    options = [{"label": "Ja", "value": "YES"}, {"label": "Nein", "value": "NO"}]
    form = make_form(
        {"type": "radio", "key": "a", "values": options, "validate": {"required": True}},
        {"type": "checklist", "key": "b", "values": options},
        {"type": "select", "key": "c", "values": options},
        {"type": "checkbox", "key": "d"},
    )

    page = drawn(form, now, values={"a": "NO", "b": ["YES", "NO"], "c": "YES", "d": True})

    assert page.xpath("//input[@checked]/@id") == ["f-a-2", "f-b", "f-b-2", "f-d"]
    assert page.xpath("//option[@selected]/@value") == ["YES"]


def test_a_box_answered_with_no_stays_empty(make_form, now):
    page = drawn(make_form({"type": "checkbox", "key": "a"}), now, values={"a": False})

    assert page.xpath("//@checked") == []


@pytest.mark.parametrize(
    ("format_", "keyboard"),
    [("ahv", "numeric"), ("phone", "tel"), ("email", "email"), ("postcode", "numeric")],
)
def test_a_text_with_a_form_of_its_own_gets_its_keyboard(make_form, now, format_, keyboard):
    form = make_form({"type": "textfield", "key": "a", "properties": {"format": format_}})

    assert drawn(form, now).xpath("//input[@name='a']/@inputmode") == [keyboard]


def test_a_radio_that_may_stay_open_can_be_taken_back(make_form, now):
    form = make_form({"type": "radio", "key": "a", "values": [{"label": "Ja", "value": "YES"}]})

    assert texts(drawn(form, now), "//label") == ["Ja", "Keine Angabe"]


def test_a_consent_offers_two_areas_of_equal_size(make_form, now):
    form = make_form(
        {
            "type": "radio",
            "key": "decision",
            "validate": {"required": True},
            "values": [
                {"label": "Erteilt", "value": "GRANTED"},
                {"label": "Nicht erteilt", "value": "REFUSED"},
            ],
            "properties": {"widget": "choice", "vocabulary": "consent_decision"},
        }
    )

    def translate(key, default):
        return (
            Text("Nichts wird geteilt.")
            if key == "vocabulary.consent_decision.REFUSED.hint"
            else Text(default)
        )

    page = drawn(form, now, translate=translate)

    assert texts(page, "//div[@class='choice -pair']/label/b") == ["Erteilt", "Nicht erteilt"]
    assert texts(page, "//label/small") == ["Nichts wird geteilt."]
    assert page.xpath("//@checked") == []


def test_translations_are_asked_by_key_and_german_stand_ins_are_marked(make_form, now):
    form = make_form(
        {"type": "select", "key": "a", "label": "Grund", "values": [{"label": "Andere", "value": "OTHER"}]},
        {"type": "select", "key": "b", "label": "Feld", "values": [{"label": "G", "value": "H"}], "properties": {"vocabulary": "fields"}},
        {"type": "text", "id": "note", "text": "## Hinweis\n\nErste Zeile\n\nZweite"},
    )  # fmt: skip
    known = {
        "forms.small.a": "Motif",
        "forms.small.a.options.OTHER": "Autre",
        "vocabulary.fields.H": "Santé",
        "forms.small.note": "## Note\n\nPremière ligne",
    }

    def translate(key, default):
        return Text(known[key]) if key in known else Text(default, fallback=True)

    page = drawn(form, now, translate=translate, language="fr")

    assert texts(page, "//option") == ["Veuillez choisir", "Autre", "Veuillez choisir", "Santé"]
    assert texts(page, "//span[@lang='de'][@class='fallback']") == ["Feld"]
    assert texts(page, "//h2 | //p") == ["Note", "Première ligne"]


def test_names_from_a_source_are_shown_as_they_are(make_form, now):
    form = make_form({"type": "select", "key": "a", "properties": {"choices": "users:RAV"}})

    asked: list[str] = []

    def choices(source):
        asked.append(source)
        return [Choice("17", "Anna Zurbriggen"), Choice("18", "Beat Zen")]

    page = drawn(form, now, choices=choices, values={"a": "17"})

    assert asked == ["users:RAV"]
    assert texts(page, "//option[@selected]") == ["Anna Zurbriggen"]


def test_a_locked_question_shows_its_answer_and_takes_none(internship, now):
    values = {"outcome": "ABORTED", "reason": "HEALTH", "certificate": True, "days": 3}

    page = drawn(internship, now, values=values, locked=frozenset({"outcome", "certificate", "days"}))

    assert set(page.xpath("//@name")) == {"aborted_on", "reason", "assessment", "_asked"}
    assert texts(page, "//div[@id='f-outcome']/p") == ["Wie ging das Praktikum aus?", "Abgebrochen"]
    assert texts(page, "//div[@id='f-certificate']/p[last()]") == ["Ja"]
    assert texts(page, "//div[@id='f-days']/p[last()]") == ["3"]


def test_groups_are_sections_with_headings_one_level_deeper_inside(make_form, now):
    inner = {
        "type": "group",
        "label": "Innen",
        "components": [{"type": "textfield", "key": "a", "label": "A"}],
    }
    empty = {"type": "group", "label": "Leer", "components": []}

    page = drawn(make_form({"type": "group", "label": "Aussen", "components": [inner, empty]}), now)

    assert texts(page, "//section[@class='sec']/header/h2") == ["Aussen"]
    assert texts(page, "//section//section/header/h3") == ["Innen"]


def test_hostile_labels_values_and_names_stay_text(make_form, now):
    form = make_form(
        {
            "type": "textfield",
            "key": "a",
            "label": HOSTILE.replace("{{", "{"),
            "description": HOSTILE.replace("{{", "{"),
        },
        {"type": "textarea", "key": "b"},
        {"type": "radio", "key": "c", "values": [{"label": HOSTILE, "value": HOSTILE}]},
        {"type": "select", "key": "d", "values": [{"label": HOSTILE, "value": HOSTILE}]},
        {"type": "text", "text": "<b>" + HOSTILE.replace("{{", "{")},
        {"type": "textfield", "key": "e", "conditional": {"hide": '=c = "<script>"'}},
    )
    faults = (AnswerFault("a", "x", HOSTILE), AnswerFault(HOSTILE, "x", HOSTILE))

    page = drawn(
        form,
        now,
        values={"a": HOSTILE, "b": "</textarea>" + HOSTILE, "c": HOSTILE, "d": HOSTILE},
        faults=faults,
        audience=lambda field: Audience(Text(HOSTILE), ((HOSTILE, "rav"),), Text(HOSTILE)),
    )
    summary = html.fragment_fromstring(str(error_summary(form, faults, saved=True)))

    assert page.xpath("//script") == summary.xpath("//script") == []
    assert page.xpath("//input[@name='a']/@value") == [HOSTILE]
    assert page.xpath("//textarea")[0].text == "\n</textarea>" + HOSTILE
    assert page.xpath("//option[@selected]/@value") == [HOSTILE]
    assert page.xpath("//@style | //@onclick") == []


def test_the_summary_counts_and_says_what_is_kept_only_if_it_is(internship, now):
    one = (AnswerFault("days", "not_number", "Bitte geben Sie eine Zahl an."),)

    kept = error_summary(internship, one, saved=True)
    french = error_summary(internship, one * 2, language="fr")

    assert "Noch nicht abgeschlossen: 1 Angabe prüfen" in kept
    assert "Tage im Betrieb: Bitte geben Sie eine Zahl an." in kept
    assert "Es ist nichts verloren." in kept
    assert "gezeigt? Bitte" in error_summary(internship, (AnswerFault("assessment", "x", "Bitte ergänzen."),))
    assert "Pas encore terminé\u202f: 2 indications à vérifier" in french
    assert "Rien n’est perdu" not in french
    assert error_summary(internship, ()) == ""
