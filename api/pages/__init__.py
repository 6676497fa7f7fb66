"""The HTML pages: drawn on the server, complete without JavaScript, over the same views and commands as the API."""

from fastapi import APIRouter

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
    password,
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

ROUTERS: tuple[APIRouter, ...] = tuple(
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
        password,
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
