"""The JSON API for those who write programs against it: one page, drawn from the OpenAPI document itself."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

import orjson
from fastapi import Depends, Request, Response
from markupsafe import Markup

from api.access import Caller, House, public, reader_of
from api.pages.rendering import page, part
from api.routers import Router

router = Router(include_in_schema=False, dependencies=[Depends(public)])

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """A parameter or a field of a body: its name, where it stands, its type in words."""

    name: str
    place: str
    kind: str
    is_required: bool
    says: str


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: its status, what it means, and its fields."""

    status: str
    says: str
    kind: str


@dataclass(frozen=True, slots=True)
class Operation:
    """A call: what to send, and what comes back."""

    id: str
    method: str
    path: str
    summary: str
    says: str
    parameters: tuple[Part, ...]
    body: str
    fields: tuple[Part, ...]
    example: str
    replies: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A named shape of the document with its fields."""

    name: str
    says: str
    fields: tuple[Part, ...]


@router.get("/docs")
def show_docs(
    request: Request, house: House, caller: Annotated[Caller | None, Depends(reader_of)]
) -> Response:
    """Every operation by its group, then the shapes they share."""
    state = request.app.state
    if not hasattr(state, "drawn_document"):  # the same for everybody, and the longest page there is
        state.drawn_document = _drawn(request.app.openapi())
    return page(request, house, caller, "docs.html", drawn=state.drawn_document)


def _drawn(document: Schema) -> Markup:
    """The document as HTML, in English."""
    groups: dict[str, list[Operation]] = defaultdict(list)
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            groups[operation.get("tags", ["other"])[0]].append(
                _operation(document, method.upper(), path, operation)
            )
    return part(
        "docs_document.html",
        document=document["info"],
        groups=groups,
        shapes=[
            Shape(name, schema.get("description", ""), tuple(_fields(schema)))
            for name, schema in document["components"]["schemas"].items()
            if schema.get("properties")
        ],
    )


def _operation(document: Schema, method: str, path: str, operation: Schema) -> Operation:
    content: Mapping[str, Schema] = operation.get("requestBody", {}).get("content", {})
    media = next(iter(content), "")
    asked = content[media].get("schema", {}) if media else {}
    schema = _resolved(document, asked)
    example = next(iter(schema.get("examples", [])), None)
    return Operation(
        id=operation["operationId"],
        method=method,
        path=path,
        summary=operation.get("summary", ""),
        says=operation.get("description", ""),
        parameters=tuple(_parameter(parameter) for parameter in operation.get("parameters", [])),
        body=f"{media}: {_kind(asked)}" if media else "",
        fields=tuple(_fields(schema)),
        example="" if example is None else orjson.dumps(example, option=orjson.OPT_INDENT_2).decode(),
        replies=tuple(_reply(status, reply) for status, reply in operation["responses"].items()),
    )


def _parameter(parameter: Schema) -> Part:
    return Part(
        parameter["name"],
        parameter["in"],
        _kind(parameter.get("schema", {})),
        parameter.get("required", False),
        parameter.get("description", ""),
    )


def _reply(status: str, reply: Schema) -> Reply:
    content = [one.get("schema", {}) for one in reply.get("content", {}).values()]
    return Reply(status, reply.get("description", ""), _kind(content[0]) if content else "")


def _fields(schema: Schema) -> Iterator[Part]:
    required = schema.get("required", [])
    for name, field in schema.get("properties", {}).items():
        yield Part(name, "body", _kind(field), name in required, field.get("description", ""))


def _resolved(document: Schema, schema: Schema) -> Schema:
    """What a reference stands for; anything else as it is."""
    name = _name(schema)
    found: Schema = document["components"]["schemas"][name] if name else schema
    return found


def _name(schema: Schema) -> str:
    return str(schema.get("$ref", "")).rpartition("/")[2]


def _kind(schema: Schema) -> str:
    """The type of a schema in words, with the bounds that a program has to keep."""
    if _name(schema):
        return _name(schema)
    either = schema.get("anyOf") or schema.get("oneOf")
    if either:
        return " or ".join(_kind(one) for one in either)
    if "enum" in schema:
        return " | ".join(str(value) for value in schema["enum"])
    kind = str(schema.get("type", "any JSON"))
    if kind == "array":
        kind = f"list of {_kind(schema.get('items', {}))}"
    bounds = [
        f"{word} {schema[key]}"
        for key, word in (
            ("format", ""),
            ("minimum", "from"),
            ("maximum", "to"),
            ("maxLength", "length to"),
            ("pattern", "pattern"),
            ("default", "default"),
        )
        if key in schema and schema[key] not in ("", {}, [])
    ]
    return f"{kind} ({', '.join(bound.strip() for bound in bounds)})" if bounds else kind
