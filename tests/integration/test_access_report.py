"""The access report over every store: a case that three institutions look at, told page by page."""

from datetime import timedelta

from engine.store import Store
from tests.api.house import build


def test_every_store_tells_the_same_report_page_by_page(store: Store) -> None:
    house = build(store)
    case = house.case_at("agreed")
    for login in ("anna_rav", "ines_koo", "carla_smz", "jean_rav", "anna_rav"):
        house.clock.advance(timedelta(minutes=1))
        house.get(login, f"/api/cases/{case}")
    house.clock.advance(timedelta(minutes=1))

    told, cursor = [], ""
    while cursor is not None:
        page = house.get("ines_koo", f"/api/cases/{case}/access?lang=de&limit=2{cursor}")
        told += [(line["at"][11:16], line["user"], line["parts"]) for line in page["items"]]
        cursor = page["next"] and f"&after={page['next']}"

    reads = [(at, user) for at, user, _ in told if "11:01" <= at <= "11:05"]
    assert reads == [
        ("11:05", "Anna Zurbriggen"),
        ("11:04", "Jean Fournier"),
        ("11:03", "Carla Dayer"),
        ("11:02", "Ines Amrein"),
        ("11:01", "Anna Zurbriggen"),
    ]
    [ines] = [parts for at, _, parts in told if at == "11:02"]
    assert [(part["categories"], part["basis"]["label"]) for part in ines] == [
        (["MASTER"], "Vereinbarung über die Teilnahme")
    ]
