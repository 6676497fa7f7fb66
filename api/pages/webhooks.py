"""Webhooks: where an institution has events sent, how it goes, and what its operators can do about it."""

from collections.abc import Sequence

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from api.access import Caller, House, Operator
from api.bootstrap import Bruecke
from api.pages.posted import Posted, last, repeatable
from api.pages.rendering import page
from api.parameters import KeyInPath
from api.routers import Router
from cases.commands.delete_webhook import delete_webhook
from cases.commands.disable_webhook import disable_webhook
from cases.commands.enable_webhook import AccountGone, enable_webhook
from cases.commands.register_webhook import Registered, WebhookRefused, known_kinds, register_webhook
from cases.commands.replay_webhook import replay_webhook
from cases.commands.rotate_webhook_secret import rotate_webhook_secret
from cases.commands.try_webhook import WebhookDisabled, try_webhook
from cases.views.webhooks import view_webhooks
from cases.webhooks import account_sees_cases
from engine.errors import TooLate
from engine.transaction import Request as Repeatable

router = Router(include_in_schema=False)

_DONE = ("disable", "enable", "test", "replay", "delete", "account", "off")


@router.get("/webhooks")
def show_webhooks(request: Request, house: House, caller: Operator) -> Response:
    """The webhooks of the institution, and the form for another one."""
    return _show(request, house, caller)


@router.post("/webhooks")
def register(request: Request, house: House, caller: Operator, pairs: Posted) -> Response:
    """Register a webhook and show its secret; what was typed stays where it is refused."""
    url, kinds = last(pairs, "url").strip()[:2000], sorted(set(pairs.get("kinds", [])))
    again = repeatable(pairs, "register_webhook", url, kinds)
    try:
        made = register_webhook(house.engine, house.vault, house.courier, caller.actor, url, kinds, again)
    except WebhookRefused as error:
        faults = {error.field: error.code.replace("-", "_")}
        return _show(request, house, caller, url=url, kinds=kinds, faults=faults)
    return _show(request, house, caller, made=made)


@router.post("/webhooks/{webhook_key}")
def change(
    request: Request, house: House, caller: Operator, webhook_key: KeyInPath, pairs: Posted
) -> Response:
    """What the button says: disable, enable, test, replay, a new secret, delete."""
    what = last(pairs, "do")
    again = repeatable(pairs, what, webhook_key)
    if what == "secret":
        made = rotate_webhook_secret(house.engine, house.vault, caller.actor, webhook_key, again)
        return _show(request, house, caller, made=made)
    try:
        _change(house, caller, webhook_key, what, again)
    except TooLate as error:
        done = {AccountGone: "account", WebhookDisabled: "off"}.get(type(error))
        if done is None:
            raise
        return RedirectResponse(f"/webhooks?done={done}", 303)
    return RedirectResponse(f"/webhooks?done={what}" if what in _DONE else "/webhooks", 303)


def _change(house: Bruecke, caller: Caller, webhook_key: int, what: str, again: Repeatable | None) -> None:
    engine, actor = house.engine, caller.actor
    if what == "disable":
        disable_webhook(engine, actor, webhook_key, again)
    elif what == "enable":
        enable_webhook(engine, actor, webhook_key, again)
    elif what == "test":
        try_webhook(engine, actor, webhook_key, again)
    elif what == "replay":
        replay_webhook(engine, actor, webhook_key, request=again)
    elif what == "delete":
        delete_webhook(engine, actor, webhook_key)


def _show(
    request: Request,
    house: Bruecke,
    caller: Caller,
    *,
    url: str = "",
    kinds: Sequence[str] = (),
    faults: dict[str, str] | None = None,
    made: Registered | None = None,
) -> Response:
    with house.engine.store.reading() as work:
        views = view_webhooks(work, caller.actor)
    done = request.query_params.get("done", "")
    return page(
        request,
        house,
        caller,
        "webhooks.html",
        status=422 if faults else 200,
        views=views,
        known=sorted(known_kinds(house.engine)),
        url=url,
        kinds=kinds,
        faults=faults or {},
        made=made,
        sees_cases=account_sees_cases(caller.identity.user),
        done=done if done in _DONE else "",
    )
