"""Figures to steer by, with the day up to which they are counted and how, and as a file that may be passed on (LU-10)."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import Query, Request, Response
from fastapi.responses import StreamingResponse

from api.access import House, SignedIn
from api.pages.rendering import page
from api.pages.texts import Translator
from api.routers import Router
from api.routes.figures import MOST_RAPPEN
from api.spreadsheet import spreadsheet
from cases.figures.sharing import in_francs, rappen_of
from cases.views.figures import ProcedureFigures, view_figures

router = Router(include_in_schema=False)
_COLUMNS = (
    "procedure",
    "figure",
    "numerator",
    "denominator",
    "percent",
    "excluded",
    "cut_off",
    "smallest",
    "definition",
)


@router.get("/figures")
def show_figures(
    request: Request, house: House, caller: SignedIn, costs: Annotated[str, Query(max_length=40)] = ""
) -> Response:
    """The figures of the reader's institution; with `costs` what each carrier pays of them."""
    with house.engine.store.reading() as work:
        found = view_figures(house.engine, work, caller.actor, caller.language)
    rappen = rappen_of(costs)
    if rappen is not None and rappen > MOST_RAPPEN:
        rappen = None
    return page(
        request,
        house,
        caller,
        "figures.html",
        found=found,
        costs=costs,
        rappen=rappen,
        is_wrong=bool(costs.strip()) and rappen is None,
        in_francs=in_francs,
    )


@router.get("/figures.csv")
def figures_file(house: House, caller: SignedIn) -> Response:
    """The figures for others, e.g. the steering group: without numbers of few people."""
    with house.engine.store.reading() as work:
        found = view_figures(house.engine, work, caller.actor, caller.language)
    say = Translator(caller.language)
    return StreamingResponse(
        spreadsheet([say.plain(f"figures.{name}") for name in _COLUMNS], (_rows(one, say) for one in found)),
        media_type="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{say.plain("figures.file")}.csv"'},
    )


def _rows(one: ProcedureFigures, say: Translator) -> Iterator[list[str]]:
    for cells in one.passed_on:
        figure = cells.figure
        few = say.plain("figures.few")

        def cell(value: int | None, few: str = few) -> str:
            return few if value is None else str(value)

        is_rate = figure.denominator is not None
        yield [
            one.title.text,
            say.plain(f"figures.{figure.name}"),
            cell(cells.numerator),
            cell(cells.denominator) if is_rate else "",
            cell(cells.percent) if is_rate else "",
            cell(cells.excluded),
            f"{one.cut_off:%d.%m.%Y}",
            str(one.smallest),
            say.plain(f"figures.{figure.name}_says", **one.months),
        ]
