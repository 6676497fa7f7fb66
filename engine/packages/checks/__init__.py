"""What has to fit together in a package: model, roles, forms, decisions, records and texts.

Rules X1 to X14 and those of eCH-0158 that the runtime needs (`rules.py` lists them). Each check yields faults; none stops at the first.
"""

from collections.abc import Iterator

from engine.faults import Fault
from engine.packages.checks.accepted import check_accepted, is_accepted, warn_of_accepted
from engine.packages.checks.browser import check_browser
from engine.packages.checks.disclosures import check_disclosures
from engine.packages.checks.documents import check_documents
from engine.packages.checks.figures import check_figures
from engine.packages.checks.gateways import check_gateways
from engine.packages.checks.handovers import check_handovers
from engine.packages.checks.hooks import check_hooks
from engine.packages.checks.ids import check_ids
from engine.packages.checks.judging import warn_of_tables
from engine.packages.checks.labels import check_labels
from engine.packages.checks.lanes import check_lanes
from engine.packages.checks.lapses import warn_of_lapses
from engine.packages.checks.later import check_later
from engine.packages.checks.meetings import check_meetings
from engine.packages.checks.model import check_model, warn_of_model
from engine.packages.checks.names import check_conditions, check_decisions, check_form_names
from engine.packages.checks.outside import check_scripts
from engine.packages.checks.paths import check_drawing, check_ends, check_paths, check_starts
from engine.packages.checks.records import check_records
from engine.packages.checks.rounds import check_rounds
from engine.packages.checks.sharing import check_sharing
from engine.packages.checks.tables import check_tables
from engine.packages.checks.tasks import check_tasks
from engine.packages.checks.timers import check_timers
from engine.packages.checks.upstream import check_upstream
from engine.packages.checks.wording import check_texts, warn_of_names, warn_of_texts
from engine.packages.package import Catalogue, Package


def check_package(package: Package, catalogue: Catalogue) -> Iterator[Fault]:
    """Every fault of a package whose files could be read one by one."""
    yield from check_model(package)
    yield from check_ids(package)
    yield from check_later(package)
    yield from check_lanes(package)
    yield from check_starts(package)
    yield from check_paths(package)
    yield from check_tasks(package, catalogue)
    answering = [*check_gateways(package), *check_conditions(package, catalogue)]
    yield from answering
    yield from check_ends(package)
    yield from check_timers(package)
    yield from check_rounds(package)
    yield from check_scripts(package)
    yield from check_records(package, catalogue)
    yield from check_decisions(package, catalogue)
    yield from check_form_names(package, catalogue)
    yield from check_upstream(package, catalogue)
    yield from check_browser(package)
    if not answering:  # behind a gateway that says nothing, everything would seem to lack a consent
        yield from check_sharing(package, catalogue)
    yield from check_disclosures(package)
    yield from check_documents(package, catalogue)
    yield from check_handovers(package)
    yield from check_figures(package)
    yield from check_hooks(package)
    yield from check_meetings(package, catalogue)
    yield from check_drawing(package)
    yield from check_tables(package)
    yield from check_labels(package, catalogue)
    yield from check_texts(package)
    yield from check_accepted(package)


def warn_of_package(package: Package) -> Iterator[Fault]:
    """What is odd in a package without fault and not accepted; how its model is drawn and worded is in `notices`."""
    found = [
        *warn_of_model(package),
        *warn_of_names(package),
        *warn_of_texts(package),
        *warn_of_tables(package),
        *warn_of_lapses(package),
    ]
    yield from (warning for warning in found if not is_accepted(package, warning))
    yield from warn_of_accepted(package, found)
