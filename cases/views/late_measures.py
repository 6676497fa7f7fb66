"""How many measures of the reader's institution have had their day without anybody saying what became of them."""

from cases.plans import may_read_plan, plan_in_force
from cases.rows import Measure
from cases.views.plan import view_plan
from cases.views.seen import Seen
from engine.engine import Engine
from engine.ports import Actor
from engine.store import Work


def count_late_measures(engine: Engine, work: Work, actor: Actor, seen: Seen) -> int:
    """Of the version that binds, those that its page asks the reader about; 0 for who may not put it on record. Their days are
    sealed: only the plan of one case is opened for that, and only where the institution has a measure in it."""
    rules = seen.package.manifest.plan
    if rules is None or not seen.sight.roles & set(rules.roles):
        return 0
    if seen.case.closed_at is not None or seen.instance.is_held or seen.sight.is_exceptional:
        return 0
    binding = plan_in_force(work, seen.case.key)
    if binding is None or not may_read_plan(seen.sight, binding):
        return 0
    if not work.find(Measure, plan_key=binding.key, institution_key=actor.institution_key):
        return 0
    plan = view_plan(engine, work, actor, seen, binding.number).plan
    return sum(bool(one.may_note and one.unsaid) for one in plan.measures) if plan else 0
