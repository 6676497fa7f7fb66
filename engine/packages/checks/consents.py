"""Which records are decisions of the person."""

from engine.packages.manifest import PLAN
from engine.packages.package import Catalogue


def consents_of(catalogue: Catalogue) -> frozenset[str]:
    """Record types whose state follows from what the person decided; the state of a plan follows from what is done with it."""
    return frozenset(kind for kind, fields in catalogue.items() if "state" in fields and kind != PLAN)
