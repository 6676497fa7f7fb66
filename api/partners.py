"""The command `partner`: other servers that hand cases over to an office of this one, entered by an operator."""

from typing import Annotated

import typer

from api.opening import entering
from cases.commands.enter_partner import enter_partner
from cases.partners import PartnerRefused
from cases.rows import Partner, Takeover

partners = typer.Typer(no_args_is_help=True, help="Enter and see other servers that hand cases over.")


@partners.command("add")
def add(
    name: Annotated[str, typer.Argument(help="what the other server is called here")],
    url: Annotated[str, typer.Argument(help="its address, https://HOST")],
    client_id: Annotated[str, typer.Option(help="id of the office's key there")],
    system: Annotated[int, typer.Option(help="key of the system of the office here that opens the cases")],
    procedure: Annotated[str, typer.Option(help="procedure that a handover begins")],
) -> None:
    """Enter another server, or change it; the secret of the key there is asked for."""
    secret = typer.prompt("Secret of the key there", hide_input=True)
    with entering() as house:
        try:
            row = enter_partner(
                house.engine, house.vault, house.partners, name, url, (client_id, secret), system, procedure
            )
        except PartnerRefused as refused:
            typer.echo((PartnerRefused.__doc__ or "").strip(), err=True)
            raise typer.Exit(1) from refused
    typer.echo(f"Entered: {row.name} · {row.url} · {row.procedure}")


@partners.command("list")
def show() -> None:
    """What is known of other servers: how they last answered, and what has still to be answered or brought there."""
    with entering() as house, house.engine.store.reading() as work:
        for row in work.find(Partner):
            rows = work.find(Takeover, partner_key=row.key)
            waiting = sum(one.state == "open" for one in rows)
            told = f"{row.last_answer or 'not asked yet'}"
            typer.echo(
                f"{row.name} · {row.url} · {row.status} · {told} · {len(rows)} taken over, {waiting} open"
            )
