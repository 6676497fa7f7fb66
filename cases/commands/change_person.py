"""What is known of somebody changes: name, function, unit, roles, language, address for mail. It holds from their next request on."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypedDict

from cases.rows import Institution, User
from cases.staff import LANGUAGES, checked_email, line, one_of, person_named, roles_of, unit_named
from cases.trail import changed, leave_trail
from engine.engine import Engine
from engine.store import Work
from engine.transaction import repeated


class PersonChanges(TypedDict, total=False):
    """What is to be otherwise; what is left out stays. `unit`: of the same institution, by name."""

    name: str
    unit: str
    function_de: str
    function_fr: str
    roles: Sequence[str]
    language: str
    email: str


def change_person(engine: Engine, login: str, changes: PersonChanges) -> User:
    """Change somebody. Whoever goes to another institution gets another account there: a mandate does not move along.
    Raises EntryRefused.
    """

    def body(work: Work) -> User:
        before = person_named(work, login)
        own = work.get(Institution, before.institution_key)
        assert own is not None
        after = replace(
            before,
            name=line("name", changes.get("name", before.name)),
            unit_key=unit_named(work, own, changes["unit"]).key if "unit" in changes else before.unit_key,
            function_de=line("function", changes.get("function_de", before.function_de)),
            function_fr=line("function", changes.get("function_fr", before.function_fr)),
            roles=roles_of(changes["roles"]) if "roles" in changes else before.roles,
            email=checked_email(changes.get("email", before.email)),
            language=one_of("language", changes.get("language", before.language), LANGUAGES),
        )
        work.replace(after)
        leave_trail(engine, work, after.key, "PERSON_CHANGED", changed(before, after))
        return after

    return repeated(engine, body)
