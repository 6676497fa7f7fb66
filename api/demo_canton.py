"""python -m api demo-canton: offices and people of another canton in the demo, so that its procedure can be tried out."""

from typing import Annotated, NamedTuple

import typer

from api.bootstrap import Bruecke
from api.cast import PASSWORD
from api.new_procedure import CANTONS
from api.opening import entering
from cases.commands.add_institution import NewInstitution, enter_institution
from cases.commands.add_person import NewPerson, enter_person
from cases.commands.add_unit import enter_unit
from cases.rows import Institution, User
from cases.staff import EntryRefused
from engine.engine import Engine
from engine.store import Work
from engine.transaction import repeated

UNIT = "Beratung"


class _Office(NamedTuple):
    """An office of a canton and who works there: the same invented people in every one."""

    short: str
    kind: str
    name: str
    letters: tuple[str, str]
    person: str
    functions: tuple[str, str]


_OFFICES = (
    _Office(
        "sd", "SOCIAL", "Sozialdienst", ("SD", "SSo"), "Simon Iten", ("Sozialarbeiter", "Assistant social")
    ),
    _Office(
        "rav", "RAV", "RAV", ("RAV", "ORP"), "Rahel Keiser", ("Personalberaterin", "Conseillère en personnel")
    ),
    _Office(
        "iv", "IV", "IV-Stelle", ("IV", "AI"), "Iris Hotz", ("Berufsberaterin", "Conseillère en orientation")
    ),
    _Office(
        "koo",
        "COORDINATION",
        "IIZ-Koordinationsstelle",
        ("IIZ", "CII"),
        "Karin Staub",
        ("IIZ-Koordinatorin", "Coordinatrice CII"),
    ),
)


def demo_canton(canton: Annotated[str, typer.Argument(help="two letters, such as ZG")]) -> None:
    """Give the demo an office of each kind in a canton, with one person each: to try out a procedure of its own."""
    with entering() as house:
        for login, name, office in _entered(house, canton.upper()):
            typer.echo(f"{login} · {name} · {office}")
    typer.echo(f"Sign in with one of these names and the password {PASSWORD}.")


def _entered(house: Bruecke, canton: str) -> list[tuple[str, str, str]]:
    """Who works there: login, name, office. Raises EntryRefused where it is no demo, or the canton has offices."""
    if canton not in CANTONS:
        raise EntryRefused(f"There is no canton «{canton}». One of: {', '.join(CANTONS)}.")
    hashed = house.passwords.hash(PASSWORD)

    def body(work: Work) -> list[tuple[str, str, str]]:
        _require_demo(work.find(User, login="dario"))
        there = [row.name for row in work.find(Institution, canton=canton)]
        if there:
            raise EntryRefused(
                f"The canton {canton} has offices already: {', '.join(sorted(there))}. See: person list"
            )
        return [_enter(house.engine, work, canton, office, hashed) for office in _OFFICES]

    return repeated(house.engine, body)


def _enter(engine: Engine, work: Work, canton: str, office: _Office, hashed: str) -> tuple[str, str, str]:
    short = f"{office.short}.{canton.lower()}"
    login, name = short.replace(".", "_"), f"{office.name} {CANTONS[canton][0]}"
    role = "coordinator" if office.kind == "COORDINATION" else "caseworker"
    person = NewPerson(
        login, office.person, name, UNIT, *office.functions, [role], "de", f"{short}@example.ch"
    )
    enter_institution(engine, work, NewInstitution(name, office.kind, canton, *office.letters, "", True))
    enter_unit(engine, work, name, UNIT)
    enter_person(engine, work, person, hashed)
    return login, office.person, name


def _require_demo(known: list[User]) -> None:
    """Everybody knows the password of these people: they are for a demo only. Raises EntryRefused."""
    if not any(user.email == "dario@example.ch" for user in known):
        raise EntryRefused(
            "This database holds no demo, and everybody knows the password of these people. Begin one with make run, or enter "
            "offices of your own: api/OPERATING.md, «A house of your own»."
        )
