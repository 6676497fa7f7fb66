"""Who saw what of a case, when and why."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from api.shapes.packets import ReportedPacketOut
from api.shapes.shape import Institution, Key, Shape, one_of

AccessAction = Annotated[
    str,
    one_of(
        "case",
        "task",
        "gateway",
        "consent",
        "correction",
        "versions",
        "plan",
        "history",
        "notes",
        "documents",
        "document",
        "document_made",
        "handover",
        "meeting",
        "handout",
        "sending",
        "packet",
        "list",
        "returning",
        "erasure",
        "report",
        "report_file",
        "personal_data",
        "personal_data_file",
        "archive_package",
    ),
]


class AccessBasis(Shape):
    """By what right. `consent` and `day`: key and date of the person's decision it rests on, null where it is none."""

    code: Annotated[
        str,
        Field(
            description="OWN, JOINT, OPENED, DEPUTY (stood in for who is named), CONSENT, PARTICIPATION, PACKET, BREAK_GLASS or a legal basis of the procedure"
        ),
    ]
    label: str
    consent: Key | None
    day: date | None


class AccessPart(Shape):
    """Categories read on one basis; none where the case was seen and no value in it."""

    categories: list[str]
    labels: list[str]
    basis: AccessBasis


class AccessOut(Shape):
    """One read: when, who with function and institution, what was opened."""

    key: Key
    at: datetime
    user: str
    function: str
    institution: Institution
    action: AccessAction
    opened: str
    parts: list[AccessPart]


class Granting(Shape):
    """What the person decided, or that an office opened the case (`state` opened): why others could see something.

    `valid_until`: its last day; `until`: the moment when what it opened ended or will end.
    """

    consent: Key | None
    title: str
    state: Annotated[str, one_of("opened", "granted", "refused", "withdrawn", "expired", "replaced")]
    recipients: list[Institution]
    categories: list[str]
    since: datetime
    valid_until: date | None
    until: datetime | None
    recorded_by: str | None


class ExceptionOut(Shape):
    """Somebody looked without a mandate. `reason` is null for those of other institutions."""

    user: str
    institution: Institution
    since: datetime
    until: datetime
    reason: str | None


class AccessPage(Shape):
    """Reads of a case, newest first. `next` is the cursor of the following page, null on the last. `packets`: all of the
    case, newest first."""

    items: list[AccessOut]
    next: Key | None
    grantings: list[Granting]
    exceptions: list[ExceptionOut]
    packets: list[ReportedPacketOut]
    erased_at: datetime | None = Field(description="when the case was erased; who read it stays on record")
