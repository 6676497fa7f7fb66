"""What a row is."""

from typing import ClassVar


class Row:
    """A row of a table: a frozen dataclass whose fields are the columns, `key` first."""

    __slots__ = ()
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = ()
    UNIQUE: ClassVar[tuple[tuple[str, ...], ...]] = ()
    key: int
