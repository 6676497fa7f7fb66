"""Somebody begins to work with Brücke: a person of an institution, in one of its units, with a first password."""

from collections.abc import Sequence
from dataclasses import dataclass

from cases.identity import Passwords
from cases.rows import User
from cases.staff import (
    LANGUAGES,
    EntryRefused,
    checked_email,
    checked_login,
    checked_password,
    institution_named,
    line,
    one_of,
    roles_of,
    unit_named,
)
from cases.trail import leave_trail
from engine.engine import Engine
from engine.store import Duplicate, Work
from engine.transaction import repeated


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What is entered of somebody; institution and unit by name, the function in both official languages."""

    login: str
    name: str
    institution: str
    unit: str
    function_de: str
    function_fr: str
    roles: Sequence[str]
    language: str = "de"
    email: str = ""


def add_person(engine: Engine, passwords: Passwords, new: NewPerson, password: str) -> User:
    """Enter somebody, who can sign in from now on. Raises EntryRefused."""
    hashed = passwords.hash(checked_password(password))
    try:
        return repeated(engine, lambda work: enter_person(engine, work, new, hashed))
    except Duplicate as error:  # somebody else entered it at the same moment
        raise _taken(new.login) from error


def enter_person(engine: Engine, work: Work, new: NewPerson, hashed: str) -> User:
    """Enter somebody in a transaction that goes on, with the hash of a password. Raises EntryRefused."""
    login, name, roles = checked_login(new.login), line("name", new.name), roles_of(new.roles)
    functions = [line("function", text) for text in (new.function_de, new.function_fr)]
    one_of("language", new.language, LANGUAGES)
    email = checked_email(new.email)
    own = institution_named(work, new.institution)
    unit = unit_named(work, own, new.unit)
    if work.find(User, login=login):
        raise _taken(login)
    row = User(
        engine.keys(),
        own.key,
        unit.key,
        login,
        name,
        functions[0],
        functions[1],
        roles,
        new.language,
        hashed,
        True,
        email,
    )
    work.add(row)
    leave_trail(engine, work, row.key, "PERSON_ENTERED", {"roles": roles})
    return row


def _taken(login: str) -> EntryRefused:
    return EntryRefused(f"The login «{login}» is taken. Choose another one, or change it with: person change")
