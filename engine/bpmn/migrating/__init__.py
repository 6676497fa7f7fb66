"""A running case goes to a new version of its model: look first (`plan`, `impact`), then go (`migrate`).

`differences` tells what two versions say otherwise. Pure: no database, no clock of its own.
"""

from engine.bpmn.migrating.applying import Migrated, migrate
from engine.bpmn.migrating.comparing import Differences, differences
from engine.bpmn.migrating.measuring import Group, Impact, impact
from engine.bpmn.migrating.planning import plan
from engine.bpmn.migrating.verdicts import (
    END,
    BadMapping,
    Beginning,
    Candidate,
    Change,
    Entry,
    NotMigratable,
    Plan,
    Verdict,
)

__all__ = [
    "END", "BadMapping", "Beginning", "Candidate", "Change", "Differences", "Entry", "Group", "Impact", "Migrated",
    "NotMigratable", "Plan", "Verdict", "differences", "impact", "migrate", "plan",
]  # fmt: skip
