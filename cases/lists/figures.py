"""What figures are counted from."""

from typing import Protocol


class FigureLists(Protocol):
    """Portions of all cases, for whoever counts them; nobody is shown any of it."""

    def cases_of(self, procedure: str, *, after: int = 0, limit: int = 50) -> list[int]:
        """Keys of cases of a procedure that are not erased, whatever version, beyond a key, the lowest first."""
