"""Verification of decision tables: gaps, collisions and dead rules, told to designers before a case meets them."""

from decisions.verification.facts import ConcernedRule, Condition, FindingKind, Language, Reason
from decisions.verification.findings import Finding
from decisions.verification.verifying import verify

__all__ = ["ConcernedRule", "Condition", "Finding", "FindingKind", "Language", "Reason", "verify"]
