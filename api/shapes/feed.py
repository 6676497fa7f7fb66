"""What happened, for programs: thin events, and where they are sent."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from api.shapes.shape import Key, Shape, example, one_of

Kind = Annotated[
    str,
    Field(pattern=r"^[A-Z][A-Z0-9_]{0,60}$", description="docs/events.md lists the kinds there are"),
]


class EventOut(Shape):
    """Something happened in a case that you may see. What, is read in the case: under your own access, as it is then."""

    id: Annotated[
        Key,
        Field(
            description="the same for everybody and in every delivery; of PACKET_ARRIVED the key of the packet"
        ),
    ]
    kind: Kind
    case: Key
    occurred_at: datetime


class EventPage(Shape):
    """A stretch of the feed, the oldest first. `next` goes on behind it, whether or not there was anything for you in it.

    `more`: ask again at once. The cursor is opaque and differs each time; keep it once you have dealt with the items.
    """

    items: list[EventOut]
    next: str
    more: bool


class RegisterWebhook(Shape):
    """An address that is told what your account would see in its feed; `kinds` narrows it, empty for all."""

    model_config = example(
        url="https://fachsystem.example.ch/bruecke", kinds=["TASK_COMPLETED", "CASE_CLOSED"]
    )

    url: str = Field(min_length=1, max_length=1000)
    kinds: list[Kind] = Field(default=[], max_length=100)


class WebhookSecret(Shape):
    """A webhook with its secret, shown this once: null where the same request was answered before."""

    webhook: Key
    secret: str | None = Field(
        description="`whsec_…`: verify webhook-id, webhook-timestamp and the body with it, as Standard Webhooks says"
    )


class WebhookOut(Shape):
    """A webhook of your institution, and how it goes. `sees_cases`: its account works on cases, else it is told nothing.

    `last_answer`: a status of HTTP, or `refused`, `unresolved`, `unreachable`, `timeout`, `tls`, `protocol`.
    """

    key: Key
    url: str
    kinds: list[str]
    account: str
    sees_cases: bool
    state: Annotated[str, one_of("delivering", "retrying", "disabled")]
    disabled_because: Annotated[
        str | None,
        Field(
            description="operator; system: by itself; receiver: it answered 410; account: inactive, no operator any more, or "
            "a key of it was revoked"
        ),
    ]
    waiting: int
    dead: int
    next_try: datetime | None
    last_answer: str | None
    last_at: datetime | None
    created_at: datetime


class Webhooks(Shape):
    """The webhooks of your institution, the oldest first."""

    items: list[WebhookOut]


class WebhookState(Shape):
    """A webhook is active, or disabled."""

    webhook: Key
    status: Annotated[str, one_of("active", "disabled")]


class WebhookTried(Shape):
    """A test is on its way: an event of the kind WEBHOOK_TEST, without a case."""

    webhook: Key
    event: Key


class ReplayWebhook(Shape):
    """What is tried anew: dead letters, all or the one named; with `after`, a cursor of the feed, also everything behind it."""

    model_config = example()

    letter: Key | None = None
    after: str | None = Field(default=None, max_length=200)


class Replayed(Shape):
    """How many dead letters are tried anew."""

    webhook: Key
    replayed: int


class DeadLetter(Shape):
    """An event that did not arrive within three days; what it is about is told to its receiver only."""

    key: Key
    occurred_at: datetime
    attempts: int
    last_answer: str | None
    last_at: datetime | None


class DeadLetters(Shape):
    """Dead letters, the oldest first. `next` is the cursor of the following page, null on the last."""

    items: list[DeadLetter]
    next: Key | None
