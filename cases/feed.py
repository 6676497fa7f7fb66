"""Places in the feed as its readers hold them: what they can compare or count tells nothing about others."""

import base64
import binascii

from cases.sealing import Unsealable, Vault
from engine.errors import CommandError, Unanswerable

_PLACE = "events-cursor"


class CursorUnknown(Unanswerable):
    """This is no cursor of this feed. Send `next` as you got it, or leave `after` out."""

    code = "cursor-unknown"


class CursorGone(CommandError):
    """What follows this cursor is not kept any more: events stay for 90 days. Begin without `after`, and compare your cases with the list of cases."""

    code = "cursor-gone"


def cursor_of(vault: Vault, position: int) -> str:
    """A position, sealed: the same one looks different each time, and no two say what lies between them."""
    return base64.urlsafe_b64encode(vault.seal_of_house(position.to_bytes(8), _PLACE)).decode().rstrip("=")


def position_of(vault: Vault, cursor: str) -> int:
    """What a cursor stands for. Raises CursorUnknown."""
    try:
        sealed = base64.urlsafe_b64decode(cursor.encode("ascii") + b"==")
        return int.from_bytes(vault.unseal_of_house(sealed, _PLACE))
    except (Unsealable, UnicodeEncodeError, binascii.Error) as error:
        raise CursorUnknown from error
