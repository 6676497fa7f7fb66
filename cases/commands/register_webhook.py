"""An operator names an address that is told of what their account would see in its feed. The secret is shown once."""

from collections.abc import Collection
from dataclasses import dataclass

from cases.notes import MENTIONED
from cases.packets import ARRIVED
from cases.rows import Webhook
from cases.sealing import Vault
from cases.views.history import VARIANTS
from cases.webhooks import ACTIVE, Courier, new_secret, place_of, require_keeper, shown
from engine.commands.number_events import head_of, number_events
from engine.engine import Engine
from engine.errors import FieldRefused, Json
from engine.ports import Actor
from engine.store import Work
from engine.transaction import Request, Turn, once

BESIDE_THE_CHAIN = frozenset({ARRIVED, MENTIONED})


class WebhookRefused(FieldRefused):
    """This webhook can't be kept as it is."""


class UrlMalformed(WebhookRefused):
    """This is no address that something can be sent to: neither account nor fragment, 1,000 characters at most."""

    code = "url-malformed"
    field = "url"


class UrlNotHttps(WebhookRefused):
    """Events are sent by https only."""

    code = "url-not-https"
    field = "url"


class UrlPrivate(WebhookRefused):
    """Nothing is sent to an address of a private network. Where the whole house is in a closed one, its operation can allow it."""

    code = "url-private"
    field = "url"


class KindUnknown(WebhookRefused):
    """There are no events of one of these kinds."""

    code = "kind-unknown"
    field = "kinds"


_REFUSED: dict[str, type[WebhookRefused]] = {
    "malformed": UrlMalformed,
    "not-https": UrlNotHttps,
    "private": UrlPrivate,
}


@dataclass(frozen=True, slots=True)
class Registered:
    """A webhook. `secret` None: the same request was answered before, and the secret was shown then."""

    webhook: int
    secret: str | None


def register_webhook(
    engine: Engine,
    vault: Vault,
    courier: Courier,
    actor: Actor,
    url: str,
    kinds: Collection[str] = (),
    request: Request | None = None,
) -> Registered:
    """Register a webhook: it is told of what happens from now on. Raises NotAllowed, WebhookRefused."""
    require_keeper(actor)
    against = courier.why_not(url)
    if against is not None:
        raise _REFUSED[against]
    if not set(kinds) <= known_kinds(engine):
        raise KindUnknown
    number_events(engine)  # what was before is not told
    secret = new_secret()
    turn = Turn(engine)

    def body(work: Work) -> Json:
        key = engine.keys()
        sealed = vault.seal_of_house(secret, place_of(key))
        work.add(
            Webhook(
                key=key,
                institution_key=actor.institution_key,
                user_key=actor.user_key,
                url=url,
                kinds=",".join(sorted(set(kinds))),
                secret=sealed,
                former_secret=None,
                former_until=None,
                status=ACTIVE,
                disabled_because=None,
                position=head_of(work).position,
                due_at=work.now(),
                failures=0,
                last_answer=None,
                last_at=None,
                created_at=engine.clock.now(),
                version=1,
            )
        )
        return turn.marked({"webhook": str(key)})

    answer = once(engine, actor, request, body)  # keeps the answer for repeated requests, and never a secret
    return Registered(int(answer["webhook"]), shown(secret) if turn.gave(answer) else None)


def known_kinds(engine: Engine) -> frozenset[str]:
    """The kinds of events there are; some words of the vocabulary are for a variant of one."""
    words = (name.rpartition(".") for name in engine.versions.vocabulary)
    kinds = {word for group, _, word in words if group == "vocabulary.event_types"}
    return frozenset(kind for kind in kinds if kind not in VARIANTS) | BESIDE_THE_CHAIN
