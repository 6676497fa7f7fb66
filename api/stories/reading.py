"""Reading the stories of a package: every mistake with its file, its step and the keys that are known."""

from collections.abc import Collection, Iterator
from typing import Any, TypeVar

from pydantic import ValidationError

from api.stories.expected import Expect
from api.stories.names import CAST, check_cast, check_names
from api.stories.story import STEPS, Act, Cast, Start, Step, Story
from api.stories.words import Words
from engine.faults import Fault, Refused
from engine.packages.archive import Files
from engine.packages.package import Package
from engine.packages.yaml import read_yaml

FOLDER = "stories/"
_KEYS = ("title", "requirement", "start", "steps")

W = TypeVar("W", bound=Words)


def read_stories(package: Package, logins: Collection[str]) -> tuple[Cast, tuple[Story, ...]]:
    """Cast and stories of a package, by file. Raises Refused with every fault of every file."""
    faults: list[Fault] = []
    cast = _read_cast(package.files, faults)
    faults.extend(check_cast(cast, package))
    stories = []
    titles: dict[str, str] = {}
    for file in sorted(package.files):
        if not file.startswith(FOLDER) or not file.endswith(".yaml") or file == CAST:
            continue
        story = _read_story(file, package.files[file], faults)
        if story is None:
            continue
        if story.title in titles:
            text = f"The title «{story.title}» is that of {titles[story.title]} too."
            faults.append(Fault(file, "title", "STO-TITLE", text, "Say what is different in this one."))
        titles[story.title] = file
        faults.extend(check_names(story, package, cast, logins))
        stories.append(story)
    if faults:
        raise Refused(faults)
    return cast, tuple(stories)


def _read_cast(files: Files, faults: list[Fault]) -> Cast:
    if CAST not in files:
        return Cast()
    return _loaded(CAST, files[CAST], Cast, faults) or Cast()


def _loaded(file: str, content: bytes, kind: type[W], faults: list[Fault]) -> W | None:
    try:
        return _as(kind, read_yaml(content, file), file, "", faults)
    except Refused as refused:
        faults.extend(refused.faults)
        return None


def _read_story(file: str, content: bytes, faults: list[Fault]) -> Story | None:
    try:
        raw = read_yaml(content, file)
    except Refused as refused:
        faults.extend(refused.faults)
        return None
    if not isinstance(raw, dict) or not isinstance(raw.get("steps"), list):
        faults.append(
            Fault(file, "", "STO-FORM", "This is no story.", f"It has the keys {', '.join(_KEYS)}.")
        )
        return None
    before = len(faults)
    faults.extend(_unknown(file, "", set(raw) - set(_KEYS), _KEYS))
    steps = [_read_step(file, number, step, faults) for number, step in enumerate(raw["steps"], 1)]
    start = _as(Start, raw.get("start"), file, "start", faults)
    if len(faults) > before or start is None:
        return None
    found = [step for step in steps if step is not None]
    faults.extend(_unchecked(file, found))
    head = {key: raw[key] for key in ("title", "requirement") if key in raw}
    return _as(Story, {**head, "file": file, "start": start, "steps": found}, file, "", faults)


def _read_step(file: str, number: int, raw: object, faults: list[Fault]) -> Step | None:
    verbs = [verb for verb in STEPS if isinstance(raw, dict) and verb in raw]
    if len(verbs) != 1:
        text = (
            "The step does not say what is done." if not verbs else f"Two steps in one: {', '.join(verbs)}."
        )
        faults.append(
            Fault(
                file, f"step {number}", "STO-STEP", text, f"A step has one of these keys: {', '.join(STEPS)}."
            )
        )
        return None
    verb = verbs[0]
    kind = STEPS[verb]
    content = raw[verb] if kind is Expect and isinstance(raw, dict) else raw
    if kind is Expect and isinstance(raw, dict) and len(raw) > 1:
        faults.extend(_unknown(file, f"step {number}", set(raw) - {verb}, (verb,)))
    step: Any = _as(kind, content, file, f"step {number}, {verb}", faults)
    if isinstance(step, Expect) and not step.model_fields_set:
        text = "The expectation is empty."
        faults.append(Fault(file, f"step {number}", "STO-EMPTY", text, f"Known are: {_known(Expect)}."))
    found: Step | None = step
    return found


def _unchecked(file: str, steps: list[Step]) -> Iterator[Fault]:
    """A story whose last act nobody looks at would stay green whatever the model does."""
    last = steps[-1] if steps else None
    if not any(isinstance(step, Expect) for step in steps):
        yield Fault(
            file, "steps", "STO-CHECK", "The story expects nothing.", "Add a step «expect: {ended: …}»."
        )
    elif not isinstance(last, Expect) and not (isinstance(last, Act) and last.refused):
        text = "Nothing is expected after the last step."
        yield Fault(file, f"step {len(steps)}", "STO-CHECK", text, "End with a step «expect: {…}».")


def _as(kind: type[W], raw: object, file: str, place: str, faults: list[Fault]) -> W | None:
    if not isinstance(raw, dict):
        remedy = f"Write its keys: {_known(kind)}."
        faults.append(Fault(file, place, "STO-FORM", "A mapping is expected here.", remedy))
        return None
    try:
        return kind.model_validate(raw)
    except ValidationError as error:
        for item in error.errors():
            path = ".".join(str(part) for part in item["loc"])
            if item["type"] == "extra_forbidden":
                known = _keys_at(kind, item["loc"][:-1])
                faults.extend(_unknown(file, place, {path}, known))
            elif item["type"] == "missing":
                text = f"The key «{path}» is missing."
                faults.append(Fault(file, place, "STO-MISSING", text, f"Known keys: {_known(kind)}."))
            else:
                text = f"«{path}»: {item['msg']}."
                faults.append(Fault(file, place, "STO-VALUE", text, f"Known keys: {_known(kind)}."))
        return None


def _unknown(file: str, place: str, keys: Collection[object], known: Collection[str]) -> Iterator[Fault]:
    for key in sorted(map(str, keys)):
        text = f"The key «{key}» is unknown."
        yield Fault(file, place, "STO-KEY", text, f"Known keys: {', '.join(known)}.")


def _keys_of(kind: type[Words]) -> list[str]:
    return [field.alias or name for name, field in kind.model_fields.items() if name != "file"]


def _known(kind: type[Words]) -> str:
    return ", ".join(_keys_of(kind))


def _keys_at(kind: type[Words], path: tuple[int | str, ...]) -> list[str]:
    """The keys of the mapping that a path inside `kind` leads to."""
    for part in path:
        field = next((f for n, f in kind.model_fields.items() if part in {n, f.alias}), None)
        inner = _words_in(field.annotation) if field else None
        if inner is not None:
            kind = inner
    return _keys_of(kind)


def _words_in(annotation: Any) -> type[Words] | None:
    if isinstance(annotation, type) and issubclass(annotation, Words):
        return annotation
    found = (_words_in(part) for part in getattr(annotation, "__args__", ()))
    return next((kind for kind in found if kind is not None), None)
