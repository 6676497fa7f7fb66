"""Packets as the JSON API gives them."""

from typing import Any

from api.badges import badge
from api.shapes.packets import (
    ClosedWay,
    FieldOptionOut,
    PacketLineOut,
    PacketOptions,
    PacketOut,
    Passing,
    ReceiverOut,
    ReportedPacketOut,
    SentFieldOut,
    WayOut,
)
from cases.views.packets import PacketLineView, PacketView, ReportedPacket
from cases.views.sending import FieldOption, ReceiverView, SendingView, WayView


def _key(number: int | None) -> str | None:
    return str(number) if number else None


def _line(view: PacketLineView) -> dict[str, Any]:
    return {
        "key": str(view.key),
        "case": str(view.case_key),
        "reference": view.reference,
        "received": view.is_received,
        "sender": badge(view.sender),
        "receiver": badge(view.receiver),
        "sent_at": view.sent_at,
        "sent_by": view.sent_by,
        "basis": view.basis,
        "categories": list(view.codes),
        "received_at": view.received_at,
        "received_by": view.received_by,
    }


def packet_line_out(view: PacketLineView) -> PacketLineOut:
    """A packet of a list."""
    return PacketLineOut(**_line(view))


def packet_out(view: PacketView) -> PacketOut:
    """A packet with what it holds."""
    return PacketOut(
        **_line(view.line),
        basis_label=view.basis.label.text,
        basis_day=view.basis.day,
        consent=_key(view.basis.consent),
        conditions=[code for code in view.packet.conditions.split(",") if code],  # type: ignore[misc]  # the matrix has no others
        purpose=view.purpose,
        reason=view.reason,
        fields=[
            SentFieldOut(
                type=record.type,
                field=field.name,
                label=field.label.text,
                value=field.value,
                is_shared=field.value is not None,
                category=field.category,  # type: ignore[arg-type]  # the catalogue has no others
                owners=[owner.name for owner in field.owners],
                number=field.number,
            )
            for record in view.records
            for field in record.fields
        ],
        is_erased=view.is_erased,
        may_confirm=view.may_confirm,
    )


def reported_packet_out(view: ReportedPacket) -> ReportedPacketOut:
    """A packet in the person's report."""
    return ReportedPacketOut(
        **_line(view.line),
        basis_label=view.basis.label.text,
        basis_day=view.basis.day,
        consent=_key(view.basis.consent),
        fields=[label.text for label in view.labels],
    )


def options_out(view: SendingView) -> PacketOptions:
    """What may be passed on."""
    return PacketOptions(
        receivers=[_receiver(one) for one in view.receivers],
        to=str(view.receiver.institution.key) if view.receiver else None,
        fields=[_field(option) for record in view.records for option in record.fields],
        is_open=view.is_open,
    )


def _receiver(view: ReceiverView) -> ReceiverOut:
    return ReceiverOut(
        institution=badge(view.institution),
        ways=[_way(way) for way in view.ways],
        closed=[ClosedWay.model_validate({"basis": basis, "reason": why}) for basis, why in view.closed],
    )


def _way(view: WayView) -> WayOut:
    consent = view.way.consent
    return WayOut.model_validate(
        {
            "basis": view.basis,
            "consent": _key(view.consent),
            "label": view.label.text,
            "day": view.day,
            "categories": consent.categories.split(",") if consent else None,
            "conditions": list(view.way.rule.conditions),
        }
    )


def _field(view: FieldOption) -> FieldOptionOut:
    return FieldOptionOut(
        record=str(view.record),
        type=view.type,
        field=view.name,
        label=view.label.text,
        category=view.category,  # type: ignore[arg-type]  # the catalogue has no others
        ways=[Passing.model_validate({"basis": basis, "consent": _key(key)}) for basis, key in view.ways],
        why_not=view.why_not,
    )
