"""Who read what."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from adapters.database.accesses import accesses_statement, listed_statement
from adapters.database.lists.asking import Asking, lines_of
from cases.rows import AccessEntry


class AccessLists(Asking):
    """The log of reads."""

    def accesses(
        self, case_key: int, *, before: AccessEntry | None = None, limit: int = 200
    ) -> list[AccessEntry]:
        """Entries of a case, newest first."""
        values: dict[str, Any] = {"case_key": case_key, "limit": max(limit, 0)}
        if before is not None:
            values |= {"at": before.at, "user": before.user_key, "action": before.action, "key": before.key}
        found = self._work.run(AccessEntry, 0, accesses_statement(before is not None), values)
        return lines_of(AccessEntry, found)

    def listed(self, user_key: int, case_keys: Collection[int], since: datetime) -> frozenset[int]:
        """Cases listed to a reader since a moment."""
        values = {"user": user_key, "case_keys": list(case_keys), "since": since}
        return frozenset(key for (key,) in self._work.run(AccessEntry, 0, listed_statement(), values))
