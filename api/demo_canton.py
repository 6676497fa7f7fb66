"""python -m api demo-canton: offices and people of another canton in the demo, so that its procedure can be tried out."""

from typing import Annotated

import typer

from api.bootstrap import Bruecke
from api.cast import PASSWORD
from api.new_procedure import CANTONS
from api.opening import entering
from cases.commands.add_institution import NewInstitution, add_institution
from cases.commands.add_person import NewPerson, add_person
from cases.commands.add_unit import add_unit
from cases.rows import Institution, User
from cases.staff import EntryRefused

UNIT = "Beratung"
_OFFICES = (
    ("sd", "SOCIAL", "Sozialdienst", ("SD", "SSo"), "Simon Iten", ("Sozialarbeiter", "Assistant social")),
    ("rav", "RAV", "RAV", ("RAV", "ORP"), "Rahel Keiser", ("Personalberaterin", "Conseillère en personnel")),
    ("iv", "IV", "IV-Stelle", ("IV", "AI"), "Iris Hotz", ("Berufsberaterin", "Conseillère en orientation")),
    (
        "koo",
        "COORDINATION",
        "IIZ-Koordinationsstelle",
        ("IIZ", "CII"),
        "Karin Staub",
        ("IIZ-Koordinatorin", "Coordinatrice CII"),
    ),
)
"""Short name, type, name, letters, and who works there: the same invented people in every canton."""


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
    called, _ = CANTONS[canton]
    with house.engine.store.reading() as work:
        _require_demo(work.find(User, login="dario"))
        there = [row.name for row in work.find(Institution, canton=canton)]
    if there:
        raise EntryRefused(
            f"The canton {canton} has offices already: {', '.join(sorted(there))}. See: person list"
        )
    found = []
    for short, kind, office, letters, name, functions in _OFFICES:
        institution, login = f"{office} {called}", f"{short}_{canton.lower()}"
        add_institution(house.engine, NewInstitution(institution, kind, canton, *letters, "", True))
        add_unit(house.engine, institution, UNIT, is_intake=False)
        role = "coordinator" if kind == "COORDINATION" else "caseworker"
        new = NewPerson(
            login, name, institution, UNIT, *functions, [role], "de", f"{short}.{canton.lower()}@example.ch"
        )
        add_person(house.engine, house.passwords, new, PASSWORD)
        found.append((login, name, institution))
    return found


def _require_demo(known: list[User]) -> None:
    """Everybody knows the password of these people: they are for a demo only. Raises EntryRefused."""
    if not any(user.email == "dario@example.ch" for user in known):
        raise EntryRefused(
            "This database holds no demo, and everybody knows the password of these people. Begin one with make run, or enter "
            "offices of your own: api/OPERATING.md, «A house of your own»."
        )
