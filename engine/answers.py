"""Reading the answers of a task: the form of the pinned version, its rules over case and parameters."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from engine.errors import AnswersContradict, AnswersRejected
from engine.packages.package import Package
from engine.packages.targets import target_of
from engine.ports import Access, Actor, CaseFile, Entry, Sight
from engine.rows import Task
from engine.store import Work
from forms import CATEGORIES, AnswerFault, Answers, Choice, Form, read_answers, to_json

_UNWRITABLE = {
    "required": {
        "de": "Bitte wählen Sie mindestens einen Eintrag.",
        "fr": "Veuillez choisir au moins une entrée.",
    },
    "signature-missing": {
        "de": "Bitte geben Sie an, wann die Person unterzeichnet hat.",
        "fr": "Veuillez indiquer quand la personne a signé.",
    },
    "over-already": {
        "de": "Von diesem Tag an gerechnet wäre die Einwilligung schon abgelaufen. Prüfen Sie das Jahr, oder lassen Sie neu unterzeichnen.",
        "fr": "À compter de ce jour, le consentement serait déjà échu. Vérifiez l’année ou faites signer à nouveau.",
    },
    "partner-missing": {
        "de": "Die eigene Stelle braucht keine Vollmacht. Bitte wählen Sie die Stelle, die etwas erhalten darf.",
        "fr": "Votre propre service n’a pas besoin de procuration. Veuillez choisir le service qui peut recevoir des données.",
    },
    "ahv-not-allowed": {
        "de": "Ihre Stelle darf die AHV-Nummer nicht verwenden. Lassen Sie das Feld leer.",
        "fr": "Votre service n’est pas autorisé à utiliser le numéro AVS. Laissez ce champ vide.",
    },
    "adviser-full": {
        "de": "Diese Person hat bereits so viele offene Fälle, wie jemand höchstens begleitet. Bitte wählen Sie jemand anderen.",
        "fr": "Cette personne a déjà autant de cas ouverts qu’il est possible d’en accompagner. Veuillez choisir quelqu’un d’autre.",
    },
    "led-elsewhere": {
        "de": "Diese Person wird in einem anderen Fall geführt. Unter «Fallführung» erfahren Sie mehr, wenn Sie sie hier zuteilen. Sobald sie dort abgegeben ist, können Sie auch das Case-Management zuteilen.",
        "fr": "Cette personne est suivie dans un autre cas. Vous en saurez plus sous «\u202fGestion du cas\u202f» en l’attribuant ici. Dès qu’elle y est rendue, vous pourrez aussi attribuer le case management.",
    },
    "ends-exchange": {
        "de": "Damit wäre der Austausch sofort zu Ende. Das geschieht nicht durch eine Berichtigung: Halten Sie im Fall den Widerruf der Person fest, oder beenden Sie den Fall.",
        "fr": "L’échange prendrait aussitôt fin. Cela ne se fait pas par une correction\u202f: saisissez dans le cas la révocation de la personne, ou terminez le cas.",
    },
    "recipient-not-in-case": {
        "de": "Eine der gewählten Stellen ist an diesem Fall nicht beteiligt. Bitte wählen Sie nur beteiligte Stellen.",
        "fr": "L’un des services choisis ne participe pas à ce cas. Veuillez choisir des services participants.",
    },
}
"""What the case file (Unwritable.code) or a correction may refuse, in words."""

_NOT_SHARED = {
    "de": "Nicht freigegeben ist: {}. Lassen Sie diese Angabe weg, beide Stellen läsen sie; oder die Person erweitert ihre Einwilligung.",
    "fr": "N’est pas libéré\u202f: {}. Laissez cette indication de côté, les deux services la liraient\u202f; ou la personne étend son consentement.",
}


def form_context(package: Package, case_file: CaseFile, work: Work, task: Task, now: Any) -> dict[str, Any]:
    """What conditions and rules of a form may read besides its answers."""
    form = package.forms[task.form]
    paths = frozenset(path for path in form.reads if path[0] == "case")
    values = case_file.read(work, task.instance_key, paths, now).values if paths else {}
    return {"case": values, "parameters": package.parameters}


def readable_of(
    case_file: CaseFile, sight: Sight, form: Form, work: Work, case_key: int, now: Any
) -> frozenset[str]:
    """Of what texts of a form's rules may name, the records open to somebody who sees the case so."""
    if not form.tells:
        return frozenset()
    return sight.readable(case_file.read(work, case_key, form.tells, now))


def read_task_answers(
    package: Package,
    case_file: CaseFile,
    work: Work,
    task: Task,
    answers: Mapping[str, Any],
    actor: Actor,
    now: Any,
    *,
    partial: bool = False,
    readable: Collection[str] = (),
) -> Answers:
    """Typed answers, or AnswersRejected naming every field at fault (AnswersContradict where all of them contradict
    what stands on record). `partial` for drafts: types only. `readable`: the records that messages may tell the actor.
    """

    def choices(source: str) -> Sequence[Choice]:
        return case_file.choices(work, task.instance_key, source, actor)

    read = read_answers(
        package.forms[task.form],
        answers,
        now=now,
        context=form_context(package, case_file, work, task, now),
        readable=readable,
        choices=choices,
        language=actor.language,
        partial=partial,
    )
    if read.faults:
        contradicts = all(fault.conflict for fault in read.faults)
        raise (AnswersContradict if contradicts else AnswersRejected)(read.faults)
    return read


def require_shareable(
    package: Package,
    access: Access,
    work: Work,
    task: Task,
    answers: Mapping[str, Any],
    actor: Actor,
    now: Any,
    roles: Sequence[str] = (),
) -> None:
    """What stands in a form that several institutions fill in together, each of them may read: those behind its seats, or
    behind these roles.

    Raises AnswersRejected for every answer of a category that is not granted to all of them.
    """
    element = package.element(task.element)
    shared = access.shared_categories(work, task.instance_key, roles or element.seats, now)
    if shared is None:
        return
    faults = [
        _not_shared(package, field.key, sorted(missing, key=CATEGORIES.index), actor.language)
        for field in package.forms[task.form].fields
        if (missing := field.categories_of(answers.get(field.key)) - shared)
    ]
    if faults:
        raise AnswersRejected(faults)


def _not_shared(package: Package, field: str, missing: Sequence[str], language: str) -> AnswerFault:
    """An answer that tells more than the person released, in words."""
    known = language if language in _NOT_SHARED else "de"
    labels = [package.texts.get(f"vocabulary.categories.{code}", known, code).text for code in missing]
    return AnswerFault(field, "not-shared", _NOT_SHARED[known].format(", ".join(labels)), known != language)


def entries_of(package: Package, task: Task, answers: Answers) -> list[Entry]:
    """Answers on their way into records; a field that was not answered writes nothing."""
    element = package.element(task.element)
    record = element.properties.get("bruecke.record")
    entries = []
    for field in package.forms[task.form].fields:
        if field.key in answers.values:
            kind, name = target_of(field, record)
            entries.append(
                Entry(kind, name, answers.values[field.key], field.category or "MASTER", element.seats)
            )
    return entries


def record_types_of(package: Package, task: Task) -> list[str]:
    """The record types that the task's form writes to."""
    record = package.element(task.element).properties.get("bruecke.record")
    return sorted({target_of(field, record)[0] for field in package.forms[task.form].fields})


def fault_of(field: str, code: str, language: str) -> AnswerFault:
    """A fault found while putting answers on record, in words."""
    text = _UNWRITABLE[code].get(language) or _UNWRITABLE[code]["de"]
    return AnswerFault(field, code, text, language not in _UNWRITABLE[code])


def stored(answers: Answers) -> dict[str, Any]:
    """Answers as JSON, for a draft."""
    return dict(to_json(answers.values))
