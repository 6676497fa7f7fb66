"""What figures are counted from."""

from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select

from adapters.database.lists.asking import Asking
from adapters.database.tables import TABLES
from cases.rows import Case

CASE = TABLES[Case].c


@cache
def cases_statement() -> Select[Any]:
    """Along the keys, from one portion to the next."""
    return (
        select(CASE.key)
        .where(CASE.key > bindparam("after"), CASE.procedure == bindparam("procedure"))
        .where(CASE.erased_at.is_(None))
        .order_by(CASE.key)
        .limit(bindparam("limit"))
    )


class FigureLists(Asking):
    """Portions of all cases, for whoever counts them."""

    def cases_of(self, procedure: str, *, after: int = 0, limit: int = 50) -> list[int]:
        """Keys of cases of a procedure that are not erased, beyond a key."""
        values = {"procedure": procedure, "after": after, "limit": limit}
        return [row[0] for row in self._work.run(Case, 0, cases_statement(), values)]
