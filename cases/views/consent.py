"""One consent as somebody sees it who may see its case."""

from cases.records import Records
from cases.rows import Consent
from cases.views.case import CaseView, ConsentView, Seen, see_case, view_case
from engine.engine import Engine
from engine.ports import Actor, NotVisible
from engine.store import Work


def view_consent(
    engine: Engine, records: Records, work: Work, actor: Actor, consent_key: int, language: str
) -> tuple[Seen, CaseView, ConsentView]:
    """The consent with its case. Raises NotVisible."""
    row = work.get(Consent, consent_key)
    if row is None:
        raise NotVisible
    seen = see_case(engine, work, actor, row.case_key, language)
    view = view_case(engine, records, work, actor, seen)
    return seen, view, next(consent for consent in view.consents if consent.key == consent_key)
