"""The catalogue, one file for each chapter."""

from tests.conformance.feature import Feature
from tests.conformance.features import (
    activities,
    adhoc,
    boundaries,
    calls,
    ends,
    event_subprocesses,
    flows,
    gateways,
    inclusive,
    instances,
    intermediate,
    loops,
    mappings,
    scopes,
    several_events,
    starts,
    variables,
)

CHAPTERS: dict[str, tuple[Feature, ...]] = {
    "tasks": activities.FEATURES,
    "mappings": mappings.FEATURES,
    "variables": variables.FEATURES,
    "flows": flows.FEATURES,
    "gateways": gateways.FEATURES,
    "inclusive gateways": inclusive.FEATURES,
    "sub-processes": scopes.FEATURES,
    "call activities": calls.FEATURES,
    "event sub-processes": event_subprocesses.FEATURES,
    "ad-hoc sub-processes": adhoc.FEATURES,
    "loops": loops.FEATURES,
    "multi-instance": instances.FEATURES,
    "boundary events": boundaries.FEATURES,
    "intermediate events": intermediate.FEATURES,
    "end events": ends.FEATURES,
    "several events in one": several_events.FEATURES,
    "starts": starts.FEATURES,
}
CATALOGUE: tuple[Feature, ...] = tuple(feature for features in CHAPTERS.values() for feature in features)
