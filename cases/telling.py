"""A model hears of what people do beside its steps: as a record that it reads, and that no step writes."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from cases.rows import Record
from engine.ports import Entry
from engine.running import Running


def tell(
    running: Running, kind: str, values: Mapping[str, Any], category: str, owners: frozenset[str]
) -> None:
    """Put it on record as theirs; the model goes on where it waited for that. What others were told before holds no longer.

    Raises ProcessFailure.
    """
    put_on_record(running, kind, values, category, owners)
    if running.instance.is_held:
        return  # it goes on from there once people resume it
    running.move()
    running.look_again()


def put_on_record(
    running: Running, kind: str, values: Mapping[str, Any], category: str, owners: frozenset[str]
) -> None:
    """The same, while the model stands still."""
    for row in running.work.find(Record, case_key=running.instance.key, type=kind, replaced_at=None):
        if row.owners != ",".join(sorted(owners)):
            running.work.replace(replace(row, replaced_at=running.now))
    running.write([Entry(kind, name, value, category, (), owners) for name, value in values.items()], None)
