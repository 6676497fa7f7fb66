"""The records a case file knows: type, fields, category of each field; and which of them are consents.

Source: the fields of the procedures' forms. A category says what kind of fact it is about a person; access
across institutions is given by category.
"""

from collections.abc import Mapping
from types import MappingProxyType

from engine.packages.manifest import CASE_MANAGEMENT as CASE_MANAGEMENT
from engine.packages.manifest import MEETING_FIELDS
from forms import CATEGORIES as CATEGORIES

SENSITIVE = frozenset({"HEALTH", "SOCIAL_ASSISTANCE", "FAMILY"})

CONSENT_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "data_exchange_consent": "DATA_EXCHANGE",
        "participation_agreement": "PARTICIPATION",
        "secrecy_release": "PROFESSIONAL_SECRECY",
    }
)
"""Record types that are consents, with their kind: four different things that never stand for one another."""

_CONSENT = dict.fromkeys(
    (
        "decision",
        "recipients",
        "categories",
        "purpose",
        "language",
        "explained_by",
        "explained_on",
        "signed_on",
        "form",
        "document_reference",
        "valid_until",
        "state",
    ),
    "MASTER",
)

MEETING_RECORDS = frozenset({"assessment_meeting", "evaluation_meeting"})
"""Record types that say how the meetings of a kind stand (cases/meetings/telling.py)."""

TAKES_LEAD: tuple[str, str, object] = ("case_management_answer", "decision", "ACCEPT")
"""Record, field and value by which whoever was named for the case management leads the case."""
NAMING = frozenset({"tandem", "participants", "further_participant", CASE_MANAGEMENT})
"""Record types with fields that are named like roles: who is chosen there holds the role from then on."""

ENDING: Mapping[str, str] = MappingProxyType({"accompaniment_end": "tandem"})
"""Record types that end the work of whoever a record of another type named: they hold the role still, and what is left to do in it
is theirs, but the case is no longer one that they carry."""

NO_EXCHANGE: tuple[tuple[str, str, object], ...] = (
    ("next_steps", "way", "ORDINARY_CARE"),
    ("participation_choice", "way", "ORDINARY_CARE"),
    ("participation_agreement", "decision", "REFUSED"),
    ("participation_end", "exchange_ended", True),
)
"""Records, fields and values by which nobody but the own office goes on: each ends every consent."""

UNINFORMED = "uninformed_exchange"
"""Record that says that facts were passed on without a consent and the person does not know it yet (`to_inform`)."""

CATALOGUE: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "person": dict.fromkeys(
            (
                "ahv_number",
                "last_name",
                "first_name",
                "born_on",
                "sex",
                "correspondence_language",
                "street",
                "house_number",
                "postcode",
                "town",
                "municipality_bfs",
                "phone",
                "email",
            ),
            "MASTER",
        ),
        "registration": {
            "registered_with": "WORK",
            "rav_registered_on": "WORK",
            "social_registered_on": "SOCIAL_ASSISTANCE",
            "iv_registered_on": "HEALTH",
        },
        "benefit_exhaustion": dict.fromkeys(
            ("exhausted", "exhausted_on", "framework_until", "remaining_allowances", "as_of"), "FINANCE"
        ),
        "situation": {"social_assistance": "SOCIAL_ASSISTANCE", "fit_for_labour_market": "WORK"},
        "data_exchange_consent": _CONSENT,
        "participation_agreement": _CONSENT,
        "secrecy_release": _CONSENT,
        "joint_analysis": {
            "problem_fields": "HEALTH",
            "prioritising_difficult": "WORK",
            "resources": "WORK",
            "qualification": "WORK",
            "work_experience_years": "WORK",
            "recommendation": "WORK",
        },
        "target_group_check": {"target_group": "SOCIAL_ASSISTANCE"},
        "next_steps": {"way": "WORK", "agreed_with_person": "WORK", "note": "WORK"},
        "participation_choice": {"way": "WORK", "agreed_with_person": "WORK", "note": "WORK"},
        "uninformed_exchange": dict.fromkeys(("to_inform", "informed_on", "informed_how"), "WORK"),
        "tandem": dict.fromkeys(("rav_adviser", "social_worker", "starts_on", "capacity_checked"), "MEASURE"),
        "goals": dict.fromkeys(
            tuple(f"{name}_{number}" for number in (1, 2, 3) for name in ("goal", "criterion", "due")),
            "MEASURE",
        ),
        "talk": dict.fromkeys(
            ("held_on", "minutes", "attendees", "content", "agreements", "next_on"), "MEASURE"
        ),
        # Each application, interview and trial with its result shows where the person stands (VS-14).
        "labour_market_contact": dict.fromkeys(
            ("kind", "held_on", "employer", "activity", "result", "shown"), "MEASURE"
        ),
        "next_move": {"way": "MEASURE"},
        # How the plan that institutions draw up together stands (cases/plans.py): written by what is done with it.
        "plan": dict.fromkeys(
            ("state", "number", "next_dropped", "evaluation_from", "evaluation_until"), "MEASURE"
        ),
        # The same of the last handover to another institution (cases/handovers.py).
        "handover": dict.fromkeys(("state", "number", "escalated"), "WORK"),
        # Who pays says on whose benefits the person is.
        "internship": {
            **dict.fromkeys(("employer", "activity", "starts_on", "ends_on", "aims"), "MEASURE"),
            "funding": "SOCIAL_ASSISTANCE",
        },
        "internship_result": {
            "result": "MEASURE",
            "broken_off_on": "MEASURE",
            "reason": "HEALTH",
            "certificate": "HEALTH",
            "evaluation": "MEASURE",
        },
        "clear_talk": dict.fromkeys(
            ("held_on", "behaviour_discussed", "consequences_explained", "agreed_change"), "MEASURE"
        ),
        "interruption": {"interrupted_on": "MEASURE", "reason": "HEALTH", "expected_until": "MEASURE"},
        "resumption": {"resumed_on": "MEASURE"},
        # An allowance of the disability insurance says that the person is entitled to it.
        "employment": {
            **dict.fromkeys(("employer", "starts_on", "workload", "permanent", "allowance"), "MEASURE"),
            "allowance_payer": "HEALTH",
            "allowance_months": "MEASURE",
        },
        "talk_check": dict.fromkeys(("month", "held", "required", "behind"), "MEASURE"),
        "talk_arrears": dict.fromkeys(("reason", "plan"), "MEASURE"),
        "accompaniment_end": dict.fromkeys(
            ("result", "job_starts_on", "report", "follow_up_office"), "MEASURE"
        ),
        # Whether the job lasts, asked by the office whose file it is; why it ended may tell of health (VS-09).
        "follow_up": {
            **dict.fromkeys(("asked_on", "still_employed", "ended_on", "way", "note"), "WORK"),
            "reason": "HEALTH",
        },
        "participation_end": dict.fromkeys(("informed_on", "exchange_ended", "note"), "WORK"),
        # What the RAV says while a case goes on: which of the four it is, is itself a fact. Why somebody left it or broke off
        # may tell of their health.
        "rav_report": {
            **dict.fromkeys(("deregistration", "deregistered_on"), "WORK"),
            "deregistration_reason": "HEALTH",
            **dict.fromkeys(("exhaustion", "exhausted_on"), "FINANCE"),
            **dict.fromkeys(("job_start", "job_started_on"), "WORK"),
            **dict.fromkeys(("break_off", "broken_off_on"), "MEASURE"),
            "broken_off_because": "HEALTH",
            "follow_up": "WORK",
        },
        "report_talk": dict.fromkeys(("held_on", "agreements"), "WORK"),
        "iiz_need": {
            "unemployed": "WORK",
            "several_institutions": "SOCIAL_ASSISTANCE",
            "complex_situation": "WORK",
            "justification": "HEALTH",
            "as_of": "WORK",
        },
        "eligibility_check": {"eligible": "SOCIAL_ASSISTANCE"},
        "information": dict.fromkeys(("informed_on", "leaflet_given"), "MASTER"),
        "referral": dict.fromkeys(("urgency", "question", "involved_offices", "registered_on"), "WORK"),
        "referral_check": dict.fromkeys(("complete", "queries"), "WORK"),
        "referral_addition": {"addition": "WORK"},
        "participants": dict.fromkeys(
            ("professional_rav", "professional_social", "professional_iv"), "MASTER"
        ),
        # Who is to come with the person says what helps them: a therapist, for example.
        "further_participant": {"wanted": "MASTER", "guest": "HEALTH", "capacity": "HEALTH"},
        "client_data": {
            "delivered": "MASTER",
            "work_summary": "WORK",
            "measure_summary": "MEASURE",
            "finance_summary": "FINANCE",
            "social_assistance_summary": "SOCIAL_ASSISTANCE",
            "family_summary": "FAMILY",
            "health_summary": "HEALTH",
        },
        "invitation": dict.fromkeys(("meeting_on", "place", "minutes", "invited_on"), "MASTER"),
        # How meetings stand: written by what is done with them, never by a step.
        **{kind: dict.fromkeys(MEETING_FIELDS, "MASTER") for kind in sorted(MEETING_RECORDS)},
        "guest_invitation": {"invited_on": "MASTER"},
        "guest_disinvitation": {"disinvited_on": "MASTER"},
        # What the professionals say among themselves, then with the person, and what they make of it together.
        "meeting_of_professionals": {
            **dict.fromkeys(("held_on", "state_of_information", "difficulties", "resources"), "WORK"),
            "health_difficulties": "HEALTH",
        },
        "meeting_with_person": dict.fromkeys(("held_on", "client_present", "feedback", "absence"), "WORK"),
        "situation_analysis": {"analysis": "WORK", "health_analysis": "HEALTH"},
        # Luzern, after the plan binds: who manages the case, what they report, and how it ends.
        "case_management": {"case_manager": "MASTER"},
        "case_management_answer": dict.fromkeys(("decision", "reason"), "MEASURE"),
        "progress_report": dict.fromkeys(("course", "next_steps", "informed", "informed_on"), "MEASURE"),
        "report_follow_up": dict.fromkeys(("agreed_on", "agreed"), "MEASURE"),
        "evaluation": dict.fromkeys(("result", "held_on", "attendees", "findings", "next_step"), "MEASURE"),
        "former_plan": {"number": "MEASURE"},
        "case_closing": dict.fromkeys(("result", "report"), "MEASURE"),
        # Basel-Landschaft: what ails somebody, what they can do, who is competent, and why they leave the RAV tell of their health.
        "triage": {
            "health_problem": "HEALTH",
            "assessment_needed": "WORK",
            "medical_certificate": "HEALTH",
        },
        "assignment": dict.fromkeys(("assigned_on", "question"), "WORK"),
        "assignment_taken": {"taken_on": "WORK"},
        "assessment_scope": {"external_needed": "WORK", "external_bodies": "HEALTH", "agreed_on": "WORK"},
        "external_report": {"body": "HEALTH", "outcome": "WORK", "received_on": "WORK", "findings": "HEALTH"},
        "report_reminder": {"contacted_on": "WORK"},
        "capacity_assessment": {
            **dict.fromkeys(("work_capacity", "performance", "limitations", "support_needs"), "HEALTH"),
            **dict.fromkeys(("placeable", "assessed_on"), "WORK"),
        },
        "offer_coordination": {
            "iv_involvement": "HEALTH",
            **dict.fromkeys(("plan", "plan_drawn_up_on", "measures", "offers"), "MEASURE"),
        },
        "placement_talk": dict.fromkeys(("held_on", "content", "way"), "WORK"),
        "coaching_start": dict.fromkeys(("begins_on", "aims"), "MEASURE"),
        "coaching_step": dict.fromkeys(("kind", "held_on", "content", "way"), "MEASURE"),
        "coaching_end": dict.fromkeys(("ended_on", "result", "report", "next"), "MEASURE"),
        "survey": {
            **dict.fromkeys(("handed_out", "handed_out_on"), "WORK"),
            **dict.fromkeys(("helped", "informed", "had_say", "answered_on"), "MEASURE"),
        },
        "competence": dict.fromkeys(("competent", "note"), "HEALTH"),
        "handover_talk": dict.fromkeys(("way", "talked_on", "obstacle"), "WORK"),
        "other_handover": dict.fromkeys(("insurance", "confirmed_on"), "HEALTH"),
        "handover_follow_up": dict.fromkeys(("contacted_on", "note"), "WORK"),
        # What another server hands over, as it was told there, and what is answered.
        "received_handover": {"received_from": "WORK", "purpose": "HEALTH", "content": "HEALTH"},
        "takeover": {"decision": "WORK", "reason": "HEALTH"},
        "deregistration": {
            "reason": "HEALTH",
            **dict.fromkeys(("deregistered_on", "phase", "job_starts_on"), "WORK"),
        },
        "reregistration": dict.fromkeys(("confirmed", "reregistered_on"), "WORK"),
        "plan_meeting": dict.fromkeys(("drawn_up_on", "note"), "MEASURE"),
    }
)
