"""The command `person`: who signs in, entered by an operator. A password is never an argument, for others see these."""

import secrets
from typing import Annotated

import typer

from api.opening import entering
from cases.commands.add_person import NewPerson, add_person
from cases.commands.change_person import PersonChanges, change_person
from cases.commands.deactivate_person import deactivate_person
from cases.commands.renew_password import renew_password
from cases.rows import Institution, Unit, User
from cases.staff import LANGUAGES, ROLES, SHORTEST_PASSWORD, institution_named
from cases.systems import is_system
from cases.trail import told, trail_of
from engine.store import Work

people = typer.Typer(no_args_is_help=True, help="Enter, see, change and deactivate people.")

Login = Annotated[str, typer.Argument(help="what they sign in with")]
Role = Annotated[list[str] | None, typer.Option(help=f"one or more of {', '.join(ROLES)}")]
Draw = Annotated[
    bool, typer.Option("--draw-password", help="draw the password and show it once, instead of asking for it")
]


@people.command("add")
def add(
    login: Login,
    name: Annotated[str, typer.Option(help="first and last name")],
    institution: Annotated[str, typer.Option(help="name of the institution")],
    unit: Annotated[str, typer.Option(help="name of the unit")],
    function_de: Annotated[str, typer.Option(help="function in German, such as Personalberaterin")],
    function_fr: Annotated[str, typer.Option(help="function in French, such as Conseillère en personnel")],
    role: Annotated[list[str], typer.Option(help=f"one or more of {', '.join(ROLES)}")],
    language: Annotated[str, typer.Option(help=f"one of {', '.join(LANGUAGES)}")] = "de",
    email: Annotated[str, typer.Option(help="where invitations to meetings are sent to")] = "",
    draw_password: Draw = False,
) -> None:
    """Enter a person; the first password is asked for, or drawn."""
    new = NewPerson(login, name, institution, unit, function_de, function_fr, role, language, email)
    with entering() as house:
        password = _password(is_drawn=draw_password)
        row = add_person(house.engine, house.passwords, new, password)
    typer.echo(f"Entered: {row.login} · {row.name} · {row.roles}")
    _show(password, is_drawn=draw_password)


@people.command("change")
def change(
    login: Login,
    name: Annotated[str | None, typer.Option(help="first and last name")] = None,
    unit: Annotated[str | None, typer.Option(help="name of another unit of the same institution")] = None,
    function_de: Annotated[str | None, typer.Option(help="function in German")] = None,
    function_fr: Annotated[str | None, typer.Option(help="function in French")] = None,
    role: Role = None,
    language: Annotated[str | None, typer.Option(help=f"one of {', '.join(LANGUAGES)}")] = None,
    email: Annotated[
        str | None, typer.Option(help='where invitations to meetings are sent to; "": nowhere any more')
    ] = None,
) -> None:
    """Change what is named; the rest stays. Roles that are named replace those there were, at once."""
    changes: PersonChanges = {}
    if name is not None:
        changes["name"] = name
    if unit is not None:
        changes["unit"] = unit
    if function_de is not None:
        changes["function_de"] = function_de
    if function_fr is not None:
        changes["function_fr"] = function_fr
    if role:
        changes["roles"] = role
    if language is not None:
        changes["language"] = language
    if email is not None:
        changes["email"] = email
    with entering() as house:
        row = change_person(house.engine, login, changes)
    typer.echo(f"Changed: {row.login} · {row.name} · {row.roles}")


@people.command("deactivate")
def deactivate(login: Login) -> None:
    """Let somebody in no longer: sessions, tokens and calendar addresses end at once. What they did stays."""
    with entering() as house:
        deactivate_person(house.engine, login)
    typer.echo(
        f"{login} is deactivated. Colleagues of the unit hand over what is open under «Arbeit übergeben»."
    )


@people.command("readmit")
def readmit(login: Login, draw_password: Draw = False) -> None:
    """Let somebody in again who was deactivated, with a new password."""
    _renew(login, is_drawn=draw_password, readmit=True)
    typer.echo(f"{login} can sign in again.")


@people.command("password")
def password_of(login: Login, draw_password: Draw = False) -> None:
    """Give somebody a new password: the former one, their sessions and tokens end at once."""
    _renew(login, is_drawn=draw_password)
    typer.echo(f"{login} has a new password.")


@people.command("list")
def show(institution: Annotated[str | None, typer.Argument(help="only of this institution")] = None) -> None:
    """See who has an account: login, name, institution, unit, roles, language, address for mail."""
    with entering() as house, house.engine.store.reading() as work:
        lines = _lines(work, institution)
    for line in lines:
        typer.echo(line)
    if not lines:
        typer.echo("Nobody has an account yet. Enter somebody with: person add")


@people.command("trail")
def trail(login: Annotated[str, typer.Argument(help="of a person or a system")]) -> None:
    """See what was entered and changed of an account, when and how: never the values."""
    with entering() as house, house.engine.store.reading() as work:
        lines = [told(event) for user in work.find(User, login=login) for event in trail_of(work, user.key)]
    for line in lines:
        typer.echo(line)
    if not lines:
        typer.echo(f"Nothing is noted of «{login}». See who has an account with: person list")


def _lines(work: Work, institution: str | None) -> list[str]:
    only = {} if institution is None else {"institution_key": institution_named(work, institution).key}
    bodies = {row.key: row.name for row in work.find(Institution)}
    units = {row.key: row.name for row in work.find(Unit)}
    users = [user for user in work.find(User, **only) if not is_system(user)]
    return [
        f"{user.login} · {user.name} · {bodies[user.institution_key]} · {units[user.unit_key]} · {user.roles} · "
        f"{user.language}{f' · {user.email}' if user.email else ''}{'' if user.is_active else ' · deactivated'}"
        for user in sorted(users, key=lambda user: (bodies[user.institution_key], user.login))
    ]


def _renew(login: str, *, is_drawn: bool, readmit: bool = False) -> None:
    with entering() as house:
        password = _password(is_drawn=is_drawn)
        renew_password(house.engine, house.passwords, login, password, readmit=readmit)
    _show(password, is_drawn=is_drawn)


def _password(*, is_drawn: bool) -> str:
    """Drawn, or asked for twice without being shown."""
    if is_drawn:
        return secrets.token_urlsafe(15)
    asked: str = typer.prompt(
        f"Password, {SHORTEST_PASSWORD} characters or more", hide_input=True, confirmation_prompt="Once more"
    )
    return asked


def _show(password: str, *, is_drawn: bool) -> None:
    if is_drawn:
        typer.echo(f"password (shown this once): {password}")
