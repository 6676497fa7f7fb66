"""The JSON Schema (2020-12) of a form's answers, for integrators."""

from forms.definition import Field, Form
from forms.source import Json
from forms.values import to_json

_FORMATS: dict[str, dict[str, Json]] = {
    "ahv": {"pattern": r"^756\.?[0-9]{4}\.?[0-9]{4}\.?[0-9]{2}$"},
    "phone": {},
    "email": {"format": "email", "maxLength": 254},
    "postcode": {"pattern": "^[1-9][0-9]{3}$"},
}


def json_schema(form: Form) -> dict[str, Json]:
    """What read_answers takes. A field under a condition is never `required` here.

    `x-bruecke.hide` says when it isn't asked, `x-bruecke.required` whether it is needed when it is asked.
    """
    properties: dict[str, Json] = {field.key: _property(field) for field in form.fields}
    required: list[Json] = [field.key for field in form.fields if field.required and not field.guards]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:bruecke:form:{form.id}",
        "title": form.id,
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _property(field: Field) -> dict[str, Json]:
    described: dict[str, Json] = {"title": field.label}
    if field.description:
        described["description"] = field.description
    if field.default is not None:
        described["default"] = to_json({field.key: field.default})[field.key]
    return {**described, **_type(field), "x-bruecke": _metadata(field)}


def _type(field: Field) -> dict[str, Json]:
    match field.type:
        case "number":
            return _number(field)
        case "datetime":
            return {"type": "string", "format": "date"}
        case "checkbox":
            return {"const": True} if field.required else {"type": "boolean"}
        case "checklist":
            ticked: dict[str, Json] = {"type": "array", "items": _option(field), "uniqueItems": True}
            return {**ticked, "minItems": 1} if field.required else ticked
        case "radio" | "select":
            return _option(field)
        case _:
            return _text(field)


def _number(field: Field) -> dict[str, Json]:
    bounds = {"minimum": field.bounds.min, "maximum": field.bounds.max}
    limits: dict[str, Json] = dict(
        to_json({name: bound for name, bound in bounds.items() if bound is not None})
    )
    if field.bounds.decimals == 0:
        return {"type": "integer", **limits}
    step: dict[str, Json] = {"multipleOf": float(10**-field.bounds.decimals)} if field.bounds.decimals else {}
    return {"type": "number", **limits, **step}


def _text(field: Field) -> dict[str, Json]:
    shortest = max(field.bounds.min_length or 0, 1 if field.required else 0)
    text: dict[str, Json] = {"type": "string", "maxLength": field.bounds.max_length}
    if shortest:
        text["minLength"] = shortest
    if field.bounds.pattern:
        text["pattern"] = field.bounds.pattern
    return {**text, **_FORMATS.get(field.format or "", {})}


def _option(field: Field) -> dict[str, Json]:
    if field.choices:
        return {"type": "string"}
    return {"oneOf": [{"const": option.value, "title": option.label} for option in field.options]}


def _metadata(field: Field) -> dict[str, Json]:
    said: dict[str, Json] = {
        "category": field.category,
        "owner": field.owner,
        "record": f"{field.record.type}.{field.record.field}" if field.record and field.record.type else None,
        "choices": field.choices,
        "vocabulary": field.vocabulary,
        "format": field.format,
        "date": field.date,
        "hide": " or ".join(f"({guard.text})" for guard in field.guards) or None,
        "required": field.required if field.guards else None,
    }
    return {name: value for name, value in said.items() if value is not None}
