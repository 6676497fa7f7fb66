"""How meetings and invitations stand, and how much may be said in them."""

PLANNED, HELD, CANCELLED = "planned", "held", "cancelled"
INVITED, WITHDRAWN = "invited", "withdrawn"
NEEDS_ACTION, ACCEPTED, DECLINED = "needs_action", "accepted", "declined"
REMINDER, SENT = "reminder", "sent"
"""A kind of mail that asks for nothing, and the status of one that a server has taken (cases/mails.py)."""
TAKEN_OUT, LAPSED = "taken_out", "lapsed"
PERSON = 0
"""Stands for the person among those who are invited."""
CATEGORY = "MASTER"
"""What when, where and why a meeting is are facts about."""
LONGEST_PLACE, LONGEST_AGENDA, LONGEST_REASON, LONGEST_MINUTES = 200, 4000, 1000, 10_000
"""Characters."""
LONGEST_MEETING = 24 * 60
MOST_INVITED = 50
