"""A model with everything that is executed, and nothing wrong in it."""

from tests.unit.bpmn.validation.drawn import xml

TEXT = """
definitions targetNamespace=urn:generous exporter=us id=defs name=Everything
process isExecutable=true name=Everything
message asked name=asked +subscription(correlationKey==case.id)
message said name==answer.name
signal changed name=changed
error failed errorCode=FAILED
escalation late escalationCode=LATE
dataStore store
itemDefinition item
collaboration pools '<participant id="ours" processRef="p"/><participant id="theirs"/><messageFlow id="out" sourceRef="sending" targetRef="theirs"/><messageFlow id="back" sourceRef="theirs" targetRef="asking"/><textAnnotation id="beside"/>'
<laneSet id="lanes"><lane id="left"><flowNodeRef>begin</flowNodeRef><flowNodeRef>user</flowNodeRef></lane><lane id="right"><flowNodeRef>choose</flowNodeRef><childLaneSet id="inner"><lane id="upper"><flowNodeRef>choose</flowNodeRef></lane></childLaneSet></lane></laneSet>
<dataObject id="paper" itemSubjectRef="item"/>
<dataObjectReference id="form" dataObjectRef="paper" name="Form"/>
<dataStoreReference id="files" dataStoreRef="store"/>
<textAnnotation id="note"><text>Look here</text></textAnnotation>
<association id="line" sourceRef="user" targetRef="note"/>
<group id="box"/>
startEvent begin
startEvent by_message @message=asked
startEvent by_time @timer=R/2026-03-02T08:00:00Z/P1D
startEvent by_signal @signal=changed
startEvent by_condition @conditional="case.open = true"
begin > user
by_message > user
by_time > user
by_signal > user
by_condition > user
userTask user '<extensionElements><zeebe:userTask/><zeebe:formDefinition formId="f"/><zeebe:assignmentDefinition candidateGroups="=groups"/><zeebe:taskSchedule dueDate="=due"/><zeebe:priorityDefinition priority="50"/><zeebe:ioMapping><zeebe:input source="=a" target="b.c"/><zeebe:output source="=b" target="d"/></zeebe:ioMapping><zeebe:properties><zeebe:property name="bruecke.record" value="person"/></zeebe:properties></extensionElements>' '<property id="slot"/>' '<dataInputAssociation id="reads"><sourceRef>form</sourceRef><targetRef>slot</targetRef></dataInputAssociation>' '<dataOutputAssociation id="writes"><targetRef>files</targetRef></dataOutputAssociation>'
boundaryEvent soon attachedToRef=user cancelActivity=false @timer=R3/PT1H
boundaryEvent never attachedToRef=user @timer==deadline
boundaryEvent told attachedToRef=user cancelActivity=false @message=asked
boundaryEvent heard attachedToRef=user cancelActivity=false @signal=changed @escalation=late
boundaryEvent holds attachedToRef=user @conditional=x
soon > noted
never > noted
told > noted
heard > noted
holds > noted
endEvent noted
exclusiveGateway choose default=else
user > choose
yes: choose > service [= amount > 100 and ready]
no: choose > split [amount > 50]
else: choose > merge
serviceTask service '<extensionElements><zeebe:taskDefinition type="=kind" retries="3"/><zeebe:taskHeaders><zeebe:header key="a" value="=b"/></zeebe:taskHeaders></extensionElements>'
boundaryEvent broke attachedToRef=service @error=failed
boundaryEvent broke_any attachedToRef=service @error
broke > merge
broke_any > noted
service > merge
parallelGateway split
parallelGateway join
split > sending > join
split > asking > join
split > manual > join
join > merge
sendTask sending messageRef=said
receiveTask asking messageRef=asked
manualTask manual
exclusiveGateway merge
inclusiveGateway some default=rest
inclusiveGateway again
merge > rules > some
businessRuleTask rules +calledDecision(decisionId=d,resultVariable=r)
one: some > script [r = 1]
two: some > plain [r = 2]
always: some > called
rest: some > again
scriptTask script '+script(expression==1 + 1,resultVariable=two)'
scriptTask written scriptFormat=FEEL '<script>{a: 1}</script>'
script > written > again
task plain
plain > again
callActivity called +calledElement(processId=other,propagateAllChildVariables=false)
called > again
again > first
eventBasedGateway first
first > wait > jump
first > catch > jump
first > hear > jump
first > see > jump
intermediateCatchEvent wait @timer=2026-03-02T08:00:00+01:00
intermediateCatchEvent catch @message=asked
intermediateCatchEvent hear @signal=changed
intermediateCatchEvent see @conditional="x > 1"
intermediateThrowEvent jump @link=L
intermediateCatchEvent land @link=L
land > sub
subProcess sub {
startEvent sub_start
userTask each '<multiInstanceLoopCharacteristics isSequential="true"><extensionElements><zeebe:loopCharacteristics inputCollection="=people" inputElement="person" outputCollection="all" outputElement="=one"/></extensionElements><completionCondition>= count(all) > 3</completionCondition></multiInstanceLoopCharacteristics>'
userTask thrice '<multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>'
userTask often '<standardLoopCharacteristics testBefore="true" loopMaximum="5"><loopCondition>not(done)</loopCondition></standardLoopCharacteristics>'
intermediateThrowEvent throws @escalation=late
intermediateThrowEvent says @message=said
intermediateThrowEvent signals @signal=changed
intermediateThrowEvent nothing
endEvent sub_end @error=failed
endEvent sub_other
sub_start > each > thrice > often > throws > says > signals > nothing > sub_end
nothing > sub_other
subProcess sub_event triggeredByEvent=true {
startEvent sub_event_start isInterrupting=false @escalation=late
task sub_event_task
endEvent sub_event_end @terminate
sub_event_start > sub_event_task > sub_event_end
}
}
boundaryEvent sub_broke attachedToRef=sub @error=failed
boundaryEvent sub_late attachedToRef=sub cancelActivity=false @escalation
sub_broke > free
sub_late > noted
sub > free
adHocSubProcess free ordering=Parallel cancelRemainingInstances=false +adHoc(activeElementsCollection==wanted) '<completionCondition>=done</completionCondition>' {
userTask choice
task follow
choice > follow
}
free > unmodelled
subProcess unmodelled {
task one_side
task other_side
}
unmodelled > both
intermediateCatchEvent both parallelMultiple=true @message=asked @timer=P1M
both > end
both > end_said
both > end_signal
both > end_late
endEvent end
endEvent end_said @message=said
endEvent end_signal @signal=changed
endEvent end_late @escalation=late
subProcess stop triggeredByEvent=true {
startEvent stop_start @error=failed
endEvent stop_end
stop_start > stop_end
}
subProcess remind triggeredByEvent=true {
startEvent remind_start isInterrupting=false @timer=R/P1D
userTask remind_task
remind_start > remind_task
}
"""

FILE = xml(TEXT)
