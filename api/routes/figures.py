"""Figures to steer by: numbers of persons, never who they are (LU-10)."""

from typing import Annotated

from fastapi import Query

from api.access import House, SignedIn
from api.parameters import PROBLEMS
from api.routers import Router
from api.shapes.figures import (
    ContextOut,
    FigureOut,
    Figures,
    PeopleRange,
    ProcedureFiguresOut,
    ShareOut,
)
from cases.views.figures import ProcedureFigures, view_figures

router = Router(
    prefix="/api/figures", tags=["figures"], responses={code: PROBLEMS[code] for code in (401, 403, 422)}
)
MOST_RAPPEN = 10**13
Costs = Annotated[
    int | None,
    Query(
        ge=0, le=MOST_RAPPEN, description="costs of the coordination in Rappen, to be shared by the carriers"
    ),
]


@router.get("", operation_id="read_figures")
def read_figures(house: House, caller: SignedIn, costs: Costs = None) -> Figures:
    """The figures of your institution by procedure, counted every night, for who coordinates it. They say how they are counted on
    the page `/figures`. Where your institution does not see all of these cases any more, numbers of few people are null; before they are passed on, small numbers have to be taken out, as in `/figures.csv`.
    """
    with house.engine.store.reading() as work:
        found = view_figures(house.engine, work, caller.actor, caller.language)
    return Figures(items=[_out(one, costs) for one in found])


def _out(one: ProcedureFigures, costs: int | None) -> ProcedureFiguresOut:
    return ProcedureFiguresOut(
        procedure=one.procedure,
        version=one.version,
        title=one.title.text,
        source=one.source,
        cut_off=one.cut_off,
        keeps_back=one.keeps_back,
        figures=[
            FigureOut(
                name=cells.figure.name,
                requirement=cells.figure.requirement,
                numerator=cells.numerator,
                denominator=cells.denominator,
                excluded=cells.excluded,
                percent=cells.percent,
                parts_of=cells.figure.parts_of,
            )
            for cells in one.shown
        ],
        context=[
            ContextOut(
                name=line.name,
                text=line.text.text,
                year=line.year,
                people=PeopleRange(least=line.people[0], most=line.people[1]) if line.people else None,
                figure=line.beside,
                points=line.points,
            )
            for line in one.context
        ],
        shares=[
            ShareOut(carrier=carrier, rappen=rappen)
            for carrier, rappen in (one.shares(costs) if costs is not None else ())
        ],
    )
