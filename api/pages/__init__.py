"""The HTML pages: drawn on the server, complete without JavaScript, over the same views and commands as the API."""

from api.pages import (
    absences,
    access_report,
    calendar,
    case,
    cases,
    consent,
    correction,
    deadlines,
    docs,
    ending,
    erasure,
    exception,
    gateway,
    handover,
    lead,
    load,
    notes,
    operations,
    packets,
    preferences,
    rav,
    returning,
    sign_in,
    systems,
    task,
    webhooks,
    words,
    worklist,
)
from api.routers import Router

ROUTERS: tuple[Router, ...] = tuple(
    module.router
    for module in (
        sign_in,
        worklist,
        task,
        gateway,
        cases,
        case,
        access_report,
        notes,
        packets,
        consent,
        correction,
        lead,
        ending,
        returning,
        erasure,
        exception,
        absences,
        handover,
        load,
        operations,
        systems,
        deadlines,
        calendar,
        webhooks,
        rav,
        preferences,
        words,
        docs,
    )
)

__all__ = ["ROUTERS"]
