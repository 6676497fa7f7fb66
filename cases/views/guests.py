"""Whom a guest meets in a case: which other institutions take part would tell what the person gets from whom."""

from cases.access import COORDINATION
from cases.views.seen import Seen


def meets(seen: Seen, institution_key: int) -> bool:
    """Whether the reader learns that an institution takes part. A guest does of its own, of who keeps the case and of who
    coordinates it; everybody else of all."""
    if not seen.sight.is_guest or institution_key in {seen.sight.institution_key, seen.case.opened_by}:
        return True
    body = seen.institutions.get(institution_key)
    return body is not None and body.type == COORDINATION
