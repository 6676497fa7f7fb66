"""By what right something was read, in words: one's own mandate, or the consent in force at that moment, with its date."""

from dataclasses import dataclass
from datetime import date

from cases.access import OWN_CASE
from cases.rows import AccessEntry, Consent, Grant
from cases.views.seen import Seen
from engine.clock import local_day
from engine.store import Work
from forms import Text


@dataclass(frozen=True, slots=True)
class BasisView:
    """A basis in words. `consent` and `day` where it is a decision of the person: its key and when it was signed."""

    code: str
    label: Text
    consent: int | None = None
    day: date | None = None


class Bases:
    """The bases of one case: its grants are few, however often it was read."""

    def __init__(self, work: Work, seen: Seen) -> None:
        self._wording = seen.wording
        self._grants = sorted(work.find(Grant, case_key=seen.case.key), key=lambda grant: -grant.key)
        self._consents = {row.key: row for row in work.find(Consent, case_key=seen.case.key)}

    def of(self, entry: AccessEntry) -> BasisView:
        """The basis of an entry: the newest grant of its kind that held at that moment tells the consent."""
        for grant in self._grants:
            consent = self._consents.get(grant.basis_key)
            if consent is not None and _gave(grant, entry):
                label = self._wording.vocabulary("consent_type", consent.type)
                return BasisView(entry.basis, label, consent.key, day_of(consent))
        return BasisView(entry.basis, self._label(entry.basis))

    def _label(self, code: str) -> Text:
        """A basis that every case may have, or a legal basis of the package: its text names the article."""
        known = self._wording.get(f"vocabulary.access_basis.{code}", "")
        return known if known.text else self._wording.get(f"legal_bases.{code}", code)


def day_of(consent: Consent) -> date:
    """The day people know a consent by."""
    return consent.signed_on or local_day(consent.decided_at)


def _gave(grant: Grant, entry: AccessEntry) -> bool:
    return (
        grant.institution_key == entry.institution_key
        and grant.basis == entry.basis
        and entry.category in (grant.category, OWN_CASE)
        and grant.valid_from <= entry.at
        and (grant.valid_to is None or entry.at <= grant.valid_to)
        and (grant.revoked_at is None or entry.at <= grant.revoked_at)
    )
