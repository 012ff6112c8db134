"""Terms of keeping for an administrator: what holds, what is due, deletion with receipts, copies."""

from dataclasses import replace
from pathlib import Path

from app.domain.competency import PolicyPack
from app.domain.language import Language
from app.office.values import DueLine, RetentionView, TermLine
from app.store.backup import FOLDER, make_backup, whole_with
from app.store.journal import Journal
from app.store.keeping import DEFAULT_TERM_DAYS, RECEIPTS, request_deletion
from app.store.retention import is_plausible, terms_days
from app.upkeep.terms import MARK, Terms, read_mark

SHOWN_RECEIPTS = 8


def retention_view(terms: Terms, language: Language) -> RetentionView:
    """Terms, what is due now, the newest receipts."""
    names = sorted(path.name for path in (terms.data_dir / RECEIPTS).glob("*.json"))
    mark = read_mark(terms.data_dir / MARK)
    return RetentionView(
        tuple(_line(pack, terms.policy_pack, language) for pack in terms.model.policy_packs),
        tuple(DueLine(each.interview_id, each.whole, each.reason.value) for each in terms.due()),
        tuple(reversed(names[-SHOWN_RECEIPTS:])),
        not is_plausible(mark, terms.now_mark()),
    )


def _line(pack: PolicyPack, own: str, language: Language) -> TermLine:
    recordings, whole = terms_days(pack)
    request = pack.deletion_request_days or DEFAULT_TERM_DAYS
    return TermLine(pack.name.text(language), recordings, whole, request, pack.id == own)


def deleted(terms: Terms, language: Language, *, actor: str) -> RetentionView:
    """The same, after what is past its term went. Raises KioskError as Terms.purge does."""
    terms.trust_clock()
    done = terms.purge(actor=actor)
    return replace(retention_view(terms, language), done=(done.interviews, done.recordings + done.orphans))


def requested(
    terms: Terms, language: Language, interview_id: str, *, actor: str, now: float
) -> RetentionView:
    """The same, after a candidate's wish was noted. Raises KioskError interview_unknown."""
    due_at = ask_deletion(
        terms.journal, terms.model.policy_packs, terms.policy_pack, interview_id, actor=actor, now=now
    )
    return replace(retention_view(terms, language), requested=due_at)


def ask_deletion(
    journal: Journal,
    packs: tuple[PolicyPack, ...],
    own: str,
    interview_id: str,
    *,
    actor: str,
    now: float,
) -> float:
    """When the request is due: by the terms its candidate agreed to, else the kiosk's own."""
    known = {pack.id: pack for pack in packs}
    pack = known.get(journal.policy_packs().get(interview_id, own)) or known[own]
    return request_deletion(journal, interview_id, pack, actor=actor, now=now)


def copied(journal: Journal, data_dir: Path, *, actor: str, now: float) -> str:
    """The name of a fresh copy of the database. Raises KioskError backup_failed."""
    journal.record(actor, "backup_made", {"own_folder": True}, now=now)
    return make_backup(journal, data_dir / FOLDER, whole_with(journal.database_keys), now=now).path.name
