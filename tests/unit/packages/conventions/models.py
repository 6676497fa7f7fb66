"""Two models for each convention: one that breaks it, one that does not. Written as lines, drawn where it matters.

`kind id Name` for an element, `source > target [Name]` for a flow, `kind id Name {` … `}` for a sub-process; `| …` puts
XML inside. `DI` lines place: `@id x y w h` a shape, `~flow x,y x,y` a line.
"""

from collections.abc import Mapping

KINDS = {
    "start": "startEvent",
    "end": "endEvent",
    "user": "userTask",
    "xor": "exclusiveGateway",
    "and": "parallelGateway",
    "or": "inclusiveGateway",
    "sub": "subProcess",
    "throw": "intermediateThrowEvent",
    "catch": "intermediateCatchEvent",
    "manual": "manualTask",
    "note": "textAnnotation",
}
TIMER = "<bpmn:timerEventDefinition><bpmn:timeDuration>P1D</bpmn:timeDuration></bpmn:timerEventDefinition>"
MESSAGE = '<bpmn:messageEventDefinition messageRef="m" />'
HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"'
    ' xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:color="http://www.omg.org/spec/BPMN/non-normative/color/1.0"'
    ' id="d" targetNamespace="test"><bpmn:message id="m" name="m" />'
)


def written(lines: str, name: str = "Fall begleiten", around: str = "", lanes: str = "") -> bytes:
    """The file of a model."""
    parts: list[str] = []
    shapes: list[str] = []
    closing: list[str] = []
    flows = 0
    for line in filter(None, (line.strip() for line in lines.splitlines())):
        words = line.split()
        if line == "}":
            parts.append(closing.pop())
        elif words[0].startswith("@"):
            x, y, width, height, *more = words[1:]
            shapes.append(
                f'<bpmndi:BPMNShape bpmnElement="{words[0][1:]}" {" ".join(more)}>'
                f'<dc:Bounds x="{x}" y="{y}" width="{width}" height="{height}" /></bpmndi:BPMNShape>'
            )
        elif words[0].startswith("~"):
            points = (point.split(",") for point in words[1:])
            way = "".join(f'<di:waypoint x="{x}" y="{y}" />' for x, y in points)
            shapes.append(f'<bpmndi:BPMNEdge bpmnElement="{words[0][1:]}">{way}</bpmndi:BPMNEdge>')
        elif words[0] == "plane":
            shapes.append(
                f'</bpmndi:BPMNPlane></bpmndi:BPMNDiagram><bpmndi:BPMNDiagram><bpmndi:BPMNPlane bpmnElement="{words[1]}">'
            )
        elif words[1] == ">":
            flows += 1
            said = " ".join(words[3:])
            condition = (
                "<bpmn:conditionExpression>=a</bpmn:conditionExpression>" if said.endswith("=a") else ""
            )
            said = said.removesuffix("=a").strip()
            parts.append(
                f'<bpmn:sequenceFlow id="f{flows}" name="{said}" sourceRef="{words[0]}" targetRef="{words[2]}">{condition}</bpmn:sequenceFlow>'
            )
        else:
            tag = KINDS.get(words[0], words[0])
            text, _, inside = " ".join(words[2:]).partition("|")
            opens = text.endswith("{")
            attributes, text = ("", text) if "=" not in text else (text.rstrip("{"), "")
            parts.append(
                f'<bpmn:{tag} id="{words[1]}" name="{text.rstrip("{").strip()}" {attributes}>{inside}'.replace(
                    'name="" ', ""
                )
            )
            end = f"</bpmn:{tag}>"
            if opens:
                closing.append(end)
            else:
                parts.append(end)
    plane = "c" if "collaboration" in around else "p"
    drawing = (
        f'<bpmndi:BPMNDiagram><bpmndi:BPMNPlane bpmnElement="{plane}">{"".join(shapes)}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>'
        if shapes
        else ""
    )
    return (
        f'{HEAD}{around}<bpmn:process id="p" name="{name}" isExecutable="true">{lanes}{"".join(parts)}</bpmn:process>'
        f"{drawing}</bpmn:definitions>"
    ).encode()


def pools(*items: str, flows: str = "") -> str:
    """A collaboration of pools, each «id Name [process]»."""
    made = []
    for item in items:
        ident, name, *process = item.split("/")
        reference = f'processRef="{process[0]}"' if process else ""
        made.append(f'<bpmn:participant id="{ident}" name="{name}" {reference} />')
    return f'<bpmn:collaboration id="c">{"".join(made)}{flows}</bpmn:collaboration>'


def lane_set(*names: str) -> str:
    """Lanes side by side."""
    lanes = "".join(f'<bpmn:lane id="l{number}" name="{name}" />' for number, name in enumerate(names))
    return f'<bpmn:laneSet id="ls">{lanes}</bpmn:laneSet>'


def nested(depth: int) -> str:
    """Lanes one in the other."""
    inner = ""
    for number in range(depth, 0, -1):
        child = f'<bpmn:childLaneSet id="s{number}">{inner}</bpmn:childLaneSet>' if inner else ""
        inner = f'<bpmn:lane id="l{number}" name="Rolle {number}">{child}</bpmn:lane>'
    return f'<bpmn:laneSet id="ls">{inner}</bpmn:laneSet>'


LINE = """
start s Fall eingegangen
user a Fall erfassen
end e Fall erfasst
s > a
a > e
"""
CHOICE = """
start s Fall eingegangen
user a Fall prüfen
xor g Fall vollständig?
end y Fall vollständig
end n Fall unvollständig
s > a
a > g
g > y Ja
g > n Nein
"""
FORK = """
start s Fall eingegangen
and g
user a Fall erfassen
user b Person anhören
and j
end e Fall erfasst
s > g
g > a
g > b
a > j
b > j
j > e
"""
DRAWN = "@s 0 40 36 36\n@a 100 18 120 80\n@e 300 40 36 36\n~f1 36,58 100,58\n~f2 220,58 300,58\n"
SUB = """
start s Fall eingegangen
sub u Fall begleiten {
start i
user a Gespräch führen
end o
i > a
a > o
}
end e Fall begleitet
s > u
u > e
"""
SUB_DRAWN = "@s 0 40 36 36\n@u 100 18 120 80\n@e 300 40 36 36\n"
OWN_PLANE = "plane u\n@i 0 40 36 36\n@a 100 18 120 80\n@o 300 40 36 36\n"
MANY = "start s Los\n" + "".join(f"user a{n} Schritt tun\n" for n in range(16)) + "end e Getan\n"
PARTNER = "<bpmn:messageFlow id='mf' name='{name}' sourceRef='{source}' targetRef='k' />"
CHAIN = "start s Los\nuser a Fall prüfen\nxor g1 A?\nxor g2 B?\n{third}end e1 Eins\nend e2 Zwei\nend e3 Drei\ns > a\na > g1\ng1 > g2 Ja\ng1 > e1 Nein\n"
CHAIN_3 = (
    CHAIN.format(third="xor g3 C?\nend e4 Vier\n") + "g2 > g3 Ja\ng2 > e2 Nein\ng3 > e3 Ja\ng3 > e4 Nein\n"
)
CHAIN_2 = CHAIN.format(third="") + "g2 > e2 Ja\ng2 > e3 Nein\n"
NOTE = "<bpmn:textAnnotation id='t'><bpmn:text>Hinweis</bpmn:text></bpmn:textAnnotation>"
TIED = NOTE + "<bpmn:association id='as' sourceRef='a' targetRef='t' />"
GROUP = "<bpmn:group id='gr' />"

BROKEN: Mapping[str, bytes] = {
    "GEN-1": written(LINE + DRAWN.replace("@e 300", "@e -200")),
    "GEN-2": written(LINE + DRAWN.replace("@e 300 40 36 36", "@e 300 40 50 50")),
    "GEN-3": written(LINE.replace("Fall erfassen", "KZP erfassen")),
    "GEN-4": written(CHAIN_3),
    "DIA-1": written(LINE, name=""),
    "DIA-2": written(MANY),
    "DIA-3": written(LINE + DRAWN.replace("@e 300", "@e 3000")),
    "POOL-1": written(LINE, around=pools("k1/Eins/p", "k2/Zwei/p")),
    "POOL-2": written(LINE, around=pools("q/IIZ/p", "k/Klient")),
    "POOL-3": written(LINE, around=pools("q//p")),
    "LANE-1": written(LINE, around=pools("q/IIZ/p"), lanes=nested(4)),
    "LANE-2": written(LINE, lanes=lane_set("Frau Meier")),
    "EVT-1": written(LINE.replace("start s Fall eingegangen\n", "").replace("s > a\n", "")),
    "EVT-2": written(LINE.replace("a > e", "").replace("end e Fall erfasst", "")),
    "EVT-3": written(LINE + "start s2 Fall gemeldet\nuser b Meldung lesen\ns2 > b\nb > e\n"),
    "EVT-4": written(LINE.replace("Fall erfasst", "Fall abschliessen")),
    "EVT-5": written(LINE.replace("user a Fall erfassen", f"catch a |{TIMER}")),
    "EVT-6": written(LINE.replace("user a Fall erfassen", f"throw a Einladung verschickt |{MESSAGE}")),
    "ACT-1": written(LINE.replace("user a Fall erfassen", "user a")),
    "ACT-2": written(LINE.replace("Fall erfassen", "Fallerfassung")),
    "ACT-3": written(LINE + "end e2 Fall abgelegt\na > e2\n"),
    "ACT-4": written(LINE.replace("Fall erfassen", "Fall prüfen")),
    "ACT-5": written(SUB + SUB_DRAWN.replace("@u 100 18 120 80", "@u 100 18 120 80 isExpanded='true'")),
    "GW-1": written(CHOICE.replace("user a Fall prüfen\n", "").replace("s > a\na > g", "s > g")),
    "GW-2": written(FORK.replace("and j", "xor j")),
    "GW-3": written(CHOICE.replace("Fall vollständig?", "Vollständigkeit")),
    "GW-4": written(FORK + "and h\nuser c Akte holen\nend e3 Akte geholt\nend e4 Akte da\nuser x Akte lesen\ng > h\nh > c\nh > x\nc > e3\nx > e4\n"),
    "SEQ-1": written(CHOICE.replace("g > y Ja", "g > y")),
    "SEQ-2": written(LINE + "user b Person anhören\ns > b\nb > e\n"),
    "SEQ-3": written(CHOICE + "n2 > a\n".replace("n2", "g")),
    "SEQ-4": written(FORK + "@s 0 0 36 36\n~f4 0,50 200,50\n~f1 100,50 300,50\n"),
    "MSG-1": written(LINE, around=pools("q/IIZ/p", "k/Klient", flows=PARTNER.format(name="", source="a"))),
    "CMT-1": written(LINE, lanes=NOTE),
    "GRP-1": written(LINE, lanes=GROUP),
    "X9": written(CHOICE.replace("xor g", "or g")),
    "PKG-PASSES": written(LINE.replace("user a", "manual a")),
}  # fmt: skip
"""By convention: a model that breaks it."""

KEPT: Mapping[str, tuple[bytes, ...]] = {
    "GEN-1": (written(LINE + DRAWN), written(CHOICE + "g > a Nochmals\n@g 300 0 50 50\n@a 100 0 120 80\n")),
    "GEN-2": (written(LINE + DRAWN),),
    "GEN-3": (written(LINE.replace("Fall erfassen", "RAV und IV informieren")), written(LINE, name="Saisir le cas")),
    "GEN-4": (written(CHAIN_2),),
    "DIA-1": (written(LINE), written(LINE, name="Saisir le cas")),
    "DIA-2": (written(MANY.replace("user a0 Schritt tun\n", "")), written(SUB)),
    "DIA-3": (written(LINE + DRAWN), written(SUB + "@s 0 0 36 36\n@u 0 200 120 80\n@e 0 400 36 36\n")),
    "POOL-1": (written(LINE, around=pools("k1/Eins/p")), written(LINE)),
    "POOL-2": (written(LINE, around=pools("q/IIZ/p", "k/Klient", flows=PARTNER.format(name="Brief", source="a"))),),
    "POOL-3": (written(LINE, around=pools("q/IIZ/p", "k/Klient")),),
    "LANE-1": (written(LINE, around=pools("q/IIZ/p"), lanes=nested(3)),),
    "LANE-2": (written(LINE, lanes=lane_set("RAV-Personalberatung", "Conseillère AI")),),
    "EVT-1": (written(LINE), written(SUB)),
    "EVT-2": (written(LINE), written(LINE.replace("end e Fall erfasst", "throw e Weiter |<bpmn:linkEventDefinition name='x' />"))),
    "EVT-3": (
        written(LINE.replace("s > a", "s > j") + "start s2 Fall gemeldet\nxor j\ns2 > j\nj > a\n"),
    ),
    "EVT-4": tuple(
        written(LINE.replace("Fall erfasst", name))
        for name in ("Fall abgeschlossen", "Teilnahme abgelehnt", "Nicht Zielgruppe, Regelberatung fortgesetzt", "Unterlagen übergeben", "Cas clos", "Dossier transmis", "Keine komplexe Situation")
    ),
    "EVT-5": (written(LINE.replace("user a Fall erfassen", f"catch a Nach einem Tag |{TIMER}")),),
    "EVT-6": (written(LINE.replace("user a Fall erfassen", "throw a Weiter unten |<bpmn:linkEventDefinition name='x' />")),),
    "ACT-1": (written(LINE),),
    "ACT-2": tuple(
        written(LINE.replace("Fall erfassen", name))
        for name in ("Klient/in informieren und Vereinbarung vorlegen", "Termin festlegen (RAV)", "Unterlagen sammeln", "Saisir le cas", "Établir le plan d’action", "S’entretenir avec la personne", "Verificare i dati")
    ),
    "ACT-3": (written(FORK),),
    "ACT-4": (written(CHOICE), written(LINE.replace("Fall erfassen", "Prüfbericht schreiben"))),
    "ACT-5": (written(SUB + SUB_DRAWN + OWN_PLANE), written(SUB)),
    "GW-1": (written(CHOICE), written(CHOICE.replace("a > g", "a > v\nxor v\nv > g"))),
    "GW-2": (written(FORK), written(FORK.replace("and j\n", "end e2 Person angehört\n").replace("a > j\nb > j\nj > e", "a > e\nb > e2"))),
    "GW-3": (written(CHOICE), written(FORK), written(CHOICE.replace("Fall vollständig?", "Le dossier est-il complet ?"))),
    "GW-4": (written(FORK), written(FORK + "and k\nuser c Akte holen\nuser x Akte lesen\nend e3 Da\nend e4 Dort\nj > k\nk > c\nk > x\nc > e3\nx > e4\n")),
    "SEQ-1": (written(CHOICE), written(FORK)),
    "SEQ-2": (written(FORK),),
    "SEQ-3": (written(FORK),),
    "SEQ-4": (written(FORK + "@s 0 0 36 36\n~f4 0,50 200,50\n~f5 100,50 300,50\n~f1 0,90 50,90\n"),),
    "MSG-1": (
        written(LINE, around=pools("q/IIZ/p", "k/Klient", flows=PARTNER.format(name="Einladung zum Gespräch", source="a"))),
    ),
    "CMT-1": (written(LINE, lanes=TIED),),
    "GRP-1": (written(LINE, lanes=lane_set("RAV") + GROUP),),
    "X9": (written(CHOICE), written(FORK.replace("and j", "or j"))),
    "PKG-PASSES": (written(LINE),),
}  # fmt: skip
"""By convention: models that keep to it."""
