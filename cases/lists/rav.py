"""What a RAV's system delivered."""

from typing import Protocol

from cases.rows import RavFile, RavLine


class RavLists(Protocol):
    """Files and lines of a RAV."""

    def rav_files(
        self, institution_key: int, status: str, *, before: int | None = None, limit: int = 50
    ) -> list[RavFile]:
        """Files of a RAV in one state, newest first; whether the reader is of that RAV is decided before."""

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
        """Lines of a RAV in one state, newest first; whether the reader is of that RAV is decided before."""
