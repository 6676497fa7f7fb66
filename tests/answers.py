"""Valid answers to the tasks of wallis_tandem, for tests that run against the real clock."""

from datetime import date, timedelta
from typing import Any

CATEGORIES = ["MASTER", "WORK", "MEASURE", "FINANCE", "FAMILY", "HEALTH", "SOCIAL_ASSISTANCE"]
GROUP_C = {"social_assistance": True, "fit_for_labour_market": "YES"}
NO_GROUP = {"social_assistance": False, "fit_for_labour_market": "UNCLEAR"}


def registration(**situation: Any) -> dict[str, Any]:
    """Sara, registered at both offices; the situation decides about the target group."""
    return {
        "last_name": "Perren",
        "first_name": "Sara",
        "born_on": "2000-11-14",
        "correspondence_language": "fr",
        "street": "Route de la Croix",
        "postcode": "1966",
        "town": "Ayent",
        "municipality_bfs": 6082,
        "registered_with": ["RAV", "SOCIAL"],
        "rav_registered_on": "2026-01-12",
        "social_registered_on": "2026-02-02",
        "exhausted": False,
        **(situation or GROUP_C),
    }


def consent(explained_by: str, recipient: str, purpose: str) -> dict[str, Any]:
    """A consent given yesterday on paper."""
    yesterday = (date.today() - timedelta(days=1)).isoformat()
    return {
        "explained_by": explained_by,
        "explained_on": yesterday,
        "language": "fr",
        "decision": "GRANTED",
        "recipients": [recipient],
        "categories": CATEGORIES if recipient == "RAV" else ["MASTER", "MEASURE"],
        "purpose": purpose,
        "form": "PAPER",
        "signed_on": yesterday,
        "document_reference": "SMZ 2026-0117",
    }


def refusal(explained_by: str) -> dict[str, Any]:
    """A consent refused: nothing is signed, nobody is named."""
    given = consent(explained_by, "RAV", "")
    return {key: given[key] for key in ("explained_by", "explained_on", "language")} | {"decision": "REFUSED"}


def analysis(*problem_fields: str) -> dict[str, Any]:
    """A joint analysis; two groups of problem fields make a complex situation."""
    return {"problem_fields": list(problem_fields), "prioritising_difficult": True}


def goals() -> dict[str, Any]:
    """The first goals of an accompaniment."""
    return {"goal_1": "Ein Praktikum im Verkauf", "due_1": (date.today() + timedelta(days=90)).isoformat()}


def ended_with_work() -> dict[str, Any]:
    """The end of an accompaniment: work was found, and begins tomorrow."""
    tomorrow = (date.today() + timedelta(days=1)).isoformat()
    return {"result": "INTEGRATED", "job_starts_on": tomorrow, "report": "Eine feste Stelle im Verkauf"}


def ended_by_the_person() -> dict[str, Any]:
    """The end of an accompaniment: the person did not want it any longer."""
    return {"result": "ENDED_BY_PERSON", "report": "Sucht lieber allein weiter"}


def tandem(adviser: str, social_worker: str) -> dict[str, Any]:
    """The two people of a tandem that begins today."""
    today = date.today().isoformat()
    return {
        "rav_adviser": adviser,
        "social_worker": social_worker,
        "starts_on": today,
        "capacity_checked": True,
    }
