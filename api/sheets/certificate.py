"""The certificate of an erasure as a document, made of what the API gives."""

from api.shapes.certificates import CertificateOut, DeedOut
from api.sheets import Fact, Section, day, moment, word
from cases.views.wording import Wording


def sections_of(said: CertificateOut, wording: Wording) -> list[Section]:
    """The certificate, part by part."""

    def t(key: str) -> str:
        return word(wording, "certificate", key)

    def deed(one: DeedOut | None) -> str:
        return f"{one.user}, {one.institution}, {moment(one.at)}" if one else t("not_known")

    answer = t(f"archive_{said.archive_answer}") if said.archive_answer else t("not_known")
    is_none = said.archive_answer == "NO_ARCHIVE"
    offered = day(said.archive_offered_on) if said.archive_offered_on else "" if is_none else t("not_known")
    case = (
        (t("case"), said.reference),
        (t("procedure"), f"{said.procedure}, {said.procedure_version}"),
        (t("opened"), f"{moment(said.opened_at)}, {said.opened_by.name}"),
        (t("closed"), moment(said.closed_at) if said.closed_at else ""),
        (t("outcome"), said.outcome or ""),
        (t("erasable"), day(said.erasable_from) if said.erasable_from else t("not_known")),
    )
    decision = (
        (t("offered"), offered),
        (t("answer"), answer),
        (t("reference"), said.archive_reference or ""),
        (t("proposed"), deed(said.proposed)),
        (t("decided"), deed(said.decided)),
        (t("erased"), moment(said.erased_at)),
        *((t("anew"), moment(at)) for at in said.erased_anew_at),
    )
    rows = tuple((one.label, str(one.count)) for one in said.rows or ())
    chain = (
        (t("sequence"), str(said.sequence)),
        (t("digest"), said.digest),
        (t("checked"), t("whole" if said.is_whole else "broken")),
    )
    return [
        Section(None, (t("intro"),)),
        Section(t("of_case"), facts=_facts(*case)),
        Section(t("decision"), facts=_facts(*decision)),
        Section(t("gone"), (t("gone_says"),) if said.rows is not None else (t("gone_says"), t("not_counted")),
                heads=(t("kind"), t("count")) if rows else (), columns=(4, 1) if rows else (), rows=rows),
        Section(t("stays"), said_lines(said)),
        Section(t("chain"), (t("chain_says"),), _facts(*chain)),
    ]  # fmt: skip


def said_lines(said: CertificateOut) -> tuple[str, ...]:
    """What stays, a line each."""
    return tuple(f"– {line}" for line in said.stays)


def _facts(*found: tuple[str, str]) -> tuple[Fact, ...]:
    return tuple(Fact(label, value) for label, value in found)
