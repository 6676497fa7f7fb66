"""What all shapes of the JSON API share. Keys are decimal strings, days ISO dates, moments ISO with zone."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Key = Annotated[str, StringConstraints(pattern=r"^(0|[1-9][0-9]{0,17}|[1-8][0-9]{18})$")]
"""What fits in 63 bits; 0 where something has no row."""
MAX_VERSION = 2**63 - 1
Version = Annotated[int, Field(ge=1, le=MAX_VERSION)]


def one_of(*values: str, says: str | None = None) -> Any:
    """What a text out of a closed list may be."""
    return Field(description=says, json_schema_extra={"enum": list(values)})


InstitutionType = Annotated[str, one_of("RAV", "IV", "SOCIAL", "COORDINATION", "GUEST")]
CaseStatus = Annotated[str, one_of("running", "completed", "incident", "suspended", "cancelled")]
ConsentState = Annotated[str, one_of("granted", "refused", "withdrawn", "expired", "replaced")]
Subject = Annotated[str, one_of("task", "gateway")]
GatewayKind = Annotated[
    str,
    one_of(
        "fact",
        "rule",
        "judgement",
        says="who answers: the records, a rule, or people on the proposal of a rule",
    ),
]
GatewayWait = Annotated[
    str, one_of("fact", "confirmation", "decision", "nothing", says="nothing when it was answered at once")
]


class Shape(BaseModel):
    """Anything the API takes or gives: no unknown parts."""

    model_config = ConfigDict(extra="forbid")


def example(**values: Any) -> ConfigDict:
    """A shape that shows how it is filled in."""
    return ConfigDict(extra="forbid", json_schema_extra={"examples": [values]})


class Institution(Shape):
    """An institution."""

    key: Key
    letters: str
    name: str
