"""How a case ends that does not come to an end of its model."""

CANCELLED = "cancelled"
"""Its outcome."""
