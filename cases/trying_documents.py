"""Before its release each template of a package is set in type: in every language, with nothing on record, with too much of
everything, and with what would be a command if data were markup.
"""

from collections.abc import Iterator
from typing import Any

from cases.documents import Sheet, Typesetter
from cases.views.printing import Data, field_of, head_of, sheet_of, signer, text
from cases.views.wording import Wording
from engine.faults import Fault, sentence
from engine.packages.manifest import PERSON
from engine.packages.package import Package
from engine.packages.texts import COMPLETE, LANGUAGES
from forms import Text

HOSTILE = '#import "@preview/x:1.0.0": * #panic[] $x^2$ *fett* _k_ `#eval("1")` <a> @b \\ ] ) } // /* ~ -- "'
NAME = "Ärmel Öz-Übersax Éloïse Çelik Žižek Šarić Ćosić Ñuñez Œuvray Zoë D’Août"
LONG = "\n".join([f"{NAME}, {HOSTILE}"] * 30 + ["x" * 400])
LINE, *_ = LONG.splitlines()
_REMEDY = "Mend the template: processes/REFERENCE.md says what it may be made of."


def try_documents(package: Package, typesetter: Typesetter) -> Iterator[Fault]:
    """Every template that can't be set in type, with file, place and what is wrong."""
    for ident in package.manifest.documents:
        sheets = samples(package, ident)
        told = set()
        for found in typesetter.attempt(sheets):
            if found is not None and (found.place, found.message) not in told:
                told.add((found.place, found.message))
                yield Fault(found.file, found.place, "DOC-TYPE", sentence(found.message), _REMEDY)


def samples(package: Package, ident: str) -> list[Sheet]:
    """A document with nothing on record in the languages that have words of their own, with something of everything in every
    language, and with much of it in one: how much there is is the same in all.
    """
    first, *_ = COMPLETE
    tried: list[tuple[str, str | None]] = [(language, None) for language in COMPLETE]
    tried += [(language, LONG if language == first else LINE) for language in LANGUAGES]
    return [sheet_of(package, ident, sample(package, ident, language, value)) for language, value in tried]


def sample(package: Package, ident: str, language: str, value: str | None) -> Data:
    """What would stand in a document if every field said this; None: if nothing were on record."""
    rules, wording = package.manifest.documents[ident], Wording(package, language)
    line = LINE if value else None
    signers = rules.signatures or (
        (PERSON, *package.manifest.plan.roles) if package.manifest.plan and rules.plan else ()
    )
    return head_of(wording, ident, language) | {
        "reference": "ZZ-2026-AAAAA",
        "made_on": "31.12.2026",
        "office": {"name": line or NAME},
        "maker": {"name": line or NAME, "function": line or ""},
        "records": {
            kind: {name: _field(wording, kind, name, value) for name in names}
            for kind, names in rules.fields.items()
        },
        "plan": _plan(line) if rules.plan else None,
        "signatures": [
            {"label": signer(wording, ident, one), "name": line, "signed": line if number else None}
            for number, one in enumerate(signers)
        ],
    }


def _field(wording: Wording, kind: str, name: str, value: str | None) -> Data:
    return field_of(wording, kind, name, None) | {"value": value}


def _plan(line: str | None) -> dict[str, Any]:
    word = text(Text(line or "–"))
    goal = {"text": line, "measured_by": line, "priority": "1", "due": "31.12.2026"}
    measure = {
        "institution": line, "service": word, "aim": line, "begins": "01.01.2026", "ends": "31.12.2026", "payer": word,
        "principle": word, "responsible": line, "state": word, "person": word, "person_on": "31.12.2026",
        "steps": [{"state": word, "on": "31.12.2026", "note": line}] * 2,
    }  # fmt: skip
    return {
        "number": "1",
        "state": word,
        "goals": [goal] * 3 if line else [],
        "measures": [measure] * 3 if line else [],
        "explained_on": "31.12.2026" if line else None,
    }
