"""The pages of handovers: offered with a form, answered on a page, kept in an inbox; what is refused stays written."""

from typing import Any

import pytest

from cases.rows import Handover
from tests.api.basel import FELIX, IRENE, PURPOSE, RUTH, Basel, basel
from tests.api.test_pages import Page, Visitor, main_of

__all__ = ["basel"]
WHY = "Grund-VERTRAULICH"


def offer_by_page(basel: Basel, case: str, **more: Any) -> Page:
    """Felix looks at what he would offer, and offers it."""
    felix = Visitor(basel.house, FELIX)
    first = felix.get(f"/cases/{case}/packets/new?handover=iv")
    link = first.text.split('<li class="after"><a class="btn" href="')[1].split('"')[0].replace("&amp;", "&")
    form = felix.get(link)
    fields = [f"{one['record']}:{one['field']}" for one in basel.fields(FELIX, case)]
    values = {"field": fields, "purpose": PURPOSE} | more
    shown = felix.post(f"/cases/{case}/packets", form, do="look", **values)
    assert shown.status_code == 200, main_of(shown)
    assert "Übergabe anbieten" in main_of(shown)
    return felix.post(f"/cases/{case}/packets", shown, do="send", **values)


@pytest.mark.requirement("BL-05", "BL-10")
def test_a_case_is_offered_and_accepted_on_pages(basel: Basel) -> None:
    case = basel.offering()
    felix, irene = Visitor(basel.house, FELIX), Visitor(basel.house, IRENE)
    before = main_of(felix.get(f"/cases/{case}"))
    offered = offer_by_page(basel, case)
    address = offered.headers["location"].partition("?")[0]
    waiting = main_of(irene.get("/tasks"))
    inbox = main_of(irene.get("/handovers"))
    page = irene.get(address)
    accepted = irene.post(address, page, do="accept")
    after = main_of(irene.get(accepted.headers["location"]))

    assert "Übergabe an die IV anbieten" in before
    assert "Fachstelle Eingliederung Basel-Landschaft möchte einen Fall übergeben" in waiting
    assert "Wartet auf Ihre Antwort" in inbox
    assert PURPOSE in main_of(page)
    assert 'data-key="main"' not in page.text, "what can not be taken back is done by no key"
    assert "Grenzen-GESUNDHEIT" in main_of(page)
    assert accepted.status_code == 303
    assert "Ihre Stelle übernimmt" in after
    for visitor in (felix, Visitor(basel.house, RUTH)):
        assert "Angenommen" in main_of(visitor.get(f"/cases/{case}"))
    assert "Angenommen" in main_of(felix.get("/handovers?view=sent"))


def test_who_returns_says_why_and_the_sender_reads_it(basel: Basel) -> None:
    told = basel.offered()
    irene, address = Visitor(basel.house, IRENE), f"/handovers/{told['handover']}"
    mute = irene.post(address, irene.get(address), do="return", reason=" ")
    returned = irene.post(address, irene.get(address), do="return", reason=WHY)
    again = irene.post(address, mute, do="accept")
    sender = main_of(Visitor(basel.house, FELIX).get(address))
    beside = main_of(Visitor(basel.house, RUTH).get(address))

    assert (mute.status_code, "Bitte schreiben Sie, weshalb" in main_of(mute)) == (422, True)
    assert returned.status_code == 303
    assert (again.status_code, "nicht mehr offen" in main_of(again)) == (409, True)
    assert WHY in sender
    assert WHY not in beside
    assert PURPOSE not in beside, "who stands beside reads how it stands, not what was sent"
    assert "Zurückgewiesen" in beside


def test_what_was_written_is_not_lost_where_it_comes_too_late(basel: Basel) -> None:
    told = basel.offered()
    irene, address = Visitor(basel.house, IRENE), f"/handovers/{told['handover']}"
    page = irene.get(address)
    basel.act(FELIX, told, "withdrawal")
    late = irene.post(address, page, do="return", reason=WHY)

    assert (late.status_code, WHY in main_of(late)) == (409, True)


def test_the_sender_takes_back_and_nobody_else(basel: Basel) -> None:
    told = basel.offered()
    address = f"/handovers/{told['handover']}"
    felix, irene = Visitor(basel.house, FELIX), Visitor(basel.house, IRENE)
    forbidden = irene.post(address, irene.get(address), do="withdraw")
    wrong = felix.post(address, felix.get(address), do="accept")
    back = felix.post(address, felix.get(address), do="withdraw", reason="Doch nicht")

    assert (forbidden.status_code, wrong.status_code, back.status_code) == (403, 403, 303)
    assert "Doch nicht" in main_of(irene.get(address))


def test_the_form_offers_nothing_twice_and_nothing_to_who_may_not(basel: Basel) -> None:
    told = basel.offered()
    form = f"/cases/{told['case']}/packets/new"
    felix = Visitor(basel.house, FELIX)
    second = felix.get(f"{form}?handover=iv")

    assert "Der Fall ist schon angeboten" in main_of(second)
    assert "IV-Stelle Basel-Landschaft" not in main_of(second), "no choice that leads to a refusal"
    assert f'href="/cases/{told["case"]}#handovers">Zu den Übergaben des Falls' in second.text
    assert felix.get(f"{form}?handover=suva").status_code == 404
    assert Visitor(basel.house, RUTH).get(f"{form}?handover=iv").status_code == 403
    assert Visitor(basel.house, "beat_iv").get(f"{form}?handover=iv").status_code == 404
    page = felix.get(f"/cases/{told['case']}")
    assert "Übergabe an die IV anbieten" not in main_of(page), "no button that leads to a refusal"
    assert "packets/new?handover=" not in page.text, "no link that leads to a refusal"
    assert "Die IV-Stelle hat noch nicht geantwortet" in main_of(felix.get(f"/cases/{told['case']}"))
    assert len(basel.house.rows(Handover, case_key=int(told["case"]))) == 1


def test_the_form_of_a_handover_shows_only_who_may_get_it(basel: Basel) -> None:
    case = basel.offering()
    main = main_of(Visitor(basel.house, FELIX).get(f"/cases/{case}/packets/new?handover=iv"))

    assert "IV-Stelle Basel-Landschaft" in main
    assert "RAV Liestal" not in main


def test_a_page_says_why_a_case_can_not_be_accepted_any_more(basel: Basel) -> None:
    told = basel.offered()
    basel.withdraw_consent(told["case"])
    irene = Visitor(basel.house, IRENE)
    address = f"/handovers/{told['handover']}"
    refused = irene.post(address, irene.get(address), do="accept")

    assert refused.status_code == 409
    assert "Die Person hat ihre Einwilligung zurückgezogen" in main_of(refused)


def test_an_empty_inbox_says_so(basel: Basel) -> None:
    main = main_of(Visitor(basel.house, "beat_iv").get("/handovers"))

    assert "Niemand hat Ihrer Stelle einen Fall angeboten" in main
