"""A canton's variant of a base: its own files over those of the base, put together before anything is checked.

What comes out is a whole package: it is released, frozen and run like any other, and needs its base no more.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from engine.faults import Fault, Refused
from engine.packages.archive import Files, content_hash
from engine.packages.head import read_manifest
from engine.packages.manifest import EXTENDS, FILE
from engine.packages.nearest import nearest
from engine.packages.texts import LANGUAGES, flatten
from engine.packages.yaml import read_yaml, with_text_keys

FindBase = Callable[[str, int], Files | None]
"""The files of the newest version of a base that begins with this number, if there is one."""
CAST = "stories/cast.yaml"
LEFT_OUT = "left_out_stories"
OF_THE_BASE = frozenset({"process", "start", "hooks", "takes_over", "base", "derived_from"})
"""What a variant can't change: it would be another procedure, and that is a fork."""
ITS_OWN = ("id", "version", "canton", "languages", "valid_from", "source")
_MERGED = frozenset({CAST, *(f"texts/{language}.yaml" for language in LANGUAGES)})
_FORK = "For flows of your own make a fork: a package with `derived_from`, see processes/REFERENCE.md."


def no_base(name: str, number: int) -> Files | None:
    """There are no other packages."""
    return None


def extended(files: Files, find: FindBase = no_base) -> Files:
    """The whole package: of a variant, put together with its base; of any other, its files. Raises Refused."""
    said = _head(files)
    if not isinstance(said.get("extends"), str) or "base" in said:
        return files
    base = _base(said["extends"], find)
    faults = list(_faults(files, said, base))
    if faults:
        raise Refused(faults)
    return _put_together(files, said, base)


def _head(files: Files) -> dict[str, Any]:
    head = read_yaml(files[FILE], FILE) if FILE in files else None
    return head if isinstance(head, dict) else {}


def _base(named: str, find: FindBase) -> Files:
    ident, _, number = named.partition("@")
    base = find(ident, int(number)) if number.isdecimal() else None
    if base is None:
        message = f"There is no base «{named}»."
        remedy = f"Write the id and the first number of a released version, as mamac@1 ({EXTENDS}), and release that first."
        raise Refused([Fault(FILE, "extends", "EXT-BASE", message, remedy)])
    if "extends" in _head(base):
        message = f"«{ident}» is a variant itself."
        raise Refused([Fault(FILE, "extends", "EXT-BASE", message, "Extend the base of it.")])
    return base


def _faults(files: Files, said: Mapping[str, Any], base: Files) -> Iterator[Fault]:
    head = _head(base)
    for key in sorted(set(said) & OF_THE_BASE):
        yield Fault(FILE, key, "EXT-KEY", f"A variant can't change «{key}».", _FORK)
    for key in ITS_OWN:
        if key not in said:
            yield Fault(FILE, key, "MAN-KEY", f"«{key}» is missing.", "A variant says it for itself.")
    known = head.get("parameters") or {}
    for name, parameter in (said.get("parameters") or {}).items():
        is_known = name in known
        if isinstance(parameter, dict) and "value" in parameter and "source" not in parameter and is_known:
            message = f"The parameter «{name}» does not say where its value comes from."
            yield Fault(FILE, f"parameters.{name}", "EXT-SOURCE", message, "Add `source`.")
    hooks = head.get("hooks") or {}
    for name in sorted(files):
        if name.endswith(".bpmn") and name.removesuffix(".bpmn") not in hooks:
            message = f"«{name}» is no hook of the base."
            remedy = f"{nearest(name.removesuffix('.bpmn'), sorted(hooks))}Hooks: {', '.join(sorted(hooks)) or 'none'}. {_FORK}"
            yield Fault(name, "", "EXT-HOOK", message, remedy)
    stories = {file.removeprefix("stories/").removesuffix(".yaml") for file in base if _is_story(file)}
    left_out = said.get(LEFT_OUT) or {}
    for name in left_out if isinstance(left_out, dict) else ():
        if name not in stories or not left_out[name]:
            message = f"«{name}» is no story of the base, or no reason is given."
            yield Fault(FILE, f"{LEFT_OUT}.{name}", "EXT-STORY", message, nearest(name, sorted(stories)))


def _put_together(files: Files, said: Mapping[str, Any], base: Files) -> Files:
    left_out = {f"stories/{name}.yaml" for name in said.get(LEFT_OUT) or ()}
    whole = {name: content for name, content in base.items() if name not in left_out and name != "README.md"}
    whole |= files
    for name in sorted(_MERGED & set(files) & set(base)):
        whole[name] = _written(_over(_read(base, name), _read(files, name)))
    head = _over(_head(base), {key: value for key, value in said.items() if key != LEFT_OUT})
    head["base"] = {
        "version": read_manifest(base[FILE]).version,
        "content": content_hash(base),
        "own": sorted(set(files) - {FILE}),
        "parameters": sorted(said.get("parameters") or {}),
    }
    whole[FILE] = _written(head)
    return whole


def _read(files: Files, name: str) -> Any:
    """A file whose entries are put over others one by one: texts by their dotted keys, however they are indented."""
    data = read_yaml(files[name], name)
    return data if name == CAST else flatten(data, name)


def _over(below: Any, above: Any) -> Any:
    """A mapping over another: what is said above holds, null takes an entry away; all else is replaced as a whole."""
    if not isinstance(below, dict) or not isinstance(above, dict):
        return above
    merged = {key: value for key, value in below.items() if key not in above}
    for key, value in above.items():
        if value is not None:
            merged[key] = _over(below.get(key), value)
        elif key not in below:
            merged[key] = None
    return merged


def _written(data: Any) -> bytes:
    """JSON is YAML too, and the same content is the same bytes."""
    text = json.dumps(with_text_keys(data), ensure_ascii=False, indent=1, sort_keys=True, default=str)
    return text.encode()


def _is_story(file: str) -> bool:
    return file.startswith("stories/") and file.endswith(".yaml") and file != CAST
