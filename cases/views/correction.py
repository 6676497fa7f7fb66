"""A record as its owner may correct it: the questions of its form with what is on record."""

from dataclasses import dataclass
from typing import Any

from cases.case_file import Files
from cases.corrections import Correctable, find_correctable, form_context_of
from cases.views.seen import Seen, Shown, name_shown, person_name_of, see_case, shown_in
from engine.engine import Engine
from engine.ports import Actor
from engine.store import Work
from forms import Form, Text, unanswered


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """What is drawn: `form` asks only for this record, `answers` are by its keys; `context` what its conditions read."""

    found: Correctable
    title: Text
    person_name: str | None
    is_ended: bool
    form: Form
    answers: dict[str, Any]
    context: dict[str, Any]
    seen: Seen
    shown: Shown


def view_correction(
    engine: Engine, files: Files, work: Work, actor: Actor, case_key: int, kind: str, language: str
) -> CorrectionView:
    """The record. Raises NotVisible, NotAllowed, and what `find_correctable` refuses by name."""
    seen = see_case(engine, work, actor, case_key, language)
    found = find_correctable(seen.package, files.records, work, case_key, seen.sight, kind)
    context = form_context_of(seen.package, files, work, case_key, found.form, engine.clock.now())
    asked = found.part.by_key
    others = {
        key: found.typed.get(key, unanswered(field))
        for key, field in found.form.by_key.items()
        if key not in asked
    }
    return CorrectionView(
        found=found,
        title=seen.wording.vocabulary("record_types", kind),
        person_name=person_name_of(files.records, work, seen),
        is_ended=seen.instance.ended_at is not None,
        form=found.part,
        answers={key: value for key, value in found.answers.items() if key in asked},
        context={**others, **context},
        seen=seen,
        shown=name_shown(work, seen) | shown_in(record.row for record in found.records),
    )
