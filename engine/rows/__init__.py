"""What the engine keeps: one frozen dataclass a table. Nothing here says anything about a person.

Every row has a 63-bit `key` made outside the engine (engine/keys.py). A row with `version` is replaced only
if nobody else replaced it in between (engine/store.py). An instance carries the key of its case.
"""

from engine.rows.instances import Event, Incident, Instance, Passage, Snapshot
from engine.rows.outside import Outbox, OutboxHead, Receipt
from engine.rows.procedures import ModelDraft, PackageArchive, ProcedureVersion
from engine.rows.queues import AT_ONCE, BegunBy, Dispatch, EarlyMessage, Job, StartWait, Wait, Worker
from engine.rows.row import Row, in_utc
from engine.rows.work import Draft, Gateway, Seat, Task

ENGINE_ROWS: tuple[type[Row], ...] = (
    ProcedureVersion,
    PackageArchive,
    Instance,
    Task,
    Gateway,
    Seat,
    Draft,
    Event,
    Incident,
    Outbox,
    OutboxHead,
    Receipt,
    Job,
    Wait,
    Dispatch,
    EarlyMessage,
    BegunBy,
    Passage,
    ModelDraft,
    Snapshot,
    StartWait,
    Worker,
)

__all__ = [
    "AT_ONCE",
    "ENGINE_ROWS",
    "BegunBy",
    "Dispatch",
    "Draft",
    "EarlyMessage",
    "Event",
    "Gateway",
    "Incident",
    "Instance",
    "Job",
    "ModelDraft",
    "Outbox",
    "OutboxHead",
    "PackageArchive",
    "Passage",
    "ProcedureVersion",
    "Receipt",
    "Row",
    "Seat",
    "Snapshot",
    "StartWait",
    "Task",
    "Wait",
    "Worker",
    "in_utc",
]
