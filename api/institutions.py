"""The commands `institution` and `unit`: who works with Brücke, entered by an operator."""

from typing import Annotated

import typer

from api.opening import entering
from cases.commands.add_institution import NewInstitution, add_institution
from cases.commands.add_unit import add_unit
from cases.commands.change_institution import InstitutionChanges, change_institution
from cases.commands.change_unit import change_unit
from cases.rows import Institution, Unit
from cases.staff import CANTONS, TYPES, institution_named
from cases.trail import told, trail_of

institutions = typer.Typer(no_args_is_help=True, help="Enter, see and change institutions.")
units = typer.Typer(no_args_is_help=True, help="Enter, see and change the units of institutions.")

Name = Annotated[str, typer.Argument(help="name of the institution")]
Type = Annotated[str | None, typer.Option("--type", help="; ".join(f"{c}: {s}" for c, s in TYPES.items()))]
Canton = Annotated[str | None, typer.Option(help=f"one of {', '.join(CANTONS)}")]
LettersDe = Annotated[str | None, typer.Option(help="what its badge says in German, such as RAV")]
LettersFr = Annotated[str | None, typer.Option(help="what its badge says in French, such as ORP")]
Region = Annotated[str | None, typer.Option(help='part of the canton that it serves; "": all of it')]
MayUseAhv = Annotated[
    bool | None,
    typer.Option(
        "--may-use-ahv/--may-not-use-ahv", help="it has a legal basis for using AHV numbers (AHVG 153c)"
    ),
]
RavCode = Annotated[str | None, typer.Option(help='how files of this RAV name it; "": not any more')]


@institutions.command("add")
def add(
    name: Name,
    type_: Annotated[str, typer.Option("--type", help="; ".join(f"{c}: {s}" for c, s in TYPES.items()))],
    canton: Annotated[str, typer.Option(help=f"one of {', '.join(CANTONS)}")],
    letters_de: Annotated[str, typer.Option(help="what its badge says in German, such as RAV")],
    letters_fr: Annotated[str, typer.Option(help="what its badge says in French, such as ORP")],
    region: Region = None,
    may_use_ahv: MayUseAhv = None,
    rav_code: RavCode = None,
) -> None:
    """Enter an institution. Without --may-use-ahv it neither records nor searches AHV numbers."""
    new = NewInstitution(
        name, type_, canton, letters_de, letters_fr, region or "", bool(may_use_ahv), rav_code or ""
    )
    with entering() as house:
        row = add_institution(house.engine, new)
    typer.echo(f"Entered: {_told(row)}\nNext: unit add {row.name!r} NAME")


@institutions.command("change")
def change(
    name: Name,
    new_name: Annotated[str | None, typer.Option(help="how it is called from now on")] = None,
    type_: Type = None,
    canton: Canton = None,
    letters_de: LettersDe = None,
    letters_fr: LettersFr = None,
    region: Region = None,
    may_use_ahv: MayUseAhv = None,
    rav_code: RavCode = None,
) -> None:
    """Change what is named; the rest stays. Type and canton stay once it takes part in a case."""
    changes: InstitutionChanges = {}
    if new_name is not None:
        changes["name"] = new_name.strip()
    if type_ is not None:
        changes["type"] = type_
    if canton is not None:
        changes["canton"] = canton
    if letters_de is not None:
        changes["letters_de"] = letters_de.strip()
    if letters_fr is not None:
        changes["letters_fr"] = letters_fr.strip()
    if region is not None:
        changes["region"] = region.strip()
    if may_use_ahv is not None:
        changes["may_use_ahv"] = may_use_ahv
    if rav_code is not None:
        changes["rav_code"] = rav_code
    with entering() as house:
        row = change_institution(house.engine, name, changes)
    typer.echo(f"Changed: {_told(row)}")


@institutions.command("list")
def show() -> None:
    """See every institution with what is entered of it."""
    with entering() as house, house.engine.store.reading() as work:
        rows = sorted(work.find(Institution), key=lambda row: (row.canton, row.type, row.name))
    for row in rows:
        typer.echo(_told(row))
    if not rows:
        typer.echo("There is no institution yet. Enter one with: institution add")


@institutions.command("trail")
def trail(name: Name) -> None:
    """See what was entered and changed of an institution and its units, when and how: never the values."""
    with entering() as house, house.engine.store.reading() as work:
        own = institution_named(work, name)
        parts: list[Institution | Unit] = [own, *work.find(Unit, institution_key=own.key)]
        found = [(event, part.name) for part in parts for event in trail_of(work, part.key)]
    for event, called in sorted(found, key=lambda one: one[0].at):
        typer.echo(f"{told(event)} · {called}")


def _told(row: Institution) -> str:
    parts = [
        row.name,
        row.type,
        row.canton,
        f"region {row.region}" if row.region else "whole canton",
        f"badge {row.letters_de}/{row.letters_fr}",
        "may use AHV numbers" if row.may_use_ahv else "may not use AHV numbers",
        f"RAV code {row.rav_code}" if row.rav_code else "",
    ]
    return " · ".join(part for part in parts if part)


@units.command("add")
def add_one(
    institution: Name,
    name: Annotated[str, typer.Argument(help="name of the unit")],
    intake: Annotated[
        bool, typer.Option("--intake", help="it takes what comes from others, in place of the one that did")
    ] = False,
) -> None:
    """Enter a unit: the team that a mandate reaches as far as. The first one takes what comes from others."""
    with entering() as house:
        row = add_unit(house.engine, institution, name, is_intake=intake)
    typer.echo(f"Entered: {_unit_told(row, institution)}")


@units.command("change")
def change_one(
    institution: Name,
    name: Annotated[str, typer.Argument(help="name of the unit")],
    new_name: Annotated[str | None, typer.Option(help="how it is called from now on")] = None,
    intake: Annotated[
        bool, typer.Option("--intake", help="it takes what comes from others, in place of the one that did")
    ] = False,
) -> None:
    """Give a unit another name, or let it take what comes from others."""
    with entering() as house:
        row = change_unit(house.engine, institution, name, new_name, is_intake=intake)
    typer.echo(f"Changed: {_unit_told(row, institution)}")


@units.command("list")
def show_units(institution: Name) -> None:
    """See the units of an institution."""
    with entering() as house, house.engine.store.reading() as work:
        rows = work.find(Unit, institution_key=institution_named(work, institution).key)
    for row in rows:
        typer.echo(_unit_told(row, institution))
    if not rows:
        typer.echo(f"«{institution}» has no unit yet. Enter one with: unit add")


def _unit_told(row: Unit, institution: str) -> str:
    return f"{institution} · {row.name}{' · takes what comes from others' if row.is_intake else ''}"
