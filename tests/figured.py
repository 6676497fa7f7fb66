"""Procedures that say what is counted: the packages as they are, with `figures` in package.yaml and a higher version."""

import re
from collections.abc import Mapping

VALAIS = """
figures:
  source: "S VS-11 «die noch hängigen Dossiers nicht miteingerechnet»"
  events:
    CASE_ACCEPTED: [CASE_ACCEPTED]
    JOB_STARTED: [job_found]
    JOB_ENDED: [job_ended, job_ended_later]
  integrated: [integrated]
  context:
    exhausted: {text: figures.exhausted, year: 2014, people: 1500, percent: [15, 30], source: "S VS-16"}
    fit_for_work: {text: figures.fit_for_work, year: 2015, source: "S VS-16"}
"""
VALAIS_TEXTS = {
    "de": """
figures.exhausted: "Rund 1'500 Personen wurden ausgesteuert; 15 bis 30 Prozent von ihnen bezogen danach Sozialhilfe."
figures.fit_for_work: "Rund die Hälfte der Personen mit Sozialhilfe ist arbeitsmarktfähig."
""",
    "fr": """
figures.exhausted: "Environ 1'500 personnes ont épuisé leur droit ; 15 à 30 pour cent d’entre elles ont ensuite touché l’aide sociale."
figures.fit_for_work: "Environ la moitié des bénéficiaires de l’aide sociale sont aptes au marché du travail."
""",
}
BASEL = """
figures:
  source: "S BL-07; i: der Stellenantritt zählt ab der Einschätzung, mit dem Tag, an dem er festgehalten wurde"
  events:
    CASE_ACCEPTED: [take_over]
    ASSESSMENT_COMPLETED: [assess_capacity]
    JOBCOACHING_STARTED: [begin_coaching]
    IV_INVOLVED: [HANDOVER_OFFERED]
    JOB_STARTED: [job_found]
    DEREGISTERED: [record_deregistration, job_found, not_fully_fit, placement_renounced, benefits_exhausted]
    REREGISTERED: [CASE_OPENED]
  reasons:
    NOT_FIT: [not_placeable, not_fully_fit]
    HANDED_OVER: [handed_over_iv, handed_over_other]
    RENOUNCED: [placement_renounced]
    EXHAUSTED: [benefits_exhausted]
    OTHER: [deregistered_otherwise]
  job_within: job_within
  returns_within: returns_within
  smallest_cell: smallest_cell
  carriers: [RAV, IV, SOCIAL]
  context:
    reference_group: {text: figures.reference_group, year: 2025, percent: [35], figure: registered_again, source: "S BL-07"}
"""
BASEL_PARAMETERS = """parameters:
  job_within: {value: P24M, type: duration, source: "S BL-07 «innert zwei Jahren»"}
  returns_within: {value: P12M, type: duration, source: "i: the source names no time; a year"}
  smallest_cell: {value: 5, type: number, source: "i: fewer people are easily recognised"}
"""
BASEL_TEXTS = {
    "de": '\nfigures.reference_group: "Von den Stellensuchenden ohne Fachstelle meldeten sich 35 Prozent wieder an."\n',
    "fr": '\nfigures.reference_group: "Sans le service spécialisé, 35 pour cent des demandeurs d’emploi se sont réinscrits."\n',
}


def with_figures(
    files: Mapping[str, bytes],
    figures: str,
    texts: Mapping[str, str],
    parameters: str = "",
    *,
    number: int = 99,
) -> dict[str, bytes]:
    """The package with these lines, in a version above its own."""
    head = files["package.yaml"].decode()
    head = re.sub(r"(?m)^(version: \d+)\.\d+\.\d+$", rf"\1.{number}.0", head, count=1)
    if parameters:
        head = head.replace("parameters:\n", parameters, 1)
    changed = {"package.yaml": (head + figures).encode()}
    for language, added in texts.items():
        name = f"texts/{language}.yaml"
        changed[name] = files[name] + added.encode()
    return {**files, **changed}
