"""What procedures say of how figures are counted."""

from cases.figures.counting import JOB_MONTHS, RETURN_MONTHS, Counted
from engine.engine import Engine
from engine.packages.package import Package
from engine.rows import ProcedureVersion
from engine.store import Work


def counting_packages(engine: Engine, work: Work) -> list[Package]:
    """The newest version of each procedure, where it says how figures are counted; it holds for the cases of all versions."""
    newest: dict[str, ProcedureVersion] = {}
    for row in work.find(ProcedureVersion):
        if row.procedure not in newest or newest[row.procedure].number < row.number:
            newest[row.procedure] = row
    packages = (engine.versions.get(work, newest[procedure].key) for procedure in sorted(newest))
    return [package for package in packages if package.manifest.figures is not None]


def counted_by(package: Package) -> Counted:
    """What a package says, with its parameters."""
    rules = package.manifest.figures
    assert rules is not None
    reasons: dict[str, frozenset[str]] = {
        reason: frozenset(outcomes) for reason, outcomes in rules.reasons.items()
    }
    return Counted(
        frozenset(rules.events),
        frozenset(rules.integrated),
        reasons or None,
        _months(package, rules.job_within, JOB_MONTHS),
        _months(package, rules.returns_within, RETURN_MONTHS),
    )


def _months(package: Package, parameter: str | None, otherwise: int) -> int:
    return otherwise if parameter is None else package.parameters[parameter].total
