"""How a case ends that does not come to an end of its model."""

CANCELLED = "cancelled"
"""Its outcome."""
REASON = "reason.case_ended"
"""The record type that keeps why."""
