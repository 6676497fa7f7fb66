"""Which records are decisions of the person."""

from engine.packages.package import Catalogue


def consents_of(catalogue: Catalogue) -> frozenset[str]:
    """Record types whose state follows from what the person decided; that of a plan, say, follows from what is done with it."""
    return frozenset(kind for kind, fields in catalogue.items() if {"decision", "state"} <= fields.keys())
