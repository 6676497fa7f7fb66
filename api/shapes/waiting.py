"""What waits for somebody beside the steps, as JSON."""

from datetime import datetime
from typing import Literal

from api.shapes.shape import Key, Shape


class WaitingOut(Shape):
    """Something to answer: an invitation to a meeting, measures proposed to your institution, a plan that it has to sign.

    `key` is that of the invitation, the measure or the plan. Of an invitation `meeting` says which, `title` what kind, `begins_at` when,
    and `of` whose it is, null where it is yours.
    """

    key: Key
    kind: Literal["invitation", "measure", "signature"]
    case: Key
    reference: str
    procedure: str
    meeting: Key | None
    title: str | None
    begins_at: datetime | None
    of: str | None


class WaitingPage(Shape):
    """What waits for you, the oldest first. `next` is the cursor of the following page, null on the last."""

    items: list[WaitingOut]
    next: Key | None
