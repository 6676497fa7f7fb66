"""Namespaces of tools: engines, whose extensions change what happens, and notes, which never do."""

from dataclasses import dataclass

_TECHNICAL = frozenset(
    {
        "asyncBefore",
        "asyncAfter",
        "async",
        "exclusive",
        "jobPriority",
        "taskPriority",
        "historyTimeToLive",
        "isStartableInTasklist",
        "versionTag",
        "modelerTemplate",
        "modelerTemplateVersion",
        "modelerTemplateIcon",
        "diagramRelationId",
        "properties",
        "failedJobRetryTimeCycle",
        "candidateStarterUsers",
        "candidateStarterGroups",
    }
)
PEOPLE = {
    **dict.fromkeys(
        ("assignee", "candidateUsers", "candidateGroups", "owner", "initiator", "businessCalendarName"),
        "whoever holds the task's role does it",
    ),
    **dict.fromkeys(("dueDate", "followUpDate"), "its dates are not watched"),
    **dict.fromkeys(("priority", "category"), "lists are in the order in which tasks opened"),
    **dict.fromkeys(
        (
            "formKey",
            "formRef",
            "formRefBinding",
            "formRefVersion",
            "formData",
            "formProperty",
            "formFieldValidation",
        ),
        "a form is named in zeebe:formDefinition formId",
    ),
}
"""What engines of Camunda's family write that only says who, when or with which form: kept as notes, with why."""
_DRAWN = frozenset(
    {"metaData", "packageName", "version", "adHoc", "dtype", "selectable", "bgcolor", "processName"}
)


@dataclass(frozen=True, slots=True)
class Engine:
    """Another engine: its name, those of its extensions that don't change what happens, those that only tell people."""

    name: str
    notes: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()


_FLOWABLE = _TECHNICAL | {"localization"}
ENGINES = {
    "http://camunda.org/schema/1.0/bpmn": Engine("Camunda 7", _TECHNICAL, frozenset(PEOPLE)),
    "http://www.camunda.org/schema/1.0/BpmnDi": Engine("Camunda 7", _TECHNICAL, frozenset(PEOPLE)),
    "http://www.signavio.com/schema/bpmn/camunda": Engine("Camunda 7", _TECHNICAL, frozenset(PEOPLE)),
    "http://operaton.org/schema/1.0/bpmn": Engine("Operaton", _TECHNICAL, frozenset(PEOPLE)),
    "http://activiti.org/bpmn": Engine("Activiti", _FLOWABLE, frozenset(PEOPLE)),
    "http://flowable.org/bpmn": Engine("Flowable", _FLOWABLE, frozenset(PEOPLE)),
    "http://www.jboss.org/drools": Engine("jBPM", _DRAWN),
    "http://www.jboss.org/bpmn2/ext": Engine("jBPM", _DRAWN),
    "http://spiffworkflow.org/bpmn/schema/1.0/core": Engine("SpiffWorkflow"),
    "http://www.imixs.org/bpmn2": Engine("Imixs"),
    "http://processmaker.com/BPMN/2.0/Schema.xsd": Engine("ProcessMaker"),
    "http://xmlns.oracle.com/bpm/OracleExtensions": Engine("Oracle BPM"),
    "http://xmlns.oracle.com/bpm/bpmnProject": Engine("Oracle BPM"),
    "http://www.ibm.com/xmlns/prod/bpm/bpmn/ext/process/wle": Engine("IBM BPM"),
    "http://www.bonitasoft.org/ns/process/client": Engine("Bonita"),
}
"""Engines by namespace."""

NOTES = (
    "http://www.omg.org/",
    "https://www.omg.org/",
    "http://www.w3.org/",
    "http://camunda.org/schema/modeler/",
    "http://bpmn.io/",
    "https://bpmn.io/",
    "http://www.signavio.com",
    "http://bpminspire.com/",
    "http://www.boc-group.com",
    "http://www.boc-eu.com",
    "http://trisotech.com/",
    "http://www.bizagi.com/",
    "http://www.trisotech.com/",
    "https://www.trisotech.com/",
    "http://www.businessprocessincubator.com/",
    "http://www.bpsim.org/",
    "http://www.softwareag.com/",
    "http://www.aris.com/",
    "http://bpmn.sourceforge.net",
    "http://sourceforge.net/bpmn/",
    "http://www.visual-paradigm.com",
    "http://www.sparxsystems.com",
    "http://sparxsystems.com",
    "http://www.mid.de/",
    "http://www.innovator",
    "http://www.w4.eu/",
    "http://www.eclipse.org/",
    "http://org.eclipse.bpmn2/",
    "http://bpmn2modeler",
    "http://www.igrafx.com",
    "http://www.cardanit.com",
    "http://www.wfmc.org/",
    "http://www.nomagic.com",
    "http://www.magicdraw.com",
    "http://www.ibm.com/xmlns/bpmnx/",
    "http://flowable.org/design",
    "http://flowable.org/modeler",
    "http://activiti.com/modeler",
    "http://www.crosmo",
    "http://www.semtation.",
    "http://www.qpr.com",
    "http://www.omnitracker",
    "http://caseagile.com/",
    "http://www.modelio.org",
    "http://www.symbio",
    "http://www.viflow",
    "http://www.gbtec",
    "http://www.microsoft.com",
    "http://schemas.microsoft.com/",
)
"""Beginnings of namespaces in which tools keep their drawings, colours, ratings and descriptions."""

WAYS_OUT = {
    **dict.fromkeys(
        ("taskListener", "executionListener"),
        "Model the listener as a service task before or after the element.",
    ),
    "class": "Name the job in zeebe:taskDefinition type.",
    "delegateExpression": "Name the job in zeebe:taskDefinition type.",
    "expression": "Name the job in zeebe:taskDefinition type.",
    "topic": "Name the job in zeebe:taskDefinition type.",
    "type": "Name the job in zeebe:taskDefinition type.",
    "taskName": "Name the job in zeebe:taskDefinition type.",
    "connector": "Name the job in zeebe:taskDefinition type.",
    "inputOutput": "Map the variables with zeebe:ioMapping.",
    "in": "Map the variables with zeebe:ioMapping.",
    "out": "Map the variables with zeebe:ioMapping.",
    "decisionRef": "Name the decision in zeebe:calledDecision.",
    "resultVariable": "Name the result in zeebe:calledDecision, or in zeebe:script.",
    "collection": "Name the collection in zeebe:loopCharacteristics.",
    "elementVariable": "Name the element in zeebe:loopCharacteristics.",
}
"""What to use in place of another engine's extension."""


def is_note(space: str) -> bool:
    """Whether a tool keeps only notes in that namespace."""
    return space not in ENGINES and space.startswith(NOTES)
