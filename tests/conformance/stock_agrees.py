"""Why stock SpiffWorkflow agrees where it does: each such feature is named once, under its reason."""

_REASONS: dict[str, str] = {
    "one token and plain data: what stock is made for": (
        "task-user task-sequence start-plain start-receive-beside xor-single throw-none end-escalation-unhandled throw-escalation "
        "var-odd-keys var-deep var-null var-lanes task-not-open"
    ),
    "a script that needs no FEEL of its own, put into Python here": (
        "task-script-zeebe task-script-bpmn task-script-context var-date-text"
    ),
    "conditions in the document's order and defaults, which stock has": (
        "xor-first xor-second xor-default xor-automatic flow-back"
    ),
    "forks and joins that fit each other, each met once": (
        "parallel-in-order parallel-other-order parallel-nested parallel-join-fork parallel-empty-branch "
        "end-several sub-two-ends"
    ),
    "branches write different variables, or the later one wins in stock too (it loses nested changes)": (
        "var-branches sub-several-outgoing"
    ),
    "stock copies the rest of a flow for every token, so that merging needs no rule": (
        "xor-merge task-several-tokens"
    ),
    "a start event is the one node without gateway that stock lets fork": "flow-split-start",
    "the join meets its split's tokens only, or stock's search for them finds the same (not in a loop)": (
        "inclusive-all inclusive-dead-path inclusive-one inclusive-default inclusive-default-not "
        "inclusive-branch-lost inclusive-in-cycle inclusive-boundary-path inclusive-join-split inclusive-nested "
        "inclusive-empty-branch inclusive-parallel-join inclusive-sub-upstream"
    ),
    "embedded sub-processes are among what stock does well": "sub-plain sub-nested sub-automatic",
    "a call that takes everything in and gives everything back is stock's only kind": (
        "call-plain call-own-variables call-nested call-twice call-in-sub"
    ),
    "a message without key, waited for once: stock has no wait that it must not reach": (
        "task-receive catch-message boundary-message boundary-not-fired boundary-several boundary-sub-cancels"
    ),
    "a message is thrown and nobody inside waits for it": (
        "task-send-message throw-message multiple-throw multiple-end"
    ),
    "event-based gateways are reliable in stock from 3.2.0 on (without conditions)": (
        "event-gateway-message event-gateway-timer event-gateway-signal event-gateway-receive"
    ),
    "one timer that fires once, with somebody to ask it at its time (stock plans nothing itself)": (
        "catch-timer-duration catch-timer-expression catch-timer-date catch-timer-literal catch-timer-order "
        "catch-timer-past catch-timer-chain call-boundary boundary-timer-duration boundary-timer-date boundary-timer-once-beside boundary-back "
        "boundary-receive"
    ),
    "a signal between waits that exist is what stock's event manager does": (
        "catch-signal throw-signal throw-signal-too-early throw-signal-across boundary-signal"
    ),
    "the condition is true when the token comes; stock looks then, and never again": "catch-condition-already",
    "an error or escalation with one catcher, where stock's wide delivery finds the right one": (
        "boundary-error-parallel boundary-error-user boundary-escalation boundary-escalation-any "
        "boundary-escalation-called boundary-escalation-nearest"
    ),
    "several triggers in one event: stock has a definition for them (payloads are lost)": (
        "multiple-catch-timer multiple-boundary parallel-multiple-catch parallel-multiple-boundary"
    ),
    "a terminate end while everything else waits: stock cancels it (what is about to run it does not)": (
        "end-terminate end-terminate-nested end-terminate-inner call-terminate"
    ),
    "an event sub-process of the process itself that does not interrupt: the kind stock has": (
        "event-sub-message-beside event-sub-signal-beside event-sub-terminate multiple-event-sub "
        "end-terminate-handler"
    ),
    "the handler has no chance to be wrong: it runs once beside the rest, or never": (
        "event-sub-timer-once-beside event-sub-gone"
    ),
    "standard loops with a plain condition or a maximum, which stock has": (
        "loop-after loop-before loop-before-never loop-after-once loop-maximum loop-maximum-condition "
        "loop-subprocess loop-boundary"
    ),
    "instances that end in their order, or none, and are run once": (
        "each-sequential each-script each-count each-count-parallel each-empty each-empty-sequential "
        "each-boundary"
    ),
    "stock refuses it as well": "complex-gateway loop-without-end",
    "the start without trigger is the one stock begins at": "start-trigger-beside",
}
WHY_STOCK_AGREES = {name: reason for reason, names in _REASONS.items() for name in names.split()}
