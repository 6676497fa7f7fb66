"""The first files of a new procedure: a variant that says nothing of its own yet, or a fork, the whole base under its own name."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from engine.packages.archive import Files
from engine.packages.extending import CAST
from engine.packages.head import read_manifest
from engine.packages.manifest import FILE, Manifest
from engine.packages.yaml import read_yaml

README = "README.md"
FIRST_VERSION = "1.0.0"
_REFERENCE = "../REFERENCE.md"


@dataclass(frozen=True, slots=True)
class New:
    """What is known of it: `id`, the canton's two letters, its title by language, the first day of new cases."""

    id: str
    canton: str
    titles: Mapping[str, str]
    valid_from: date


@dataclass(frozen=True, slots=True)
class Beginning:
    """How a case of the base begins: who opens one on which day, and the tasks that are open then."""

    user: str
    day: date
    tasks: tuple[str, ...]


def variant_of(base: Files, new: New, begins: Beginning) -> Files:
    """A variant that is the base under another name; it says in comments what else it may say."""
    manifest = read_manifest(base[FILE])
    files = {
        FILE: _head(manifest, new),
        README: _readme(new, f"a variant of [`{manifest.id}`](../{manifest.id}/README.md)", _OF_A_VARIANT),
        **{f"texts/{language}.yaml": _texts(language, title) for language, title in new.titles.items()},
        "stories/a_case_begins.yaml": _story(new, begins),
    }
    offices = _offices(base, manifest)
    if offices is not None:
        files[CAST] = (
            f"# The offices that play in the stories: those of this canton in the cast, as if they were yours.\n{offices}"
        )
    return _encoded(files)


def fork_of(base: Files, new: New, begins: Beginning) -> Files:
    """The base's files whole, under the new name, with everything open to change."""
    manifest = read_manifest(base[FILE])
    head = base[FILE].decode()
    number = manifest.version.partition(".")[0]
    head = re.sub(r"(?m)^derived_from:.*\n", "", head)
    derived = f"version: {FIRST_VERSION}\nderived_from: {manifest.id}@{number}"
    for key, line in (
        ("id", f"id: {new.id}"),
        ("version", derived),
        ("canton", f"canton: {new.canton}"),
        ("valid_from", f"valid_from: {new.valid_from}"),
    ):
        head = re.sub(rf"^{key}:.*$", line, head, count=1, flags=re.MULTILINE)
    head = re.sub(r"\A(#[^\n]*\n)*", "", head)
    files: dict[str, str | bytes] = {**base}
    files[FILE] = _COMMENT_OF_A_FORK.format(canton=new.canton, base=manifest.id, reference=_REFERENCE) + head
    files[README] = _readme(new, f"a fork of [`{manifest.id}`](../{manifest.id}/README.md)", _OF_A_FORK)
    for language, title in new.titles.items():
        name = f"texts/{language}.yaml"
        files[name] = _retitled(base[name].decode(), title)
    for name in base:
        if name.startswith("stories/") and name != CAST:
            files[name] = re.sub(
                rf"(\bprocedure: ?){manifest.id}\b", rf"\g<1>{new.id}", base[name].decode(), count=1
            )
    files["stories/a_case_begins.yaml"] = _story(new, begins)
    offices = _offices(base, manifest)
    if offices is not None:
        files[CAST] = offices + "\n" + base.get(CAST, b"").decode()
    return _encoded(files)


def _encoded(files: Mapping[str, str | bytes]) -> Files:
    return {name: text if isinstance(text, bytes) else text.encode() for name, text in files.items()}


def _offices(base: Files, manifest: Manifest) -> str | None:
    """Whose offices play in the stories of the base, where its cast does not say so."""
    cast = read_yaml(base[CAST], CAST) if CAST in base else None
    return None if isinstance(cast, dict) and "offices" in cast else f"offices: {manifest.canton}\n"


def _head(manifest: Manifest, new: New) -> str:
    return _HEAD.format(
        base=manifest.id,
        number=manifest.version.partition(".")[0],
        id=new.id,
        version=FIRST_VERSION,
        canton=new.canton,
        valid_from=new.valid_from,
        reference=_REFERENCE,
        parameters="\n".join(_parameters(manifest)),
        hooks="\n".join(_hooks(manifest)),
    )


def _parameters(manifest: Manifest) -> Iterator[str]:
    for name, parameter in sorted(manifest.parameters.items()):
        yield f"#   {name}: {parameter.value}"


def _hooks(manifest: Manifest) -> Iterator[str]:
    for name in sorted(manifest.hooks):
        yield f"#   {name}.bpmn"
    if not manifest.hooks:
        yield "#   (this base has no such places; for flows of your own make a fork: FORK=1)"


def _texts(language: str, title: str) -> str:
    return _TEXTS[language] + f"procedure.title: {_quoted(title)}\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _retitled(text: str, title: str) -> str:
    """The texts of the base with another title, however its key is indented."""
    line = f"procedure.title: {_quoted(title)}"
    changed, count = re.subn(r"^procedure\.title:.*$", lambda _: line, text, count=1, flags=re.MULTILINE)
    return changed if count else f"{line}\n{text}"


def _story(new: New, begins: Beginning) -> str:
    return _STORY.format(
        id=new.id,
        user=begins.user,
        day=begins.day,
        tasks=", ".join(begins.tasks),
        named=" and ".join(begins.tasks),
    )


def _readme(new: New, what: str, rows: str) -> str:
    return _README.format(title=new.titles["de"], id=new.id, what=what, rows=rows, reference=_REFERENCE)


_HEAD = """\
# What this canton says of its own; everything else is the base (../{base}). {reference}, «Variants», names all that may be said.
extends: {base}@{number}
id: {id}
# Three numbers. What is released is frozen: after the first release raise it with every change (1.0.1, 1.1.0, 2.0.0).
version: {version}
canton: {canton}
languages: [de, fr]
# The first day on which new cases begin on this version.
valid_from: {valid_from}
# The paper that describes your procedure.
source: {{document: "Not named yet", state: {valid_from.year}}}

# Numbers and durations of your own (P30D: thirty days, P6M: six months), each with the paper it comes from, or «i: …» where
# you infer it. Take the # away before «parameters:» and before your line. These there are, with the base's values:
# parameters:
#   NAME: {{value: P45D, source: "i: why"}}
{parameters}
#
# A rule, a form or a document: copy the base's file (decisions/…, forms/…, documents/…) to the same place here, and change it.
# Wordings: texts/de.yaml and texts/fr.yaml. Steps of your own: a file for a place that the base foresees:
{hooks}
#
# The base's stories have to hold here too. One that can't, because you changed what it tells, is left out with the reason:
# left_out_stories:
#   name_of_the_story: "why it can't hold here"
"""

_COMMENT_OF_A_FORK = """\
# Made of {base} for the canton {canton}: everything here is its own now, the model too. {reference} names every key.
# What is released is frozen: after the first release raise «version» with every change.
"""

_TEXTS = {
    "de": """\
# Eigene Wortlaute; alle anderen stehen bei der Basis. Zum Beispiel, mit dem Namen eines Schritts aus dem Modell:
# elements.SCHRITT: Wie er heisst
# elements.SCHRITT.help: Was dabei zu tun ist.
""",
    "fr": """\
# Libellés propres ; tous les autres sont ceux de la base. Par exemple, avec le nom d’une étape du modèle :
# elements.ETAPE: Comment elle s’appelle
# elements.ETAPE.help: Ce qu’il y a à faire.
""",
}

_STORY = """\
# A story says what must happen. {id} is released only while all its stories hold.
title: A case of {id} begins with {named}
start: {{procedure: {id}, as: {user}, on: {day}}}
steps:
  - expect: {{open_tasks: [{tasks}]}}
"""

_README = """\
# {title} (`{id}`)

What is it for, in two sentences? It is {what}.

| What is its own | Where |
|---|---|
{rows}

## What the source says, and what is inferred
Which paper says it, in its words? What does it leave open, and who decided how it is done here?

```
.venv/bin/python -m api check processes/{id}      # every fault, every story that does not hold
.venv/bin/python -m api compare processes/{id}    # what differs from the base
```

Every key: [`REFERENCE.md`]({reference}).
"""

_OF_A_VARIANT = """\
| nothing yet but its name | `package.yaml`, `texts/` |
| how a case begins | `stories/a_case_begins.yaml` |"""

_OF_A_FORK = """\
| everything, also the model; so far only the name is another one | `package.yaml`, `texts/` |
| how a case begins | `stories/a_case_begins.yaml` |"""
