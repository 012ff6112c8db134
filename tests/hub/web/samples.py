"""What pages show, made of the contract's examples and of résumés made for the tests: no invented people."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from ehr.media.reading import RecordingView
from ehr.resumes.document import Format, Part, PartKind, ResumeText
from ehr.resumes.facts import Month
from ehr.resumes.parser import parse_resume
from ehr.web.content import content_of
from ehr.web.numbers import ScoreValue
from ehr.web.views.dossier import (
    Alike,
    Check,
    DocumentRow,
    DossierView,
    Header,
    InterviewLine,
    MessageRow,
    Rating,
    TimelineEntry,
)
from ehr.web.views.history import History, Said
from ehr.web.views.interview import InterviewView, interview_view
from ehr.web.views.lists import AuditRow, CandidateRow, KioskRow
from ehr.web.views.resume import ResumeView, resume_view
from ehr.web.words import words_of
from tests.hub.resumes.samples import EN, ZH

EXAMPLES = Path(__file__).resolve().parents[3] / "contract" / "v1" / "examples"
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
EVERYTHING = frozenset(
    {
        "interview.rate",
        "check.read",
        "document.write",
        "candidate.export",
        "candidate.erase",
        "candidate.merge",
        "check.write",
        "candidate.write",
    }
)


def profile(language: str) -> dict[str, Any]:
    """The example profile of contract v1."""
    read: dict[str, Any] = json.loads((EXAMPLES / f"profile.{language}.json").read_text("utf-8"))
    return read


def interview(language: str, number: int = 1) -> InterviewView:
    """The example profile as its page shows it; a higher number has other scores and a measured change."""
    read = profile(language)
    for place, dimension in enumerate(read["dimensions"]):
        if dimension["score"] is not None:
            dimension["score"] = round(dimension["score"] + (number - 1) * (0.6 - 0.4 * place), 2)
    read["answers"][-1]["observations"] += [
        {
            "measure": f"voice_change{end}",
            "value": value,
            "unit": "z",
            "quality": "ok",
            "reason": None,
            "start_s": 0.0,
            "end_s": 60.0,
            "baseline_z": None,
        }
        for end, value in (("", 0.8), ("_low", -0.3), ("_high", 1.9))
    ]
    read["answers"][-1]["observations"] += [
        {
            "measure": "face_change",
            "value": None,
            "unit": "z",
            "quality": "not_measured",
            "reason": "not_consented",
            "start_s": 0.0,
            "end_s": 60.0,
            "baseline_z": None,
        }
    ]
    return interview_view(read, content_of(language))


def recordings(language: str) -> dict[str, list[RecordingView]]:
    """A film that is here and one that is on its way, by the anchors of their answers."""
    anchors = [each.anchor for each in interview(language).answers]
    return {
        anchor: [
            RecordingView(
                id=f"r{number}", question_id="q", turn=1, take=1, tracks=("audio", "video"), duration_s=31.6,
                size=4_000_000, is_complete=not number, begun_at=AT,
            )
        ]
        for number, anchor in enumerate(anchors[:2])
    }  # fmt: skip


def history(language: str) -> History:
    """A rating, a changed score and a decision."""
    content = content_of(language)
    parts = (content.title("JD-Q04"), f"{content.name('co_empathy')} 6.5", "Asks before advising.")
    return History(
        words_of(language)("acts.stand_second"),
        False,
        (
            Said(
                AT,
                "Reviewer 1",
                words_of(language)("actor.kiosk"),
                words_of(language)("acts.rating"),
                (parts,),
            ),
            Said(
                AT,
                "Reviewer 2",
                words_of(language)("actor.hub"),
                words_of(language)("acts.decline"),
                (("", "", "x"),),
            ),
        ),
    )


def resume(language: str) -> ResumeView:
    """A résumé made for the tests, as the page shows it."""
    lines = ZH if language == "zh" else EN
    parts, start = [], 0
    for number, line in enumerate(lines, start=1):
        parts.append(Part(number, start, start + len(line)))
        start += len(line) + 1
    text = ResumeText(Format.DOCX, PartKind.PARAGRAPH, "\n".join(lines), tuple(parts))
    return resume_view(text, parse_resume(text, Month(2026, 11)), words_of(language))


def dossier(language: str, *, number: int = 1, must_rate_first: bool = False) -> DossierView:
    """A dossier in which every part has something."""
    content = content_of(language)
    dimensions = [content.name(each) for each in ("customer_orientation", "problem_solving")]
    zh = language == "zh"
    return DossierView(
        header=Header(
            f"00000000-0000-4000-8000-00000000000{number}", f"{'候选人' if zh else 'Candidate'} {number:04}",
            "Site 1", content.name("jd_cs_agent"), "138****0000", 1,
        ),
        latest=interview(language, number),
        interviews=(
            InterviewLine("i1", AT, content.name("jd_cs_agent"), ScoreValue(6.55, 0.52, None), "grey_zone"),
            InterviewLine("i0", AT - timedelta(days=90), content.name("jd_cs_agent"), None, "to_rate"),
        ),
        resume=resume(language),
        ratings=(
            Rating("User 2", AT + timedelta(days=1), "interview", True,
                   ((dimensions[0], 7.0), (dimensions[1], 6.5)), ""),
            Rating("User 3", AT + timedelta(days=2), "feedback", False, ((dimensions[0], 6.0),), ""),
        ),
        checks=(Check("c1", "employment", "running", "", AT + timedelta(days=2), "User 2"),),
        documents=(
            DocumentRow("d1", "resume", "resume.pdf", AT, 182_000, ""),
            DocumentRow("d2", "resume", "scan.pdf", AT, 2_400_000, "no_words"),
        ),
        messages=(MessageRow(AT, "out", "sms", "User 2", "面试邀请" if zh else "Invitation to the interview"),),
        timeline=(
            TimelineEntry(AT + timedelta(days=1), "人工评分" if zh else "Rated by an interviewer", "User 2"),
            TimelineEntry(AT, "AI 面试" if zh else "AI interview", "Kiosk 1"),
        ),
        alike=(Alike("a1", f"{'候选人' if zh else 'Candidate'} 0900", AT),),
        merges=(),
        may=EVERYTHING,
        must_rate_first=must_rate_first,
        rated_without=content.rated_in("jd_cs_agent"),
    )  # fmt: skip


def candidates(language: str) -> tuple[CandidateRow, ...]:
    """A page of the list: every band, and somebody who was not interviewed."""
    word = "候选人" if language == "zh" else "Candidate"
    job = content_of(language).name("jd_cs_agent")
    rows = []
    for number in range(1, 17):
        band = ("above", "grey_zone", "below", None)[number % 4]
        score = ScoreValue({"above": 7.6, "grey_zone": 6.2, "below": 4.8}[band], 0.5, None) if band else None
        rows.append(
            CandidateRow(
                f"00000000-0000-4000-8000-0000000000{number:02}",
                f"{word} {number:04}",
                job,
                f"Site {number % 3 + 1}",
                AT - timedelta(hours=7 * number) if band else None,
                score,
                band,
            )
        )
    return tuple(rows)


def kiosks() -> tuple[KioskRow, ...]:
    """Kiosks: well, late, waiting, away."""
    now = datetime.now(UTC)
    return (
        KioskRow("k1", "Kiosk 1", "Site 1", "active", "0123 4567 89AB CDEF GHJK MNPQ", now - timedelta(seconds=40),
                 "0.6.0", "2026.1.0", 0, 0, 210.0, now - timedelta(minutes=24), ()),
        KioskRow("k2", "Kiosk 2", "Site 1", "active", "0123 4567 89AB CDEF GHJK MNPR", now - timedelta(hours=70),
                 "0.5.2", "2025.4.0", 14, 2, 3.2, now - timedelta(days=3),
                 ("silent", "late_sync", "old_release")),
        KioskRow("k3", "Kiosk 3", "Site 2", "pending", "0123 4567 89AB CDEF GHJK MNPS", None, "", "", None, None, None,
                 None, ()),
        KioskRow("k4", "Kiosk 4", "Site 3", "revoked", "0123 4567 89AB CDEF GHJK MNPT", now - timedelta(days=40),
                 "0.4.1", "2025.3.0", None, None, None, now - timedelta(days=44), ()),
    )  # fmt: skip


def audit_rows() -> tuple[AuditRow, ...]:
    """Entries of the audit log."""
    actions = ("dossier.viewed", "sign_in.done", "candidate.changed", "user.granted", "interview.stored")
    return tuple(
        AuditRow(1, 400 - number, AT - timedelta(minutes=11 * number), "User 2", actions[number % 5], "candidate",
                 f"{number:08}-0000-4000-8000-000000000000", "", f"{number * 7919:064x}"[::-1])
        for number in range(18)
    )  # fmt: skip
