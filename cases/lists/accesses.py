"""Who read what."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from cases.rows import AccessEntry

LISTED = "list"
"""The action of an entry for a name that was read in a list or a search."""


class AccessLists(Protocol):
    """The log of reads."""

    def accesses(
        self, case_key: int, *, before: AccessEntry | None = None, limit: int = 200
    ) -> list[AccessEntry]:
        """Who read what of a case, newest first; the entries of one read (moment, reader, action) follow each other.

        `before`: go on after this entry. Whether the reader may know this is decided before (views/access_report.py).
        """

    def listed(self, user_key: int, case_keys: Collection[int], since: datetime) -> frozenset[int]:
        """Those of the cases whose names a reader was shown in a list since a moment."""
