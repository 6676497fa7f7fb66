"""The disclosure matrix: what an institution may pass on to another, on what basis and under what conditions.

What no line allows is not allowed. Nobody else is an institution: to an employer nothing goes from here.
"""

from collections.abc import Iterator
from dataclasses import dataclass

CONSENT, PARTICIPATION, MUTUAL_ASSISTANCE = "CONSENT", "PARTICIPATION", "MUTUAL_ASSISTANCE"
BASES = (CONSENT, PARTICIPATION, MUTUAL_ASSISTANCE)

CONDITIONS = ("finds_measure_or_claim", "payer_unclear", "no_private_interest")
"""What the sender states for mutual assistance: it serves to find the measure or the claim; who pays is not clear yet; no
private interest of the person prevails."""

BODIES = frozenset({"RAV", "IV", "SOCIAL", "COORDINATION"})
"""Public bodies that work on a case."""
GUEST = frozenset({"GUEST"})
"""Doctors, therapists and others who are bound to professional secrecy."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A line of the matrix. `consents`: kinds of which one is in force; `conditions`: what the sender states.

    `own_only`: nothing but the sender's own records. `inform`: the person is told afterwards. `source`: the law.
    """

    senders: frozenset[str]
    receivers: frozenset[str]
    basis: str
    consents: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    own_only: bool = False
    inform: bool = False
    source: str = ""


RAV, IV = frozenset({"RAV"}), frozenset({"IV"})
# fmt: off
MATRIX: tuple[Rule, ...] = (
    #    from    to      basis              what is needed
    Rule(BODIES, BODIES, CONSENT,           consents=("DATA_EXCHANGE",), source="cantonal data protection act; AVG Art. 35a Abs. 1"),
    Rule(BODIES, BODIES, PARTICIPATION,     consents=("PARTICIPATION",), source="agreement of the person"),
    Rule(BODIES, GUEST,  CONSENT,           consents=("PROFESSIONAL_SECRECY",), source="release of the person"),
    Rule(GUEST,  BODIES, CONSENT,           consents=("PROFESSIONAL_SECRECY",), source="StGB Art. 321 Ziff. 2"),
    Rule(GUEST,  GUEST,  CONSENT,           consents=("PROFESSIONAL_SECRECY",), source="StGB Art. 321 Ziff. 2"),
    Rule(RAV,    IV,     MUTUAL_ASSISTANCE, conditions=CONDITIONS, own_only=True, inform=True, source="AVG Art. 35a Abs. 1bis, 1ter"),
    Rule(IV,     RAV,    MUTUAL_ASSISTANCE, conditions=CONDITIONS, own_only=True, inform=True, source="IVG Art. 68bis"),
)
# fmt: on


def rules_for(sender: str, receiver: str) -> Iterator[Rule]:
    """The lines for institutions of these types."""
    return (rule for rule in MATRIX if sender in rule.senders and receiver in rule.receivers)
