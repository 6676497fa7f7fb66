"""package.yaml: who, where, since when, which roles and parameters, on what legal basis."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from decisions.feel import FeelSyntaxError, parse
from engine.clock import SystemClock
from engine.faults import Fault, Refused
from engine.packages.nearest import nearest
from engine.packages.yaml import read_yaml
from forms import CATEGORIES

FILE = "package.yaml"
MAX_NUMBER = 10**15
EXTENDS = r"^[a-z][a-z0-9_]{0,60}@[0-9]{1,6}$"
"""A base and the first number of its version, e.g. mamac@1."""
InstitutionType = Literal["RAV", "IV", "SOCIAL", "COORDINATION", "GUEST"]
Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,60}$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Role(_Strict):
    """A lane: institutions of which type may hold it; `opener` is the institution that starts the case, an `invited`
    guest is named later, by a record, and so is who takes the `lead`.

    A role with `members` is a lane of its own for what several roles do together.
    """

    institutions: tuple[InstitutionType, ...] = ()
    binding: Literal["opener", "partner", "invited", "lead"] = "partner"
    members: tuple[Identifier, ...] = ()

    @property
    def is_named_later(self) -> bool:
        """Whether nobody holds it until a record names somebody."""
        return self.binding in {"invited", "lead"}


class Parameter(_Strict):
    """A threshold or duration that a canton sets, with its source (S from a document, i inferred)."""

    value: str | int | bool | float
    type: Literal["duration", "number", "boolean", "text"]
    source: str


class LegalBasis(_Strict):
    """What a step rests on. With `consent`, that record must stand at granted while anything is done on it."""

    text: str
    source: str
    consent: Identifier | None = None


class MutualAssistance(_Strict):
    """RAV and IV may pass facts on to each other without a consent, case by case; the person is informed afterwards.

    `despite_refusal`: also where the person was asked for a consent in the case and it is not in force.
    """

    source: str
    despite_refusal: bool = False


class Disclosures(_Strict):
    """What may be passed on without a consent of the person, by law."""

    mutual_assistance: MutualAssistance | None = None


class Service(_Strict):
    """An item of the catalogues of services: which types of institution provide it, which may pay for it. `evaluated`: those
    who take part look at it together in its second half.
    """

    institutions: Annotated[tuple[InstitutionType, ...], Field(min_length=1)]
    payers: Annotated[tuple[InstitutionType, ...], Field(min_length=1)]
    text: str
    source: str
    evaluated: bool = False


PLAN = "plan"
"""The record that says how the plan stands; it is written by what is done with it, not by a step."""


class PlanRules(_Strict):
    """A plan that institutions draw up together with the person: the roles that do, each of which signs for its institution,
    and what measures there are.
    """

    roles: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    services: Annotated[Mapping[Identifier, Service], Field(min_length=1)]


class DocumentRules(_Strict):
    """A document that people make of what is on record, from the template `documents/<id>.typ`: the key of its title, the roles
    that may make it, the record it has to wait for (`once`), the fields of records it is filled from, whether the plan goes in, and
    who signs: `person`, a role, or somebody whom the text `documents.<id>.signs.<name>` names.
    """

    text: str
    roles: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    once: Identifier | None = None
    fields: Mapping[Identifier, Annotated[tuple[Identifier, ...], Field(min_length=1)]] = {}
    plan: bool = False
    signatures: tuple[Identifier, ...] = ()

    @staticmethod
    def template(ident: str) -> str:
        """The file of the template of a document."""
        return f"documents/{ident}.typ"


PERSON = "person"
"""Among those who sign a document: the person it is about."""
HANDOVER = "handover"
"""The record that says how the last handover stands; it is written by what is done with it, not by a step."""
MEETING_FIELDS = ("state", "begins_at", "place", "minutes", "held_on")
"""What a record says of the meetings of a kind: how the next one stands, or else the last; and the day of the last that was
held. It is written by what is done with them, not by a step."""


CASE_MANAGEMENT = "case_management"
"""The record whose field names who manages the case, called like the role with `binding: lead`."""


class HandoverRules(_Strict):
    """A handover to another institution: who offers it (roles `by`), to institutions of which types, on which bases; how long
    the answer may take (a parameter, in days of the calendar or working days), and whose task it is when nobody answers.
    """

    by: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    to: Annotated[tuple[InstitutionType, ...], Field(min_length=1)]
    bases: Annotated[
        tuple[Literal["CONSENT", "PARTICIPATION", "MUTUAL_ASSISTANCE"], ...], Field(min_length=1)
    ]
    answer_within: Identifier
    days: Literal["calendar", "working"] = "calendar"
    escalates_to: Identifier
    text: str
    source: str


class TakesOver(_Strict):
    """A handover of another server begins a case of this procedure; what its people decide goes back there."""

    source: str


class MeetingPart(_Strict):
    """A part of a meeting: the categories that may be spoken of in it, and whether the person takes part."""

    text: str
    categories: Annotated[tuple[str, ...], Field(min_length=1)]
    with_person: bool = False


class MeetingRules(_Strict):
    """A kind of meeting: the roles that call it, those invited unless somebody says otherwise, guests who may be; the numbers
    and durations among the parameters that say how long it takes and how long before it people are reminded; the record by
    which models and documents learn how it stands.
    """

    text: str
    called_by: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    invites: tuple[Identifier, ...] = ()
    guests: tuple[Identifier, ...] = ()
    parts: Annotated[tuple[MeetingPart, ...], Field(min_length=1, max_length=4)]
    minutes: Identifier
    reminders: Annotated[tuple[Identifier, ...], Field(max_length=5)] = ()
    record: Identifier | None = None
    source: str


class Hook(_Strict):
    """A process that a variant may replace by one of its own: what it is for."""

    text: str
    source: str


class Base(_Strict):
    """Which version of its base a variant was put together with, which files and which parameters are its own. Brücke writes it."""

    version: str
    content: str
    own: tuple[str, ...]
    parameters: tuple[str, ...] = ()


class Source(_Strict):
    """Where the procedure is described."""

    document: str
    state: str | int


class Manifest(_Strict):
    """The head of a package."""

    id: Identifier
    version: Annotated[str, Field(pattern=r"^[0-9]{1,6}(\.[0-9]{1,6}){2}$")]
    canton: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    languages: tuple[Literal["de", "fr", "it", "en"], ...]
    valid_from: date
    source: Source
    process: str
    roles: Mapping[Identifier, Role]
    start: tuple[Identifier, ...]
    parameters: Mapping[Identifier, Parameter] = {}
    legal_bases: Mapping[Identifier, LegalBasis] = {}
    disclosures: Disclosures = Disclosures()
    plan: PlanRules | None = None
    documents: Mapping[Identifier, DocumentRules] = {}
    handovers: Mapping[Identifier, HandoverRules] = {}
    takes_over: TakesOver | None = None
    meetings: Mapping[Identifier, MeetingRules] = {}
    intended_gaps: Mapping[Identifier, str] = {}
    accepted_warnings: Mapping[str, str] = {}
    retention: Mapping[Identifier, str] = {}
    archive: Literal["offer", "none"] = "offer"
    hooks: Mapping[Identifier, Hook] = {}
    extends: Annotated[str, Field(pattern=EXTENDS)] | None = None
    derived_from: Annotated[str, Field(pattern=EXTENDS)] | None = None
    base: Base | None = None

    @property
    def told_by_meetings(self) -> frozenset[str]:
        """The records that say how meetings stand."""
        return frozenset(rules.record for rules in self.meetings.values() if rules.record is not None)


def read_head(content: bytes) -> dict[Any, Any]:
    """What package.yaml says, whatever it is: of a variant only what is its own. Raises Refused."""
    data = read_yaml(content, FILE)
    if not isinstance(data, dict):
        raise Refused([Fault(FILE, "", "MAN-FORM", "The file is no mapping.", "Begin with `id: …`.")])
    return data


def read_manifest(content: bytes) -> Manifest:
    """The head of a package. Raises Refused naming every key that is wrong."""
    try:
        manifest = Manifest.model_validate(read_head(content))
    except ValidationError as error:
        raise Refused(
            _key_fault(item["type"], item["loc"], item["msg"]) for item in error.errors()
        ) from error
    faults = list(_faults(manifest))
    if faults:
        raise Refused(faults)
    return manifest


def _key_fault(kind: str, place: tuple[int | str, ...], message: str) -> Fault:
    """What pydantic found, in the words of who writes the file."""
    remedy = "See processes/REFERENCE.md for the keys of package.yaml."
    if kind == "extra_forbidden":
        message = f"«{place[-1]}» is no key of package.yaml here"
        if len(place) == 1:
            remedy = f"{nearest(str(place[0]), Manifest.model_fields)}{remedy}"
    elif place == ("version",):
        message, remedy = "A version has three numbers", "Write it as 1.0.0, without quotation marks."
    elif kind == "missing":
        message = f"«{place[-1]}» is missing"
    return Fault(FILE, ".".join(str(part) for part in place), "MAN-KEY", f"{message.rstrip('.')}.", remedy)


def parameter_values(manifest: Manifest) -> dict[str, Any]:
    """The parameters as FEEL values: durations as durations, numbers exact."""
    values: dict[str, Any] = {}
    for name, parameter in manifest.parameters.items():
        if parameter.type == "duration":
            text = str(parameter.value).replace('"', "")
            values[name] = parse(f'duration("{text}")').evaluate({}, SystemClock().now()).value
        else:
            values[name] = parameter.value
    return values


def _faults(manifest: Manifest) -> list[Fault]:
    faults = []
    for needed in ("de", "fr"):
        if needed not in manifest.languages:
            faults.append(
                Fault(
                    FILE,
                    "languages",
                    "X12",
                    f"«{needed}» is missing.",
                    "German and French are complete in every package.",
                )
            )
    for name, role in manifest.roles.items():
        for member in role.members:
            if member not in manifest.roles:
                faults.append(
                    Fault(
                        FILE,
                        f"roles.{name}",
                        "MAN-ROLE",
                        f"The member «{member}» is no role.",
                        "Add it to roles.",
                    )
                )
        if not role.members and not role.institutions:
            faults.append(
                Fault(
                    FILE,
                    f"roles.{name}",
                    "MAN-ROLE",
                    "The role names neither institutions nor members.",
                    "Say which types of institution may hold it.",
                )
            )
        if role.binding == "invited" and role.institutions != ("GUEST",):
            faults.append(
                Fault(
                    FILE,
                    f"roles.{name}",
                    "MAN-ROLE",
                    "Only guests are invited while a case runs.",
                    "Write institutions: [GUEST], or take another binding.",
                )
            )
    leading = [name for name, role in manifest.roles.items() if role.binding == "lead"]
    for name in leading:
        role = manifest.roles[name]
        if len(leading) > 1 or role.members or "GUEST" in role.institutions:
            faults.append(
                Fault(
                    FILE,
                    f"roles.{name}",
                    "MAN-ROLE",
                    "One role at most leads a case; guests and several roles together do not.",
                    "Leave `binding: lead` to one role of institutions.",
                )
            )
    for name in manifest.start:
        if name not in manifest.roles or manifest.roles[name].binding != "opener":
            faults.append(
                Fault(
                    FILE,
                    "start",
                    "MAN-START",
                    f"«{name}» can't start a case.",
                    "Name a role with `binding: opener`.",
                )
            )
    faults.extend(_plan_faults(manifest))
    faults.extend(_handover_faults(manifest))
    faults.extend(_meeting_faults(manifest))
    faults.extend(_parameter_faults(manifest))
    faults.extend(
        Fault(
            FILE,
            f"retention.{name}",
            "MAN-DURATION",
            f"«{text}» is no ISO 8601 duration.",
            "Write years as P10Y.",
        )
        for name, text in manifest.retention.items()
        if not _is_duration(text)
    )
    return faults


def _plan_faults(manifest: Manifest) -> Iterator[Fault]:
    for name in manifest.plan.roles if manifest.plan else ():
        role = manifest.roles.get(name)
        if role is None:
            yield Fault(FILE, "plan.roles", "MAN-PLAN", f"«{name}» is no role.", "Add it to roles.")
        elif role.members:
            remedy = f"Name its members instead: {', '.join(role.members)}."
            yield Fault(FILE, "plan.roles", "MAN-PLAN", f"«{name}» is held by several roles.", remedy)
        elif "GUEST" in role.institutions:
            message = f"«{name}» is held by guests, who commit themselves to nothing."
            yield Fault(FILE, "plan.roles", "MAN-PLAN", message, "Leave it out.")


def _handover_faults(manifest: Manifest) -> Iterator[Fault]:
    for key, rules in manifest.handovers.items():
        place = f"handovers.{key}"
        for name in (*rules.by, rules.escalates_to):
            role = manifest.roles.get(name)
            if role is None:
                yield Fault(FILE, place, "MAN-HANDOVER", f"«{name}» is no role.", "Add it to roles.")
            elif role.members:
                remedy = f"Name its members instead: {', '.join(role.members)}."
                yield Fault(FILE, place, "MAN-HANDOVER", f"«{name}» is held by several roles.", remedy)
            elif "GUEST" in role.institutions:
                message = f"«{name}» is held by guests, who hand nothing over."
                yield Fault(FILE, place, "MAN-HANDOVER", message, "Leave it out.")
        within = manifest.parameters.get(rules.answer_within)
        if within is None or within.type != "duration":
            message = f"«{rules.answer_within}» is no duration of the package."
            yield Fault(FILE, place, "MAN-HANDOVER", message, "Add it to parameters, with `type: duration`.")
        elif rules.days == "working" and not re.fullmatch(r"P[0-9]{1,3}D", str(within.value)):
            message = f"«{within.value}» can't be counted in working days."
            yield Fault(FILE, place, "MAN-HANDOVER", message, "Write days, as P10D.")


def _meeting_faults(manifest: Manifest) -> Iterator[Fault]:
    for name, rules in manifest.meetings.items():
        place = f"meetings.{name}"
        yield from _meeting_role_faults(manifest, place, rules)
        for part in rules.parts:
            for category in part.categories:
                if category not in CATEGORIES:
                    remedy = f"One of: {', '.join(CATEGORIES)}."
                    yield Fault(
                        FILE, f"{place}.parts", "MAN-MEETING", f"«{category}» is no category.", remedy
                    )
        for key, kind in ((rules.minutes, "number"), *((one, "duration") for one in rules.reminders)):
            parameter = manifest.parameters.get(key)
            if parameter is None or parameter.type != kind:
                message = f"«{key}» is no parameter of type {kind}."
                yield Fault(FILE, place, "MAN-MEETING", message, "Add it to parameters, with its source.")


def _meeting_role_faults(manifest: Manifest, place: str, rules: MeetingRules) -> Iterator[Fault]:
    for named, are_guests in ((rules.called_by, False), (rules.invites, False), (rules.guests, True)):
        for name in named:
            role = manifest.roles.get(name)
            if role is None:
                yield Fault(FILE, place, "MAN-MEETING", f"«{name}» is no role.", "Add it to roles.")
            elif role.members:
                remedy = f"Name its members instead: {', '.join(role.members)}."
                yield Fault(FILE, place, "MAN-MEETING", f"«{name}» is held by several roles.", remedy)
            elif (role.binding == "invited") != are_guests:
                message = f"«{name}» is {'not ' if are_guests else ''}held by guests."
                remedy = "Guests stand under guests, everybody else under called_by and invites."
                yield Fault(FILE, place, "MAN-MEETING", message, remedy)


def _parameter_faults(manifest: Manifest) -> Iterator[Fault]:
    for key, parameter in manifest.parameters.items():
        name, value = f"parameters.{key}", parameter.value
        if parameter.type == "duration" and not _is_duration(str(value)):
            message = f"«{value}» is no ISO 8601 duration."
            yield Fault(FILE, name, "MAN-DURATION", message, "Write months as P3M, days as P10D.")
        if parameter.type != "number":
            continue
        if isinstance(value, bool) or not isinstance(value, int | float):
            yield Fault(FILE, name, "MAN-NUMBER", f"«{value}» is no number.", "Write 2 or 0.5.")
        elif not abs(value) < MAX_NUMBER:
            yield Fault(FILE, name, "MAN-NUMBER", "The number is too large.", "Write at most 15 digits.")


def _is_duration(text: str) -> bool:
    if not re.fullmatch(r"-?P[0-9YMDTHSW.]+", text):
        return False
    try:
        return parse(f'duration("{text}")').evaluate({}, SystemClock().now()).value is not None
    except FeelSyntaxError:
        return False
