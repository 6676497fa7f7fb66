"""Parameters that many routes share: cursors, limits, idempotency keys, keys in paths."""

from typing import Annotated, Any

from fastapi import Header, Path, Query
from pydantic import WithJsonSchema

from api.shapes.problems import ProblemOut
from engine.transaction import Request as Repeatable

MAX_KEY = 2**63 - 1

KEY_PATTERN = r"^([1-9][0-9]{0,17}|[1-8][0-9]{18})$"
"""What is promised of keys: good until 2088, and everything of this form fits in 63 bits."""

_AS_TEXT = WithJsonSchema({"type": "string", "pattern": KEY_PATTERN})
# In JSON keys are text, because JavaScript rounds such numbers; so generated clients pass on what they got.

KeyInPath = Annotated[int, Path(ge=1, le=MAX_KEY, description="63-bit key, as a decimal number"), _AS_TEXT]
MaybeKey = Annotated[int, _AS_TEXT] | None
After = Annotated[MaybeKey, Query(ge=1, le=MAX_KEY, description="cursor: `next` of the page before")]
InCase = Annotated[MaybeKey, Query(ge=1, le=MAX_KEY, description="only of this case")]
Limit = Annotated[int, Query(ge=1, le=200)]
IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        pattern=r"^[\x20-\x7e]+$",
        description="a value of your own; the same request repeated with it gets the same answer and does nothing again",
    ),
]

PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": ProblemOut, "description": text, "content": {"application/problem+json": {}}}
    for status, text in {
        400: "not readable",
        401: "not signed in",
        403: "seen, but not allowed",
        404: "nothing here for you",
        409: "too late: changed, closed or stopped meanwhile",
        410: "erased, or not kept any more",
        413: "too large",
        422: "answers or form of the request not possible",
        429: "too many failed sign-ins",
    }.items()
}


def repeatable(key: str | None, *content: object) -> Repeatable | None:
    """What recognises a repeated request, where the caller sent an idempotency key."""
    return Repeatable.of(key, *content) if key else None
