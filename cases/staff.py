"""Who works with Brücke, as an operator enters it: what an institution, a unit and an account of a person have to be.

It is entered at the command line, by whoever may reach the database anyway: nobody signs in for it.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from cases.access import COORDINATION, GUEST
from cases.rows import Institution, Unit, User
from cases.systems import is_system
from engine.store import Work

RAV = "RAV"
TYPES: Mapping[str, str] = {
    RAV: "regional employment office (RAV, ORP)",
    "IV": "disability insurance office (IV, AI)",
    "SOCIAL": "social service (Sozialdienst, SMZ)",
    COORDINATION: "coordination office of the IIZ (CII)",
    GUEST: "bound to professional secrecy, invited by the person's wish",
}
"""The types of institutions, with what they are."""
CANTONS = (
    "AG", "AI", "AR", "BE", "BL", "BS", "FR", "GE", "GL", "GR", "JU", "LU", "NE",
    "NW", "OW", "SG", "SH", "SO", "SZ", "TG", "TI", "UR", "VD", "VS", "ZG", "ZH",
)  # fmt: skip
ROLES = ("caseworker", "coordinator", "designer", "operator")
"""What people do with Brücke; systems have a role of their own."""
LANGUAGES = ("de", "fr", "it", "en")
LONGEST_NAME = 80
LONGEST_LETTERS = 8
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{1,59}", re.ASCII)
_ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+", re.ASCII
)
_RAV_CODE = re.compile(r"[A-Za-z0-9-]{1,20}", re.ASCII)
_OF_SYSTEMS = "system-"


class EntryRefused(Exception):
    """What was to be entered can't be as it is; the message says why, and what would do."""


def one_of(what: str, given: str, known: Collection[str]) -> str:
    """A code of a closed list. Raises EntryRefused."""
    if given not in known:
        raise EntryRefused(f"There is no {what} «{given}». One of: {', '.join(known)}.")
    return given


def line(what: str, given: str, longest: int = LONGEST_NAME) -> str:
    """A text of one line, which has to be there. Raises EntryRefused."""
    text = given.strip()
    if not text or len(text) > longest or not text.isprintable():
        raise EntryRefused(f"The {what} needs 1 to {longest} printable characters.")
    return text


def roles_of(given: Sequence[str]) -> str:
    """Roles as they are kept, at least one of them. Raises EntryRefused."""
    for role in given:
        one_of("role", role, ROLES)
    if not given:
        raise EntryRefused(f"A person needs a role. One or more of: {', '.join(ROLES)}.")
    return ",".join(role for role in ROLES if role in given)


def checked_login(given: str) -> str:
    """A login that can be had. Raises EntryRefused."""
    if not _LOGIN.fullmatch(given) or given.startswith(_OF_SYSTEMS):
        raise EntryRefused(
            f"«{given}» can't be a login: 2 to 60 of a-z, 0-9 and . _ - @, a letter or digit first; those that begin "
            f"with «{_OF_SYSTEMS}» are for systems."
        )
    return given


def is_address(text: str) -> bool:
    """Whether mail can be sent to it, as far as its form tells."""
    return len(text) <= 254 and bool(_ADDRESS.fullmatch(text))


def checked_email(given: str) -> str:
    """An address for mail; empty for none. Raises EntryRefused."""
    text = given.strip()
    if text and not is_address(text):
        raise EntryRefused(f"«{text}» is no address for mail. Write it as name@example.ch, or leave it out.")
    return text


def checked_password(given: str) -> str:
    """A password that nobody guesses at once. Raises EntryRefused."""
    if not SHORTEST_PASSWORD <= len(given) <= LONGEST_PASSWORD:
        raise EntryRefused(f"A password needs {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters.")
    return given


def checked_rav_code(work: Work, type_: str, given: str, own_key: int | None = None) -> str:
    """The code by which files name an RAV: one office's alone. Empty for none. Raises EntryRefused."""
    if not given:
        return ""
    if type_ != RAV:
        raise EntryRefused(f"Only an institution of type {RAV} has an RAV code.")
    if not _RAV_CODE.fullmatch(given):
        raise EntryRefused(f"«{given}» can't be an RAV code: 1 to 20 letters, digits and hyphens.")
    taken = [row.name for row in work.find(Institution, rav_code=given) if row.key != own_key]
    if taken:
        raise EntryRefused(
            f"The RAV code «{given}» is that of «{taken[0]}». Take it from there first: institution change --rav-code"
        )
    return given


def claiming(work: Work, row: Institution) -> Institution:
    """The institution as it is written: its name and RAV code are its alone, unless another one had them before there was
    this rule. Who enters the same at the same moment is overtaken, begins anew and finds it taken.
    """
    others = [other for other in work.find(Institution, unique_name=row.name) if other.key != row.key]
    name = None if others else row.name
    return replace(row, unique_name=name, unique_rav_code=row.rav_code or None)


def institution_named(work: Work, name: str) -> Institution:
    """The institution with this name. Raises EntryRefused."""
    found = work.find(Institution, name=name)
    if not found:
        raise EntryRefused(f"There is no institution «{name}». See them with: institution list")
    return found[0]


def unit_named(work: Work, institution: Institution, name: str) -> Unit:
    """The unit of an institution with this name. Raises EntryRefused."""
    units = work.find(Unit, institution_key=institution.key)
    found = [unit for unit in units if unit.name == name]
    if not found:
        names = ", ".join(unit.name for unit in units) or "none yet, add one with: unit add"
        raise EntryRefused(f"There is no unit «{name}» in «{institution.name}». There are: {names}.")
    return found[0]


def person_named(work: Work, login: str) -> User:
    """The person with this login. Raises EntryRefused."""
    found = work.find(User, login=login)
    if not found:
        raise EntryRefused(f"Nobody has the login «{login}». See them with: person list")
    if is_system(found[0]):
        raise EntryRefused(
            f"«{login}» is a system: an operator of its institution looks after it («Systeme»)."
        )
    return found[0]
