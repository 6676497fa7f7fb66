"""The disclosure matrix, type by type: what no line allows is not allowed."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from typing import Any

import pytest

from cases.catalogue import CATALOGUE
from cases.disclosure import BASES, CONDITIONS, MUTUAL_ASSISTANCE, rules_for
from cases.packets import Ways, ways_to
from cases.rows import Consent, Institution
from engine.packages.manifest import Disclosures, MutualAssistance
from engine.packages.package import Package
from engine.packages.reading import read_package
from tests.unit.packages.test_refusals import GOOD, VOCABULARY

NOW = datetime(2026, 2, 10, 11, tzinfo=UTC)
TYPES = ("RAV", "IV", "SOCIAL", "COORDINATION", "GUEST")
VALAIS = read_package(GOOD, VOCABULARY, CATALOGUE)
SENDER, RECEIVER, THIRD = 1, 2, 3


def institution(key: int, kind: str) -> Institution:
    return Institution(key, kind, kind, kind, kind, "VS", "", True)


def consent(**more: Any) -> Consent:
    plain: dict[str, Any] = {
        "key": 10, "case_key": 9, "type": "data_exchange_consent", "kind": "DATA_EXCHANGE", "state": "granted",
        "recipients": str(RECEIVER), "categories": "MASTER,WORK", "signed_on": None, "valid_until": None, "version": 1,
        "decided_at": NOW, "decided_by": 7, "withdrawn_at": None,
    }  # fmt: skip
    return Consent(**plain | more)


def allowing(**more: Any) -> Package:
    """The procedure, if it let RAV and IV help each other."""
    found = Disclosures(mutual_assistance=MutualAssistance(source="AVG Art. 35a", **more))
    return replace(VALAIS, manifest=VALAIS.manifest.model_copy(update={"disclosures": found}))


def ways(sender: str, receiver: str, *consents: Consent, package: Package = VALAIS) -> Ways:
    return ways_to(consents, package, institution(SENDER, sender), institution(RECEIVER, receiver), NOW)


def open_bases(found: Ways) -> list[str]:
    return [way.basis for way in found.open]


@pytest.mark.requirement("VS-04", "BL-10")
@pytest.mark.parametrize(("sender", "receiver"), list(product(TYPES, TYPES)))
def test_without_a_consent_only_rav_and_iv_help_each_other(sender: str, receiver: str) -> None:
    found = ways(sender, receiver, package=allowing())

    assert open_bases(found) == ([MUTUAL_ASSISTANCE] if {sender, receiver} == {"RAV", "IV"} else [])
    assert open_bases(ways(sender, receiver)) == []


@pytest.mark.parametrize(("sender", "receiver"), list(product(TYPES, TYPES)))
def test_secrecy_needs_its_own_release_and_nothing_else_stands_for_it(sender: str, receiver: str) -> None:
    exchange = consent()
    both = consent(
        key=11, type="secrecy_release", kind="PROFESSIONAL_SECRECY", recipients=f"{SENDER},{RECEIVER}"
    )

    is_guest = "GUEST" in (sender, receiver)

    assert open_bases(ways(sender, receiver, exchange)) == ([] if is_guest else ["CONSENT"])
    assert open_bases(ways(sender, receiver, both)) == (["CONSENT"] if is_guest else [])


def test_a_release_frees_only_the_professional_whom_it_names() -> None:
    release = consent(type="secrecy_release", kind="PROFESSIONAL_SECRECY")

    assert open_bases(ways("GUEST", "RAV", release)) == []
    assert open_bases(ways("GUEST", "RAV", replace(release, recipients="1,2"))) == ["CONSENT"]
    assert open_bases(ways("GUEST", "RAV", replace(release, recipients="3,2"))) == []


@pytest.mark.parametrize("state", ["refused", "withdrawn", "replaced"])
def test_a_consent_that_is_not_in_force_opens_nothing_and_says_why(state: str) -> None:
    found = ways("SOCIAL", "RAV", consent(state=state))

    assert open_bases(found) == []
    assert found.closed["CONSENT"] == state


@pytest.mark.parametrize("state", ["refused", "withdrawn", "replaced"])
def test_the_law_does_not_replace_an_answer_of_the_person_unless_the_procedure_says_so(state: str) -> None:
    asked = consent(state=state)

    assert ways("RAV", "IV", asked, package=allowing()).closed[MUTUAL_ASSISTANCE] == "asked"
    assert open_bases(ways("RAV", "IV", asked, package=allowing(despite_refusal=True))) == [MUTUAL_ASSISTANCE]
    assert ways("RAV", "IV", asked).closed[MUTUAL_ASSISTANCE] == "not-foreseen"


def test_a_refused_agreement_to_take_part_is_another_question() -> None:
    other = consent(type="participation_agreement", kind="PARTICIPATION", state="refused")

    assert MUTUAL_ASSISTANCE in open_bases(ways("RAV", "IV", other, package=allowing()))


def test_who_is_not_named_and_what_is_not_named_stays() -> None:
    (way,) = ways("SOCIAL", "RAV", consent()).open

    assert [way.why_not(code, "1", SENDER) for code in ("WORK", "HEALTH")] == [None, "not-covered"]
    assert open_bases(ways("SOCIAL", "RAV", consent(recipients=str(THIRD)))) == []


@pytest.mark.parametrize(
    ("owners", "why"), [("1", None), ("2", "not-own"), ("1,2", "not-own"), ("11", "not-own")]
)
def test_without_a_consent_only_what_the_sender_recorded_alone(owners: str, why: str | None) -> None:
    (way,) = ways("IV", "RAV", package=allowing()).open

    assert way.why_not("HEALTH", owners, SENDER) == why


def test_every_line_says_what_it_needs_and_where_that_stands() -> None:
    lines = [rule for sender, receiver in product(TYPES, TYPES) for rule in rules_for(sender, receiver)]

    assert all(rule.source and rule.basis in BASES for rule in lines)
    assert all(bool(rule.consents) != bool(rule.conditions) for rule in lines)
    assert {rule.conditions for rule in lines if rule.inform} == {CONDITIONS}
    assert list(rules_for("EMPLOYER", "RAV")) == list(rules_for("RAV", "EMPLOYER")) == []


def test_why_no_consent_opens_a_way_is_said_of_the_one_that_names_the_receiver() -> None:
    elsewhere = consent(recipients=str(THIRD), state="withdrawn")
    here = consent(state="withdrawn")
    refused = consent(recipients="", state="refused")

    told = [ways("RAV", "SOCIAL", one).closed["CONSENT"] for one in (elsewhere, here, refused)]

    assert told == ["no-consent", "withdrawn", "refused"]
