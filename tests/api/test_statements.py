"""What is counted is all there is: each way in which the store asks the database is seen, with how much it hands over."""

from datetime import UTC, datetime

from cases.lists import Viewer
from cases.rows import Institution, Note, Unit
from engine.keys import new_key
from tests.api.house import House
from tests.api.statements import counted

NOW = datetime(2026, 2, 10, tzinfo=UTC)


def asked(statements: list[str]) -> list[str]:
    """The statements without begin and end of a transaction, which SQLite tells too."""
    return [text for text in statements if not text.startswith(("BEGIN", "COMMIT", "ROLLBACK"))]


def test_every_statement_of_the_store_is_counted_with_the_number_of_its_values(house: House) -> None:
    store, lists = house.bruecke.engine.store, house.bruecke.lists
    unit = Unit(new_key(), house.users["carla_smz"].institution_key, "O'Neill's 3 NULL x'00' units", False)
    found = {}
    with counted(house) as statements, store.work() as work:
        for name, ask in (
            ("insert", lambda: (work.add(unit), work.hold(Unit))),
            ("two rows", lambda: (work.add(*(_note() for _ in range(2))), work.hold(Note))),
            ("get", lambda: work.get(Unit, unit.key + 1)),
            (
                "ahead",
                lambda: work.ahead(
                    (Unit, {"key": unit.key + 2}), (Note, {"case_key": 1, "withdrawn_at": None})
                ),
            ),
            (
                "read ahead",
                lambda: (work.get(Unit, unit.key + 2), work.find(Note, case_key=1, withdrawn_at=None)),
            ),
            ("along", lambda: work.along(Unit, ("institution_key", Institution), name="x")),
            ("find", lambda: work.find(Unit, institution_key=[1, 2, 3], name="x")),
            ("find none", lambda: work.find(Note, withdrawn_at=None)),
            ("replace", lambda: (work.replace(unit), work.hold(Unit))),
            ("remove", lambda: (work.remove(Unit, unit.key), work.hold(Unit))),
            ("a list", lambda: lists(work).cases(Viewer(1, 2, 3, frozenset({"caseworker"})), NOW)),
        ):
            before = len(asked(statements))
            ask()
            found[name] = asked(statements)[before:]

    told = {
        name: [(text.split()[0], text.rpartition("(")[2]) for text in texts] for name, texts in found.items()
    }
    listed = told.pop("a list")
    assert told == {
        "insert": [("INSERT", "4)")],
        "two rows": [("INSERT", "18)")],
        "get": [("SELECT", "1)")],
        "ahead": [("SELECT", "2)")],
        "read ahead": [],
        "along": [("SELECT", "1)")],
        "find": [("SELECT", "4)")],
        "find none": [("SELECT", "0)")],
        "replace": [("UPDATE", "4)")],
        "remove": [("DELETE", "1)")],
    }
    assert listed
    assert {verb for verb, _ in listed} <= {"SELECT", "WITH"}


def test_the_values_themselves_are_not_told_and_counting_ends(house: House) -> None:
    store = house.bruecke.engine.store
    with counted(house) as first, store.reading() as work:
        work.get(Unit, 4711)
        work.find(Unit, name="O'Neill's secret 17")
    with counted(house) as second, store.reading() as work:
        work.get(Unit, 4712)
        work.find(Unit, name="another, 'quoted'")
    with store.reading() as work:
        work.get(Unit, 4713)

    assert first == second
    assert "4711" not in str(first)
    assert "secret" not in str(first)


def _note() -> Note:
    return Note(new_key(), 1, 2, 3, "own", "WORK", b"\x00'", NOW, None)
