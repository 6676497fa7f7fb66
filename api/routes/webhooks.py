"""Webhooks: addresses of an institution that are told what happens. For its operators, and for systems their own."""

from api.access import House, WebhookKeeper
from api.parameters import PROBLEMS, After, IdempotencyKey, KeyInPath, Limit, repeatable
from api.routers import Router
from api.shapes.feed import (
    DeadLetter,
    DeadLetters,
    RegisterWebhook,
    Replayed,
    ReplayWebhook,
    WebhookOut,
    Webhooks,
    WebhookSecret,
    WebhookState,
    WebhookTried,
)
from cases.commands.delete_webhook import delete_webhook
from cases.commands.disable_webhook import disable_webhook
from cases.commands.enable_webhook import enable_webhook
from cases.commands.register_webhook import Registered, register_webhook
from cases.commands.replay_webhook import replay_webhook
from cases.commands.rotate_webhook_secret import rotate_webhook_secret
from cases.commands.try_webhook import try_webhook
from cases.feed import position_of
from cases.views.webhooks import WebhookView, view_letters, view_webhooks

router = Router(
    prefix="/api/webhooks",
    tags=["webhooks"],
    responses={key: PROBLEMS[key] for key in (400, 401, 403, 404, 409, 413, 422)},
)


@router.get("", operation_id="list_webhooks")
def list_webhooks(house: House, caller: WebhookKeeper) -> Webhooks:
    """The webhooks of your institution, to a system its own, and how it goes with each."""
    with house.engine.store.reading() as work:
        views = view_webhooks(work, caller.actor)
    return Webhooks(items=[_out(view) for view in views])


@router.post("", operation_id="register_webhook", status_code=201)
def register(
    house: House, caller: WebhookKeeper, body: RegisterWebhook, idempotency_key: IdempotencyKey = None
) -> WebhookSecret:
    """Have an address told what your account sees from now on: one POST for each event, signed as Standard Webhooks says, again
    and again for three days until it is answered with 2xx. 410 ends it. The secret is shown this once."""
    request = repeatable(idempotency_key, "register_webhook", body.model_dump())
    return _secret(
        register_webhook(
            house.engine, house.vault, house.courier, caller.actor, body.url, body.kinds, request
        )
    )


@router.delete("/{webhook_key}", operation_id="delete_webhook", status_code=204)
def delete(house: House, caller: WebhookKeeper, webhook_key: KeyInPath) -> None:
    """Delete a webhook with all that waits for it."""
    delete_webhook(house.engine, caller.actor, webhook_key)


@router.post("/{webhook_key}/disable", operation_id="disable_webhook")
def disable(
    house: House, caller: WebhookKeeper, webhook_key: KeyInPath, idempotency_key: IdempotencyKey = None
) -> WebhookState:
    """Send nothing there for the time being; it goes on from here once it is enabled, within the 90 days of the feed."""
    request = repeatable(idempotency_key, "disable_webhook", webhook_key)
    return WebhookState(**disable_webhook(house.engine, caller.actor, webhook_key, request))


@router.post("/{webhook_key}/enable", operation_id="enable_webhook")
def enable(
    house: House, caller: WebhookKeeper, webhook_key: KeyInPath, idempotency_key: IdempotencyKey = None
) -> WebhookState:
    """Go on where it stopped."""
    request = repeatable(idempotency_key, "enable_webhook", webhook_key)
    return WebhookState(**enable_webhook(house.engine, caller.actor, webhook_key, request))


@router.post("/{webhook_key}/secret", operation_id="rotate_webhook_secret")
def rotate(
    house: House, caller: WebhookKeeper, webhook_key: KeyInPath, idempotency_key: IdempotencyKey = None
) -> WebhookSecret:
    """Make a new secret, shown this once. For 24 hours the former one signs as well."""
    request = repeatable(idempotency_key, "rotate_webhook_secret", webhook_key)
    return _secret(rotate_webhook_secret(house.engine, house.vault, caller.actor, webhook_key, request))


@router.post("/{webhook_key}/test", operation_id="try_webhook")
def send_test(
    house: House, caller: WebhookKeeper, webhook_key: KeyInPath, idempotency_key: IdempotencyKey = None
) -> WebhookTried:
    """Send an event for which nothing has happened; the last answer is seen in the list."""
    request = repeatable(idempotency_key, "try_webhook", webhook_key)
    return WebhookTried(**try_webhook(house.engine, caller.actor, webhook_key, request))


@router.post("/{webhook_key}/replay", operation_id="replay_webhook", responses={410: PROBLEMS[410]})
def replay(
    house: House,
    caller: WebhookKeeper,
    webhook_key: KeyInPath,
    body: ReplayWebhook,
    idempotency_key: IdempotencyKey = None,
) -> Replayed:
    """Try dead letters anew, or everything behind a cursor of the feed. What arrives twice has the same webhook-id."""
    request = repeatable(idempotency_key, "replay_webhook", webhook_key, body.model_dump())
    letter = int(body.letter) if body.letter else None
    position = position_of(house.vault, body.after) if body.after is not None else None
    return Replayed(**replay_webhook(house.engine, caller.actor, webhook_key, letter, position, request))


@router.get("/{webhook_key}/dead-letters", operation_id="list_dead_letters")
def list_dead_letters(
    house: House, caller: WebhookKeeper, webhook_key: KeyInPath, after: After = None, limit: Limit = 50
) -> DeadLetters:
    """What did not arrive within three days."""
    with house.engine.store.reading() as work:
        views = view_letters(work, caller.actor, webhook_key, after or 0, limit + 1)
    following = str(views[limit - 1].key) if len(views) > limit else None
    items = [
        DeadLetter(
            key=str(view.key),
            occurred_at=view.occurred_at,
            attempts=view.attempts,
            last_answer=view.last_answer,
            last_at=view.last_at,
        )
        for view in views[:limit]
    ]
    return DeadLetters(items=items, next=following)


def _secret(registered: Registered) -> WebhookSecret:
    return WebhookSecret(webhook=str(registered.webhook), secret=registered.secret)


def _out(view: WebhookView) -> WebhookOut:
    return WebhookOut(
        key=str(view.key),
        url=view.url,
        kinds=list(view.kinds),
        account=view.account,
        sees_cases=view.sees_cases,
        state=view.state,
        disabled_because=view.disabled_because,
        waiting=view.waiting,
        dead=view.dead,
        next_try=view.next_try,
        last_answer=view.last_answer,
        last_at=view.last_at,
        created_at=view.created_at,
    )
