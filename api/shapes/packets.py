"""Packets: what one institution passes on to another."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from api.shapes.notes import Category
from api.shapes.shape import Institution, Key, Shape, example, one_of

Basis = Literal["CONSENT", "PARTICIPATION", "MUTUAL_ASSISTANCE"]
Condition = Literal["finds_measure_or_claim", "payer_unclear", "no_private_interest"]
Box = Literal["received", "sent", "waiting"]
WhyNot = Annotated[
    str,
    one_of(
        "not-covered",
        "not-own",
        "no-basis",
        says="not-covered: the consent does not name the category; not-own: recorded by others; no-basis: nothing is in force",
    ),
]


class PacketField(Shape):
    """A field of a record in force: the record's key, as the options give it, and the name of the field."""

    record: Key
    field: Annotated[str, Field(min_length=1, max_length=100)]


class SendPacket(Shape):
    """What you pass on. `consent`: on this one, null on any that covers all fields. `conditions` and `reason` are stated
    for what goes without a consent (MUTUAL_ASSISTANCE), all three of them."""

    model_config = example(
        to="7105229384521375744",
        fields=[{"record": "7105229384521375999", "field": "last_name"}],
        basis="CONSENT",
        purpose="Vorbereitung des gemeinsamen Gesprächs",
    )

    to: Key
    fields: Annotated[list[PacketField], Field(max_length=400)]
    basis: Basis
    purpose: Annotated[str, Field(max_length=1000)]
    consent: Key | None = None
    conditions: Annotated[list[Condition], Field(max_length=10, default_factory=list)]
    reason: Annotated[str, Field(max_length=1000)] = ""


class PacketSent(Shape):
    """The packet is with the receiver."""

    packet: Key
    case: Key
    categories: list[str]


class ReceiptConfirmed(Shape):
    """The sender sees now that the packet arrived."""

    packet: Key
    received_at: datetime


class WayOut(Shape):
    """A basis on which something may go just now. `categories`: those of the consent, null where it is the law."""

    basis: Basis
    consent: Key | None
    label: str
    day: date | None
    categories: list[Category] | None
    conditions: list[Condition]


class ClosedWay(Shape):
    """A basis that gives nothing just now, and why."""

    basis: Basis
    reason: Annotated[
        str,
        one_of(
            "no-consent",
            "refused",
            "withdrawn",
            "expired",
            "replaced",
            "asked",
            says="asked: the person was asked for a consent that is not in force; the law does not replace it",
        ),
    ]


class ReceiverOut(Shape):
    """Another institution of the case."""

    institution: Institution
    ways: list[WayOut]
    closed: list[ClosedWay]


class Passing(Shape):
    """A basis on which this field may go."""

    basis: Basis
    consent: Key | None


class FieldOptionOut(Shape):
    """A field that you may read. `ways`: on what basis it may go; `why_not` where there is none."""

    record: Key
    type: str
    field: str
    label: str
    category: Category
    ways: list[Passing]
    why_not: WhyNot | None


class PacketOptions(Shape):
    """Who could get something of this case from you, and for `to` which fields. `is_open`: the case takes packets."""

    receivers: list[ReceiverOut]
    to: Key | None
    fields: list[FieldOptionOut]
    is_open: bool


class PacketLineOut(Shape):
    """A packet. `received`: came to your institution, else it was sent by it; `received_at` once its receipt was confirmed."""

    key: Key
    case: Key
    reference: str
    received: bool
    sender: Institution
    receiver: Institution
    sent_at: datetime
    sent_by: str
    basis: Basis
    categories: list[Category]
    received_at: datetime | None
    received_by: str | None


class PacketPage(Shape):
    """Packets, newest first. `next` is the cursor of the following page, null on the last."""

    items: list[PacketLineOut]
    next: Key | None


class SentFieldOut(Shape):
    """A field as it was sent; `number` is the version of its record. The receiver reads every value; the sender those that
    they may read of the case now: else `is_shared` is false and `value` null."""

    type: str
    field: str
    label: str
    value: str | None
    is_shared: bool
    category: Category
    owners: list[str]
    number: int


class PacketOut(PacketLineOut):
    """A packet with what it holds, frozen when it was sent: later changes at the sender are not in it.

    `fields` is empty and `is_erased` once the case was erased. `reason` is for the sender.
    """

    basis_label: str
    basis_day: date | None
    consent: Key | None
    conditions: list[Condition]
    purpose: str
    reason: str
    fields: list[SentFieldOut]
    is_erased: bool
    may_confirm: bool


class ReportedPacketOut(PacketLineOut):
    """A packet in the person's report: `fields` by their names, never what they say."""

    basis_label: str
    basis_day: date | None
    consent: Key | None
    fields: list[str]
