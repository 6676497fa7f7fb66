"""Every rule, topic by topic, in the order in which findings are told."""

from engine.bpmn.validation import (
    boundaries,
    calls,
    conditions,
    data,
    details,
    events,
    expressions,
    flows,
    foreign,
    gateways,
    ids,
    lanes,
    later,
    links,
    loops,
    models,
    pools,
    references,
    schema,
    soundness,
    subprocesses,
    timers,
    zeebe,
)
from engine.bpmn.validation.rules import Rule

FIRST = (models.root, models.size)
"""What must hold before anything else is looked at."""

CATALOGUE: tuple[Rule, ...] = (
    *FIRST,
    *models.RULES,
    *schema.RULES,
    *ids.RULES,
    *references.RULES,
    *flows.RULES,
    *conditions.RULES,
    *gateways.RULES,
    *events.RULES,
    *boundaries.RULES,
    *links.RULES,
    *subprocesses.RULES,
    *lanes.RULES,
    *pools.RULES,
    *data.RULES,
    *loops.RULES,
    *calls.RULES,
    *later.RULES,
    *foreign.RULES,
    *zeebe.RULES,
    *details.RULES,
    *timers.RULES,
    *expressions.RULES,
    *soundness.RULES,
)
