"""The procedure of Valais with deadlines on two of its tasks, one of which stands still while the authority is clarified."""

from pathlib import Path

from engine.packages.archive import read_zip

FROZEN = Path(__file__).parent / "procedures/saved/wallis_tandem-1.2.0.zip"
"""As it was released: up to the assigned tandem, without deadlines of its own."""

DEADLINES = (
    (
        "authority_due",
        "data_exchange_consent",
        "reporting_office",
        "Vollmacht fällig",
        "Mandat attendu",
        634,
        642,
    ),
    ("analysis_due", "joint_analysis", "joint_seats", "Analyse fällig", "Analyse attendue", 988, 821),
)
"""Id, host, lane, names, and where it is drawn."""
WITHIN = {"authority_due": "P10D", "analysis_due": "P60D"}


def files_with_deadlines(warns: str = "50,80") -> dict[str, bytes]:
    """The files of the package, with the two timers drawn in."""
    files = dict(read_zip(FROZEN.read_bytes()))
    model = files["tandem.bpmn"].decode()
    for ident, host, lane, name, _, x, y in DEADLINES:
        ref = f"<bpmn:flowNodeRef>{host}</bpmn:flowNodeRef>"
        more = "".join(f"<bpmn:flowNodeRef>{one}</bpmn:flowNodeRef>" for one in (ident, f"{ident}_told"))
        assert lane in model
        model = model.replace(ref, ref + more, 1)
        model = model.replace("  </bpmn:process>", _timer(ident, name, host, warns) + "  </bpmn:process>")
        model = model.replace("    </bpmndi:BPMNPlane>", _drawn(ident, x, y) + "    </bpmndi:BPMNPlane>", 1)
    model = model.replace(
        '<zeebe:property name="bruecke.record" value="next_steps" />',
        '<zeebe:property name="bruecke.record" value="next_steps" />'
        '<zeebe:property name="bruecke.pauses" value="analysis_due" />',
    )
    parameters = "".join(
        f'  {ident}_within: {{value: {value}, type: duration, source: "i: for tests"}}\n'
        for ident, value in WITHIN.items()
    )
    manifest = files["package.yaml"].decode().replace("parameters:\n", f"parameters:\n{parameters}")
    manifest = manifest.replace("version: 1.2.0", "version: 9.0.0")
    texts = {
        f"texts/{language}.yaml": files[f"texts/{language}.yaml"]
        + "".join(
            f"elements.{ident}: {(de, fr)[language == 'fr']}\n"
            f"elements.{ident}_told: {(de, fr)[language == 'fr']} (!)\n"
            f"outcomes.{ident}_told: {(de, fr)[language == 'fr']}\n"
            for ident, _, _, de, fr, *_ in DEADLINES
        ).encode()
        for language in ("de", "fr")
    }
    return files | {"tandem.bpmn": model.encode(), "package.yaml": manifest.encode()} | texts


def _timer(ident: str, name: str, host: str, warns: str) -> str:
    return (
        f'<bpmn:boundaryEvent id="{ident}" name="{name}" attachedToRef="{host}" cancelActivity="false">'
        "<bpmn:extensionElements><zeebe:properties>"
        f'<zeebe:property name="bruecke.warns" value="{warns}" />'
        "</zeebe:properties></bpmn:extensionElements>"
        f'<bpmn:outgoing>to_{ident}_told</bpmn:outgoing><bpmn:timerEventDefinition id="{ident}_timer">'
        f'<bpmn:timeDuration xsi:type="bpmn:tFormalExpression">=parameters.{ident}_within</bpmn:timeDuration>'
        "</bpmn:timerEventDefinition></bpmn:boundaryEvent>"
        f'<bpmn:endEvent id="{ident}_told" name="{name} (!)"><bpmn:extensionElements><zeebe:properties>'
        f'<zeebe:property name="bruecke.outcome" value="{ident}_told" /></zeebe:properties></bpmn:extensionElements>'
        f"<bpmn:incoming>to_{ident}_told</bpmn:incoming></bpmn:endEvent>"
        f'<bpmn:sequenceFlow id="to_{ident}_told" sourceRef="{ident}" targetRef="{ident}_told" />'
    )


def _drawn(ident: str, x: int, y: int) -> str:
    return (
        f'<bpmndi:BPMNShape id="{ident}_di" bpmnElement="{ident}">'
        f'<dc:Bounds x="{x}" y="{y}" width="36" height="36" /></bpmndi:BPMNShape>'
        f'<bpmndi:BPMNShape id="{ident}_told_di" bpmnElement="{ident}_told">'
        f'<dc:Bounds x="{x}" y="{y + 60}" width="36" height="36" /></bpmndi:BPMNShape>'
        f'<bpmndi:BPMNEdge id="to_{ident}_told_di" bpmnElement="to_{ident}_told">'
        f'<di:waypoint x="{x + 18}" y="{y + 36}" /><di:waypoint x="{x + 18}" y="{y + 60}" /></bpmndi:BPMNEdge>'
    )
