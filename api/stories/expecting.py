"""What a story expects of its case, compared with what is there."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import orjson

from api.problems import HANDLED, problem_of
from api.stories.kept import KEY, certified, remains, standing
from api.stories.stage import Scene
from api.stories.story import Expect, Refusal, Words
from cases.access import sight_of
from cases.rows import Case, Consent, Grant, Institution
from decisions.feel import to_json
from engine.bpmn.timers import HOME, moment_of
from engine.rows import Draft, Event, Gateway, Task, Wait
from engine.store import Work


class Unmet(Exception):
    """Something is not as the story tells; `fields` are those of a form that were refused."""

    def __init__(self, expected: str, found: str, fields: frozenset[str] = frozenset()) -> None:
        super().__init__(f"expected {expected}, but {found}")
        self.expected = expected
        self.found = found
        self.fields = fields


def check(expect: Expect, scene: Scene, case_key: int) -> None:
    """Compare everything the step names. Raises Unmet with the first difference."""
    with scene.house.engine.store.reading() as work:
        for name in Expect.model_fields:
            if name in expect.model_fields_set:
                _CHECKS[name](expect, scene, work, case_key)


def _ended(expect: Expect, scene: Scene, work: Work, case_key: int) -> None:
    case = work.get(Case, case_key)
    found = case.outcome if case else None
    if found != expect.ended:
        _differ("ended", expect.ended or "not ended", found or "the case has not ended")


def _open_tasks(expect: Expect, scene: Scene, work: Work, case_key: int) -> None:
    found = [task.element for task in work.find(Task, instance_key=case_key, status="open")]
    _same("open tasks", expect.open_tasks or (), found)


def _open_gateways(expect: Expect, scene: Scene, work: Work, case_key: int) -> None:
    rows = work.find(Gateway, instance_key=case_key, status="open")
    found = [row.element for row in rows if row.waits_for != "fact"]
    _same("questions open for people", expect.open_gateways or (), found)


def _waiting(expect: Expect, scene: Scene, work: Work, case_key: int) -> None:
    rows = work.find(Gateway, instance_key=case_key, status="open", waits_for="fact")
    _same("questions that wait for a fact", expect.waiting or (), [row.element for row in rows])


def _decided(expect: Expect, scene: Scene, work: Work, case_key: int) -> None:
    rows = work.find(Gateway, instance_key=case_key, status="decided")
    found = {row.element: row.answer for row in rows}
    for gateway, answer in expect.decided.items():
        if found.get(gateway) != answer:
            _differ(f"answer of {gateway}", answer, found.get(gateway) or "not decided")


def _grants(expect: Expect, scene: Scene, work: Work, case_key: int) -> None:
    """Live views that consents give, by type of institution."""
    now = scene.clock.now()
    consents = {consent.key: consent.type for consent in work.find(Consent, case_key=case_key)}
    found: dict[tuple[str, str], set[str]] = {}
    for grant in work.find(Grant, case_key=case_key, revoked_at=None):
        institution = work.get(Institution, grant.institution_key)
        holds = grant.valid_from <= now and (grant.valid_to is None or now < grant.valid_to)
        if institution and holds and grant.basis_key in consents:
            found.setdefault((institution.type, consents[grant.basis_key]), set()).add(grant.category)
    wanted = {(line.to, line.basis): line.categories for line in expect.grants or ()}
    _same("grants", [_arrow(*key) for key in wanted], [_arrow(*key) for key in found])
    for key, categories in wanted.items():
        if categories is not None:
            _same(f"categories granted {_arrow(*key)}", categories, found[key])


def _packets(expect: Expect, scene: Scene, work: Work, case_key: int) -> None:
    events = [event.kind for event in work.find(Event, instance_key=case_key)]
    _same("packets", expect.packets or (), [kind for kind in events if kind == "PACKET_SENT"])


def _sees(expect: Expect, scene: Scene, work: Work, case_key: int) -> None:
    for login, wanted in expect.sees.items():
        found = sight_of(work, scene.actors[login], case_key, scene.clock.now()) is not None
        if found != wanted:
            said = {True: "the case is visible", False: "the case is not visible"}
            raise Unmet(f"for {login} that {said[wanted]}", said[found])


def _records(expect: Expect, scene: Scene, work: Work, case_key: int) -> None:
    paths = {name: ("case", *name.split(".")) for name in expect.records}
    read = scene.case_file.read(work, case_key, frozenset(paths.values()), scene.clock.now())
    for name, (_, kind, field) in paths.items():
        found, wanted = _plain(read.values[kind].get(field)), _plain(expect.records[name])
        if found != wanted:
            _differ(name, wanted, found)


def _deadlines(expect: Expect, scene: Scene, work: Work, case_key: int) -> None:
    running = {wait.element: wait.due_at for wait in work.find(Wait, instance_key=case_key, kind="timer")}
    for element, wanted in expect.deadlines.items():
        found, due = running.get(element), None if wanted is None else moment_of(wanted)
        if found != due:
            said = f"{found.astimezone(HOME):%d.%m.%Y %H:%M}" if found else "it does not run"
            _differ(f"deadline {element}", f"{wanted:%d.%m.%Y 00:00}" if wanted else "not running", said)


def _begun(expect: Expect, scene: Scene, work: Work, case_key: int) -> None:
    for element, told in expect.begun.items():
        wanted = _listed_plain(told)
        found = [
            _listed_plain(answers)
            for task, answers in begun(scene, work, case_key)
            if task.element == element
        ]
        if wanted not in found:
            _differ(f"form of {element}", wanted, found or "nothing is in it")


def begun(scene: Scene, work: Work, case_key: int) -> Iterator[tuple[Task, dict[str, Any]]]:
    """Open tasks with what their forms hold already: brought by a message, or saved by somebody."""
    for task in work.find(Task, instance_key=case_key, status="open"):
        draft = work.get(Draft, task.key)
        if draft is not None:
            yield (
                task,
                orjson.loads(scene.case_file.unseal(work, case_key, draft.sealed, f"draft:{task.key}")),
            )


def _erased(expect: Expect, scene: Scene, work: Work, case_key: int) -> None:
    case, left = work.get(Case, case_key), remains(work, case_key)
    is_erased = case is not None and case.erased_at is not None
    if expect.erased and (not is_erased or left):
        _differ(
            "of the case", "nothing of what an erasure takes", _listed(left) or "it is not marked as erased"
        )
    if not expect.erased and (is_erased or KEY not in left):
        _differ("the case", "not erased", "it is erased" if is_erased else "its key is gone")


def _retention(expect: Expect, scene: Scene, work: Work, case_key: int) -> None:
    case = work.get(Case, case_key)
    assert case is not None
    _compare("retention", expect.retention, standing(scene, work, case))


def _certificate(expect: Expect, scene: Scene, work: Work, case_key: int) -> None:
    case = work.get(Case, case_key)
    assert case is not None
    try:
        found = certified(scene, work, case)
    except HANDLED as error:
        raise Unmet("a certificate", problem_of(error)["title"]) from error
    rows = {kind: found["rows"].get(kind) for kind in expect.certificate.rows}
    _compare("certificate", expect.certificate, found | {"rows": rows})


def _compare(what: str, wanted: Words, found: Mapping[str, Any]) -> None:
    """What is written in a mapping of an expectation."""
    for name in sorted(wanted.model_fields_set):
        if getattr(wanted, name) != found[name]:
            _differ(f"{what}, {name}", _said(getattr(wanted, name)), _said(found[name]))


def _said(value: Any) -> Any:
    return "nothing" if value is None else value


def judge(refusal: Refusal | None, problem: dict[str, Any]) -> None:
    """Whether something was refused as the story says. Raises Unmet."""
    said = [f"{fault['field']}: {fault['message']}" for fault in problem.get("faults", ())]
    where = f"{problem['element']}: " if "element" in problem else ""
    said += [f"{where}{problem['reason']}"] if "reason" in problem else []
    found = f"it was refused with {problem['status']}: {' '.join([problem['title'], *said])}"
    fields = frozenset(fault["field"] for fault in problem.get("faults", ()))
    if refusal is None:
        raise Unmet("that it is possible", found, fields)
    kind = problem["type"].removeprefix("urn:bruecke:")
    as_told = problem["status"] == refusal.code and refusal.problem in {None, kind}
    if not as_told or (refusal.at and fields != refusal.at):
        raise Unmet(f"a refusal with {in_words(refusal)}", f"{found} ({kind})")


def in_words(refusal: Refusal) -> str:
    """A refusal as the story tells it."""
    parts = [str(refusal.code)]
    parts += [f"at the field {field}" for field in sorted(refusal.at)]
    parts += [f"because of {refusal.problem}"] if refusal.problem else []
    return " ".join(parts)


_CHECKS: Mapping[str, Callable[[Expect, Scene, Work, int], None]] = {
    "ended": _ended,
    "open_tasks": _open_tasks,
    "open_gateways": _open_gateways,
    "waiting": _waiting,
    "decided": _decided,
    "grants": _grants,
    "packets": _packets,
    "sees": _sees,
    "records": _records,
    "deadlines": _deadlines,
    "begun": _begun,
    "erased": _erased,
    "retention": _retention,
    "certificate": _certificate,
}


def _plain(value: Any) -> Any:
    """A value as JSON; what is listed has no order."""
    plain = to_json(list(value) if isinstance(value, tuple) else value)
    return sorted(plain, key=str) if isinstance(plain, list) else plain


def _listed_plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _plain(value) for key, value in values.items()}


def _arrow(to: str, basis: str) -> str:
    return f"to {to} by {basis}"


def _same(what: str, wanted: Any, found: Any) -> None:
    if sorted(wanted) != sorted(found):
        _differ(what, _listed(wanted), _listed(found))


def _listed(names: Any) -> str:
    return ", ".join(sorted(names)) or "none"


def _differ(what: str, wanted: Any, found: Any) -> None:
    raise Unmet(f"{what}: {wanted}", f"found: {found}")
