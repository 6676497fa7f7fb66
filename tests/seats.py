"""Whose seats are open: asked of every house and store that tests leave behind, of every story and after every crash."""

from collections.abc import Iterator

from engine.rows import Gateway, Instance, Seat, Task
from engine.store import Store, Work


def wrong_seats(work: Work) -> Iterator[str]:
    """Where open seats and what waits for people do not fit together, in words. Worklists rest on it.

    A task or gateway that is closed has no open seat; an open one has, except a gateway that waits for a fact. In a case that
    has ended nothing is open.
    """
    cases = {
        row.key for row in work.find(Instance) if row.next_event > 1
    }  # in rows made by hand nothing has happened
    asks: list[Task | Gateway] = [*work.find(Task, status="open")]
    questions = work.find(Gateway, status="open")
    ended = {row.key for row in work.find(Instance) if row.next_event > 1 and row.ended_at is not None}
    for row in (*asks, *questions):
        if row.instance_key in ended:
            yield f"Case {row.instance_key} has ended, and {row.element} is still open"
    asks += [row for row in questions if row.waits_for != "fact"]
    waiting = {row.key for row in asks if row.instance_key in cases}
    seats = [seat for seat in work.find(Seat, is_open=True) if seat.instance_key in cases]
    for seat in seats:
        if seat.subject_key not in waiting:
            yield f"Case {seat.instance_key}: the seat {seat.role} is open, its {seat.subject} {seat.subject_key} is not"
    for key in waiting - {seat.subject_key for seat in seats}:
        yield f"Task or gateway {key} waits for people and has no open seat"


def require_right_seats(store: Store) -> None:
    """Raises AssertionError with what does not fit."""
    with store.reading() as work:
        found = list(wrong_seats(work))
    assert not found, "\n".join(found)
