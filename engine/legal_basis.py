"""A step that rests on a consent is done only while the consent is in force."""

from collections.abc import Iterable
from datetime import datetime

from engine.errors import ConsentNotInForce
from engine.packages.package import Package
from engine.ports import CaseFile
from engine.store import Work


def require_legal_basis(
    package: Package, case_file: CaseFile, work: Work, case_key: int, element: str, now: datetime
) -> None:
    """Raises ConsentNotInForce unless the consent that the element's legal basis names stands at granted."""
    consent = consent_needed(package, element)
    if consent is None:
        return
    reading = case_file.read(work, case_key, frozenset({("case", consent, "state")}), now)
    state = str(reading.values[consent]["state"])
    if state != "granted":
        raise ConsentNotInForce(consent, state)


def rests(
    package: Package, case_file: CaseFile, work: Work, case_key: int, elements: Iterable[str], now: datetime
) -> bool:
    """Whether one of these elements rests on a consent that is not in force."""
    needed = {consent for element in elements if (consent := consent_needed(package, element))}
    if not needed:
        return False
    paths = frozenset(("case", consent, "state") for consent in needed)
    values = case_file.read(work, case_key, paths, now).values
    return any(values[consent]["state"] != "granted" for consent in needed)


def consent_needed(package: Package, element: str) -> str | None:
    """The record type of the consent that the element's legal basis names; None where it rests on none."""
    named = package.element(element).properties.get("bruecke.legal_basis", "")
    basis = package.manifest.legal_bases.get(named)
    return basis.consent if basis else None
