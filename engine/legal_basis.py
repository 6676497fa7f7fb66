"""A step that rests on a consent is done only while the consent is in force."""

from datetime import datetime

from engine.errors import ConsentNotInForce
from engine.packages.package import Package
from engine.ports import CaseFile
from engine.store import Work


def require_legal_basis(
    package: Package, case_file: CaseFile, work: Work, case_key: int, element: str, now: datetime
) -> None:
    """Raises ConsentNotInForce unless the consent that the element's legal basis names stands at granted."""
    named = package.model.elements[element].properties.get("bruecke.legal_basis", "")
    basis = package.manifest.legal_bases.get(named)
    if basis is None or basis.consent is None:
        return
    reading = case_file.read(work, case_key, frozenset({("case", basis.consent, "state")}), now)
    state = str(reading.values[basis.consent]["state"])
    if state != "granted":
        raise ConsentNotInForce(basis.consent, state)
