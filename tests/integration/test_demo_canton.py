"""python -m api demo-canton: offices of another canton, in a demo only."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.bootstrap import Bruecke, assemble
from api.cast import PASSWORD, add_cast
from api.cli import app
from api.settings import Settings
from cases.commands.add_person import NewPerson, add_person
from cases.commands.sign_in import create_token
from cases.rows import Institution, User
from cases.trail import trail_of


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bruecke:
    """An empty house, whose database the commands find."""
    monkeypatch.setenv("BRUECKE_DATABASE_URL", f"sqlite:///{tmp_path}/bruecke.sqlite")
    monkeypatch.setenv("BRUECKE_MASTER_KEY_FILE", f"{tmp_path}/master.key")
    monkeypatch.setenv("BRUECKE_FAST_PASSWORDS", "true")
    return assemble(Settings(), migrating=True)


def demo_canton(canton: str) -> Result:
    return CliRunner().invoke(app, ["demo-canton", canton])


def offices(house: Bruecke, canton: str) -> list[str]:
    with house.engine.store.reading() as work:
        return sorted(row.type for row in work.find(Institution, canton=canton))


def test_the_demo_gets_an_office_of_each_kind_whose_people_can_sign_in(house: Bruecke):
    with house.engine.store.work() as work:
        add_cast(work, house.engine.keys, house.passwords)

    told = demo_canton("zg")

    assert told.exit_code == 0, told.output
    assert "sd_zg · Simon Iten · Sozialdienst Zug" in told.output
    assert offices(house, "ZG") == ["COORDINATION", "IV", "RAV", "SOCIAL"]
    for login in ("sd_zg", "rav_zg", "iv_zg", "koo_zg"):
        assert create_token(house.engine, house.passwords, login, PASSWORD, "test", "127.0.0.1")


def test_a_canton_that_has_offices_is_left_as_it_is(house: Bruecke):
    with house.engine.store.work() as work:
        add_cast(work, house.engine.keys, house.passwords)
    before = offices(house, "LU")

    refused = demo_canton("LU")

    assert refused.exit_code == 1
    assert "The canton LU has offices already: IIZ-Koordinationsstelle Luzern" in refused.output
    assert offices(house, "LU") == before


def test_a_canton_that_can_t_be_entered_whole_is_not_entered_at_all(house: Bruecke):
    with house.engine.store.work() as work:
        add_cast(work, house.engine.keys, house.passwords)
    taken = NewPerson(
        "koo_zg", "Kim Zürcher", "RAV Sitten", "Beratung", "Berater", "Conseiller", ["caseworker"]
    )
    add_person(house.engine, house.passwords, taken, PASSWORD)

    refused = demo_canton("ZG")

    assert refused.exit_code == 1
    assert "The login «koo_zg» is taken." in refused.output
    assert "sd_zg" not in refused.output
    assert offices(house, "ZG") == []
    with house.engine.store.reading() as work:
        assert not work.find(User, login=["sd_zg", "rav_zg", "iv_zg"])


def test_what_is_entered_leaves_its_trail(house: Bruecke):
    with house.engine.store.work() as work:
        add_cast(work, house.engine.keys, house.passwords)

    demo_canton("ZG")

    with house.engine.store.reading() as work:
        (person,) = work.find(User, login="koo_zg")
        office = work.find(Institution, canton="ZG")
        assert [event.kind for event in trail_of(work, person.key)] == ["PERSON_ENTERED"]
        assert {trail_of(work, row.key)[0].kind for row in office} == {"INSTITUTION_ENTERED"}


@pytest.mark.parametrize(
    ("canton", "why"), [("ZG", "This database holds no demo"), ("XX", "There is no canton «XX»")]
)
def test_nobody_with_a_known_password_comes_into_a_house_that_is_no_demo(
    house: Bruecke, canton: str, why: str
):
    refused = demo_canton(canton)

    assert refused.exit_code == 1
    assert why in refused.output
    assert offices(house, "ZG") == []
