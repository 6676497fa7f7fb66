"""The procedure of Valais with the IV in it, where RAV and IV may help each other without a consent: for tests."""

import json
import re
from functools import cache

from engine.drawing.layout.diagram import lay_out
from tests.unit.packages.models import without_lists
from tests.unit.packages.test_refusals import GOOD, MODEL, Files

_SOURCE = '{source: "AVG Art. 35a Abs. 1bis und 1ter, IVG Art. 68bis"%s}'
_SAID = (
    '<bpmn:extensionElements><zeebe:userTask /><zeebe:formDefinition formId="inform_person" /><zeebe:properties>'
    '<zeebe:property name="bruecke.record" value="uninformed_exchange" />'
    '<zeebe:property name="bruecke.purpose" value="consent_on_record" />'
    '<zeebe:property name="bruecke.legal_basis" value="statutory_task" /></zeebe:properties></bpmn:extensionElements>'
)
HANDLER = (
    '<bpmn:subProcess id="inform" name="Person informieren" triggeredByEvent="true">'
    '<bpmn:startEvent id="exchanged" name="Ohne Einwilligung ausgetauscht" isInterrupting="false">'
    '<bpmn:conditionalEventDefinition id="is_uninformed"><bpmn:condition xsi:type="bpmn:tFormalExpression">'
    "=case.uninformed_exchange.to_inform = true</bpmn:condition></bpmn:conditionalEventDefinition></bpmn:startEvent>"
    f'<bpmn:userTask id="inform_person" name="Person über den Austausch informieren">{_SAID}</bpmn:userTask>'
    '<bpmn:endEvent id="person_informed" name="Person informiert" />'
    '<bpmn:sequenceFlow id="to_inform_person" sourceRef="exchanged" targetRef="inform_person" />'
    '<bpmn:sequenceFlow id="to_person_informed" sourceRef="inform_person" targetRef="person_informed" />'
    "</bpmn:subProcess>"
)
_LANE = "<bpmn:flowNodeRef>handle_lapse</bpmn:flowNodeRef>"
_TEXTS = {
    "lanes.iv_adviser": "IV",
    "elements.inform": "Person informieren",
    "elements.exchanged": "Ohne Einwilligung ausgetauscht",
    "elements.inform_person": "Person über den Austausch informieren",
    "elements.person_informed": "Person informiert",
    "forms.inform_person.to_inform": "Noch zu informieren",
    "forms.inform_person.informed_on": "Informiert am",
    "forms.inform_person.informed_how": "Wie",
}


def _field(kind: str, key: str, label: str, **more: object) -> dict[str, object]:
    named = {"dateLabel": label, "subtype": "date"} if kind == "datetime" else {"label": label}
    return {
        "type": kind,
        "id": f"field_{key}",
        "key": key,
        **named,
        "properties": {"category": "WORK"},
        **more,
    }


FORM = {
    "id": "inform_person",
    "type": "default",
    "schemaVersion": 16,
    "components": [
        _field("checkbox", "to_inform", "Noch zu informieren"),
        _field("datetime", "informed_on", "Informiert am", validate={"required": True}),
        _field("textarea", "informed_how", "Wie", validate={"required": True, "maxLength": 500}),
    ],
}


@cache
def _drawn(with_handler: bool) -> bytes:
    text = without_lists(GOOD[MODEL].decode())
    if with_handler:
        text = text.replace(_LANE, f"{_LANE}<bpmn:flowNodeRef>inform</bpmn:flowNodeRef>")
        text = text.replace("</bpmn:process>", f"{HANDLER}</bpmn:process>", 1)
    return lay_out(text).encode()


def assistance(*, despite_refusal: bool = False, with_handler: bool = True) -> Files:
    """The package; without its handler it is refused."""
    files = dict(GOOD)
    more = ", despite_refusal: true" if despite_refusal else ""
    head = files["package.yaml"].decode()
    head = re.sub(
        r"^version: .*$", "version: 9.0.0" if despite_refusal else "version: 8.0.0", head, flags=re.M
    )
    head = head.replace("start: [reporting", "  iv_adviser: {institutions: [IV]}\nstart: [reporting", 1)
    head += f"\ndisclosures:\n  mutual_assistance: {_SOURCE % more}\n"
    files["package.yaml"] = head.encode()
    files[MODEL] = _drawn(with_handler)
    if with_handler:
        files["forms/inform_person.form"] = json.dumps(FORM, ensure_ascii=False).encode()
    texts = _TEXTS if with_handler else {"lanes.iv_adviser": "IV"}
    for language in ("de", "fr"):
        said = "".join(f"\n{key}: {text}" for key, text in texts.items())
        files[f"texts/{language}.yaml"] += said.encode()
    return files
