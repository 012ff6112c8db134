"""The administrator's screens, by name: a view of app.office.values, or what brings the page there.

A function is given the OfficePage; words of its view go by page.strings.language. Longest real texts, so that
clipping would show. A section without a screen here fails test_layout_staff.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from app.office.audit import details_of
from app.office.audit_values import AuditFilter, AuditLine, AuditView, Place
from app.office.values import (
    AccommodationsView,
    CheckLine,
    CrashLine,
    DeviceKind,
    DevicesView,
    DeviceTest,
    DueLine,
    GivenLine,
    HealthView,
    ModelsView,
    OfficeView,
    PackLine,
    PackLoading,
    ParkedLine,
    Person,
    RecordFacts,
    RetentionView,
    Section,
    SyncView,
    TermLine,
    UsersView,
    VersionLine,
)
from app.ui.admin.office_audit import AuditPage
from app.ui.admin.office_export import ExportingPage
from app.ui.admin.office_page import OfficePage
from app.ui.admin.office_users import UsersPage

NOW = 1_790_000_000.0
DAY_S = 86_400.0
ONE = "0190b1de-0000-7000-8000-000000000001"
TWO = "0190b1de-0000-7000-8000-000000000002"
SUM = "64184e229b263107bc2b804c6625db1341ff2bb731874b0bcc2fe6544e0bc9ff"
PLACES = (
    Place(Path("/media/staff/KINGSTON"), "KINGSTON", 7_400),
    Place(Path("/run/media/staff/A1B2-C3D4"), "A1B2-C3D4", 122_900),
    Place(Path("/srv/kiosk/exports"), "", 90_000),
)
PEOPLE = (
    Person("boss", True, 0),
    Person("recruiter-of-the-second-site", False, 0),
    Person("desk-2", False, 840),
)
HUB = CheckLine(
    "hub", "ok", "doctor_hub_enrolled", (("hub", "HR"), ("site", "North"), ("waiting", 12), ("parked", 3))
)
SKEW = CheckLine("clock", "advice", "doctor_hub_skew", (("seconds", 431),))
CHECKS = (
    CheckLine("settings", "ok", "doctor_settings_ok", (("folder", "/srv/kiosk/data"),)),
    CheckLine("microphone", "ok", "doctor_device_ok", (("name", "USB PnP Sound Device, USB Audio"),)),
    CheckLine("camera", "advice", "no_camera", ()),
    CheckLine("packs", "advice", "doctor_no_recogniser", ()),
    CheckLine("store", "ok", "doctor_store_ok", (("interviews", 214), ("events", 9_431))),
    CheckLine("keys", "advice", "doctor_no_recovery_code", ()),
    CheckLine("backup", "advice", "doctor_backup_old", (("days", 4),)),
    CheckLine("disk", "problem", "doctor_disk_full", (("free_mb", 412), ("least_mb", 2_000))),
    CheckLine("clock", "ok", "doctor_clock_ok", ()),
)


def _rows() -> tuple[AuditLine, ...]:
    told: tuple[tuple[str, str, dict[str, object]], ...] = (
        ("boss", "audit_searched", {"of_interview": ONE[:13], "page": 1}),
        (
            "recruiter-of-the-second-site",
            "review_act",
            {"interview_id": ONE, "kind": "decision", "seal": SUM},
        ),
        ("recruiter-of-the-second-site", "review_viewed", {"interview_id": ONE}),
        ("kiosk", "interview_assessed", {"interview_id": ONE, "revision": 1, "seal": SUM}),
        ("-", "sign_in_refused", {"code": "staff_locked"}),
        ("kiosk", "staff_called", {"reason": "seen_before"}),
        ("boss", "review_compared", {"interview_ids": [ONE, TWO]}),
        ("boss", "deletion_requested", {"interview_id": TWO, "due_at": NOW + 15 * DAY_S}),
        (
            "kiosk",
            "configuration_changed",
            {"changed": ["content.hash", "program"], "facts": {"program": "1"}},
        ),
        ("unlock_code", "unlock_code_used", {}),
        ("a-newer-program", "something_nobody_knows", {"never_heard_of": "yes"}),
    )
    return tuple(
        AuditLine(4_210 - at, NOW - 600.0 * at, actor, action, details_of(body), body)
        for at, (actor, action, about) in enumerate(told)
        for body in (json.dumps(about, separators=(",", ":")),)
    )


AUDIT = AuditView(
    AuditFilter(),
    _rows(),
    50,
    4_210,
    4_210,
    ("-", "boss", "kiosk", "recruiter-of-the-second-site"),
    ("audit_searched", "deletion_requested", "review_act", "review_timed_out"),
    PLACES,
)
PARKED = (
    ParkedLine(ONE, "interview", NOW, "422", "answers.0.turn: Input should be a valid integer", 3),
    ParkedLine(f"{TWO}-consent", "consent", NOW - DAY_S, "409", "", 1),
    ParkedLine(
        f"{ONE}-m1", "media", NOW - 2 * DAY_S, "413", "the recording is larger than this hub takes", 8
    ),
)
SYNC = SyncView(12, NOW - DAY_S, PARKED, (HUB, SKEW), places=PLACES)
OPENED = replace(SYNC, opened=RecordFacts(PARKED[0], ONE, 48_213, SUM))
TERMS = (
    TermLine("Mainland China default", 180, 730, 15, True),
    TermLine("European Union", 30, None, 30, False),
)
RETENTION = RetentionView(
    TERMS,
    (DueLine(ONE, True, "request"), DueLine(TWO, False, "retention")),
    ("00004100.json", "00004098.json"),
    True,
    (3, 12),
    NOW + 15 * DAY_S,
)
HEALTH = HealthView(
    CHECKS,
    (CrashLine(NOW, "microphone_lost", "0.1.0"), CrashLine(NOW - DAY_S, "ValueError", "0.1.0")),
    ((NOW, 48_200_000), (NOW - DAY_S, 47_900_000)),
    "kiosk-20260921T141320Z.db",
)


def _pack(name: str, state: str, engine: str, reason: str = "", at: float | None = None) -> PackLine:
    by, licence = ("" if at is None else "boss"), "Apache-2.0"
    url = "https://www.apache.org/licenses/LICENSE-2.0"
    return PackLine(name, state, engine, ("en", "zh"), 487, licence, url, reason, "size", at, by)


MODELS = ModelsView(
    (
        _pack("faster-whisper-base", "installed", "faster-whisper", at=NOW - 90 * DAY_S),
        _pack("face_landmarker", "installed", "face-landmarker"),
        _pack("dnsmos_sig_bak_ovr", "refused", "dnsmos", "pack_manifest_broken"),
        _pack("sherpa-sense-voice", "available", "sherpa-onnx"),
        _pack("faster-whisper-small", "unsuitable", "faster-whisper", "pack_needs_cores"),
    ),
    (
        VersionLine("program", "0.1.0", since=NOW - 3 * DAY_S),
        VersionLine("model", "2026.1.0", SUM, NOW - 90 * DAY_S),
        VersionLine("policy", "Mainland China default (cn_default)", SUM[::-1]),
    ),
    ("Customer service, JD", "Livestream host"),
    places=PLACES,
)
COMPARED = replace(
    MODELS,
    installed="face_landmarker",
    checked=(
        CheckLine(
            "packs", "ok", "doctor_pack_ok", (("pack", "faster-whisper-base"), ("engine", "faster-whisper"))
        ),
        CheckLine(
            "packs",
            "problem",
            "pack_file_changed",
            (("pack", "face_landmarker"), ("file", "face_landmarker.task")),
        ),
    ),
)
PLUGGED = (
    DeviceKind("camera", "missing", ("Integrated Camera: Integrated C",), wanted="Logitech BRIO"),
    DeviceKind("microphone", "plugged", ("Jabra Speak 750 Mono", "Built-in Audio Analog Stereo"), 0),
    DeviceKind("loudspeaker", "plugged", ("Built-in Audio Analog Stereo",), 0),
)
NONE_PLUGGED = (
    DeviceKind("camera", "elsewhere"),
    DeviceKind("microphone", "missing"),
    DeviceKind("loudspeaker", "off"),
)
TESTED = DeviceTest(NOW, (CHECKS[1], CHECKS[2]), -24.0)
DEVICES = DevicesView(PLUGGED, TESTED)
GIVEN = AccommodationsView(
    214,
    ("time", "typed", "large_type", "no_camera", "read_aloud", "human_interviewer"),
    (("large_type", 4), ("time", 11), ("typed", 2)),
    (
        GivenLine(ONE, NOW, 1.5, ("time", "typed")),
        GivenLine(TWO, NOW - DAY_S, 2.0, ("time", "typed", "large_type", "no_camera", "read_aloud")),
    ),
)


def _raw_row(page: OfficePage) -> None:
    page.show_view(AUDIT)
    audit = page.pages[Section.AUDIT]
    assert isinstance(audit, AuditPage)
    audit.open_row(AUDIT.lines[1].seq)


def _export(page: OfficePage) -> None:
    page.show_view(AUDIT)
    audit = page.pages[Section.AUDIT]
    assert isinstance(audit, ExportingPage)
    audit.choose_place()


def _loading(page: OfficePage) -> None:
    page.show_view(MODELS)
    page.show_loading(PackLoading("sherpa-sense-voice", 214.0, 487))


def _change(page: OfficePage) -> None:
    page.show_view(UsersView(PEOPLE, "boss"))
    users = page.pages[Section.USERS]
    assert isinstance(users, UsersPage)
    users.choose(PEOPLE[1])


def _trouble(page: OfficePage) -> None:
    page.show_view(UsersView(PEOPLE, "boss"))
    page.failed(page.strings.message("staff_pin_weak", digits=8))


def _no_right(page: OfficePage) -> None:
    page.shut()
    page.failed(page.strings.message("staff_role_missing"))


OFFICE: Mapping[str, OfficeView | Callable[[OfficePage], None]] = {
    "nobody": OfficePage.shut,
    "no-right": _no_right,
    "users": UsersView(PEOPLE, "boss"),
    "users-change": _change,
    "users-trouble": _trouble,
    "sync": SYNC,
    "sync-record": OPENED,
    "sync-none": SyncView(0, None, (), ()),
    "audit": AUDIT,
    "audit-row": _raw_row,
    "audit-export": _export,
    "audit-altered": replace(AUDIT, problems=("chain_broken", "media_missing", "review_changed")),
    "audit-exported": replace(AUDIT, problems=(), exported=("audit-20260921-141320.jsonl", SUM)),
    "audit-none": replace(AUDIT, lines=(), first=0, found=0),
    "retention": RETENTION,
    "retention-none": replace(RETENTION, due=(), receipts=(), is_clock_odd=False, done=None, requested=None),
    "health": HEALTH,
    "health-good": HealthView((CHECKS[0], CHECKS[4], CHECKS[8])),
    "models": MODELS,
    "models-loading": _loading,
    "models-compared": COMPARED,
    "devices": DevicesView(PLUGGED),
    "devices-tested": DEVICES,
    "devices-silent": replace(DEVICES, tested=replace(TESTED, level_db=None)),
    "devices-none": DevicesView(NONE_PLUGGED),
    "devices-stuck": DevicesView(None),
    "accommodations": GIVEN,
    "accommodations-none": replace(GIVEN, counts=(), given=()),
}
