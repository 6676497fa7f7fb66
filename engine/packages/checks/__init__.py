"""What has to fit together in a package: model, roles, forms, decisions, records and texts.

Rules X1 to X13 and those of eCH-0158 that the runtime needs. Each check yields faults; none stops at the first.
"""

from collections.abc import Iterator

from engine.faults import Fault
from engine.packages.checks.conditions import check_conditions
from engine.packages.checks.gateways import check_gateways
from engine.packages.checks.lanes import check_lanes
from engine.packages.checks.paths import check_drawing, check_ends, check_paths
from engine.packages.checks.records import check_names, check_records
from engine.packages.checks.sharing import check_sharing
from engine.packages.checks.tasks import check_tasks
from engine.packages.checks.wording import check_texts
from engine.packages.package import Catalogue, Package


def check_package(package: Package, catalogue: Catalogue) -> Iterator[Fault]:
    """Every fault of a package whose files could be read one by one."""
    yield from check_lanes(package)
    yield from check_paths(package)
    yield from check_tasks(package, catalogue)
    yield from check_gateways(package)
    yield from check_ends(package)
    yield from check_records(package, catalogue)
    yield from check_names(package, catalogue)
    yield from check_conditions(package)
    yield from check_sharing(package, catalogue)
    yield from check_drawing(package)
    yield from check_texts(package)
