"""Meetings of a case as somebody may see them: when, where, who comes, what was said; and what they may do."""
