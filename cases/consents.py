"""Consent: the person's decision, and what follows from it: grants by recipient and category, at once.

A refusal is a decision like any other. Withdrawing ends every grant the consent gave, for the future; so does a
newer decision of the same type.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from cases.access import EXCEPTION, Sight
from cases.catalogue import CATEGORIES, CONSENT_KINDS
from cases.rows import Consent, Grant, Institution, Participant, User
from decisions import feel
from engine.clock import ZONE, local_day
from engine.keys import KeySource
from engine.ports import Actor, Unwritable
from engine.store import Work

_END = feel.parse("signed_on + validity")


@dataclass(frozen=True, slots=True)
class Decided:
    """A consent as decided, with the event it makes."""

    consent: Consent
    event: tuple[str, Mapping[str, Any]]


def state_of(consent: Consent | None, now: datetime) -> str:
    """none | granted | refused | withdrawn | expired (what a fact gateway reads of the last one) | replaced."""
    if consent is None:
        return "none"
    if consent.state == "granted" and consent.valid_until and local_day(now) > consent.valid_until:
        return "expired"
    return consent.state


def latest(consents: Sequence[Consent], kind: str) -> Consent | None:
    """The decision of a type that counts: the last one."""
    found = [consent for consent in consents if consent.type == kind]
    return max(found, key=lambda consent: consent.key, default=None)


def decide(
    work: Work,
    keys: KeySource,
    case_key: int,
    kind: str,
    answers: Mapping[str, Any],
    actor: Actor,
    now: datetime,
    default_validity: Any,
) -> Decided:
    """Put a decision on record, with its grants. Raises Unwritable naming the field."""
    granted = answers.get("decision") == "GRANTED"
    categories = [category for category in CATEGORIES if category in (answers.get("categories") or [])]
    recipients = _recipients(work, case_key, answers.get("recipients") or []) if granted else []
    if granted and kind == "data_exchange_consent" and set(recipients) <= {actor.institution_key}:
        raise Unwritable("recipients", "partner-missing")
    if granted and not categories:
        raise Unwritable("categories", "required")
    signed_on: date | None = answers.get("signed_on") if granted else None
    if granted and signed_on is None:
        raise Unwritable("signed_on", "signature-missing")
    valid_until = (
        (answers.get("valid_until") or _until(signed_on, default_validity, now)) if granted else None
    )
    if valid_until is not None and valid_until < local_day(now):
        raise Unwritable("signed_on", "over-already")
    end_earlier(work, case_key, kind, now)
    consent = Consent(
        key=keys(),
        case_key=case_key,
        type=kind,
        kind=CONSENT_KINDS[kind],
        state="granted" if granted else "refused",
        recipients=",".join(str(key) for key in recipients),
        categories=",".join(categories) if granted else "",
        signed_on=signed_on,
        valid_until=valid_until,
        version=1,
        decided_at=now,
        decided_by=actor.user_key,
        withdrawn_at=None,
    )
    work.add(consent)
    if granted:
        work.add(*_grants(keys, consent, recipients, categories, now))
    codes = {"type": kind, "kind": consent.kind, "consent": str(consent.key)}
    return Decided(consent, ("CONSENT_GRANTED" if granted else "CONSENT_REFUSED", codes))


def end_earlier(work: Work, case_key: int, kind: str, now: datetime) -> list[Consent]:
    """A newer decision of a type ends the granted ones before it, with their grants. Those that were ended."""
    ended = [
        replace(earlier, state="replaced", version=earlier.version + 1)
        for earlier in work.find(Consent, case_key=case_key, type=kind, state="granted")
    ]
    for earlier in ended:
        _revoke(work, earlier, now)
        work.replace(earlier)
    return ended


def withdraw(work: Work, consent: Consent, now: datetime) -> Consent:
    """The person takes the consent back: its grants end now; what was received lawfully stays."""
    _revoke(work, consent, now)
    withdrawn = replace(consent, state="withdrawn", withdrawn_at=now, version=consent.version + 1)
    work.replace(withdrawn)
    return withdrawn


def may_withdraw(work: Work, consent: Consent, sight: Sight) -> bool:
    """Whom a consent concerns may take the person at their word: who keeps the case, who receives by it, and the
    office that put it on record."""
    if sight.is_exceptional:
        return False
    recorder = work.get(User, consent.decided_by)
    is_ours = recorder is not None and recorder.institution_key == sight.institution_key
    return is_ours or sight.is_opener or str(sight.institution_key) in consent.recipients.split(",")


def _revoke(work: Work, consent: Consent, now: datetime) -> None:
    """Its grants end, and with them every look by exception that they made possible."""
    for place in work.find(Participant, case_key=consent.case_key, role=EXCEPTION):
        is_theirs = str(place.institution_key) in consent.recipients.split(",")
        if is_theirs and place.until is not None and place.until > now:
            work.replace(replace(place, until=now))
    for grant in work.find(Grant, basis_key=consent.key, revoked_at=None):
        work.replace(replace(grant, revoked_at=now))


def _recipients(work: Work, case_key: int, types: Sequence[str]) -> list[int]:
    """The institutions of these types that take part in the case."""
    places = work.find(Participant, case_key=case_key, until=None)
    keys = sorted({place.institution_key for place in places})
    institutions = work.find(Institution, key=keys) if keys else []
    found = [institution.key for institution in institutions if institution.type in types]
    known = {institution.type for institution in institutions}
    if not types or set(types) - known:
        raise Unwritable("recipients", "recipient-not-in-case" if types else "required")
    return found


def _grants(
    keys: KeySource, consent: Consent, recipients: Sequence[int], categories: Sequence[str], now: datetime
) -> list[Grant]:
    basis = "PARTICIPATION" if consent.kind == "PARTICIPATION" else "CONSENT"
    end = None
    if consent.valid_until is not None:
        end = datetime.combine(consent.valid_until + timedelta(days=1), time(), ZONE)
    return [
        Grant(keys(), consent.case_key, institution, category, basis, consent.key, now, end, None)
        for institution in recipients
        for category in categories
    ]


def _until(signed_on: date | None, validity: Any, now: datetime) -> date | None:
    """The day a consent ends that names none: the package's validity after its signature, by calendar months."""
    if signed_on is None or validity is None:
        return None
    until = _END.evaluate({"signed_on": signed_on, "validity": validity}, now).value
    return until if isinstance(until, date) else None
