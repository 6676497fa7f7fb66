"""What a RAV's system delivered."""

from typing import Any

from adapters.database.lists.asking import Asking, downwards, lines_of
from adapters.database.rav import rav_files_statement, rav_lines_statement
from cases.rows import RavFile, RavLine


class RavLists(Asking):
    """Files and lines of a RAV."""

    def rav_files(
        self, institution_key: int, status: str, *, before: int | None = None, limit: int = 50
    ) -> list[RavFile]:
        """Files of a RAV in one state, newest first."""
        values = {"institution": institution_key, "status": status}
        values |= {"cursor": downwards(before), "limit": max(limit, 0)}
        return lines_of(RavFile, self._work.run(RavFile, 0, rav_files_statement(), values))

    def rav_lines(
        self,
        institution_key: int,
        status: str,
        *,
        kind: str | None = None,
        file_key: int | None = None,
        before: int | None = None,
        limit: int = 50,
    ) -> list[RavLine]:
        """Lines of a RAV in one state, newest first."""
        values: dict[str, Any] = {"institution": institution_key, "status": status}
        values |= {"cursor": downwards(before), "limit": max(limit, 0)}
        values |= {"kind": kind} if kind is not None else {}
        values |= {"file": file_key} if file_key is not None else {}
        statement = rav_lines_statement(kind is not None, file_key is not None)
        return lines_of(RavLine, self._work.run(RavLine, 0, statement, values))
