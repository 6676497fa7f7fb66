"""What the server and the browser understand alike: the table of cases beside this file, and what follows from it."""

from decisions.agreed.checking import Beyond, beyond
from decisions.agreed.permitted import PERMITTED

__all__ = ["PERMITTED", "Beyond", "beyond"]
