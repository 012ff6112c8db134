"""The checks of `kiosk doctor`. None raises a KioskError: what is wrong is a finding."""

import importlib.metadata
import json
import shutil
import subprocess
import sys
from pathlib import Path

from app.analysis.packs import RECOGNISERS, PackEngine, find_packs
from app.analysis.packs import verify as verify_pack
from app.bootstrap.course import COURSE
from app.content.paths import resources_dir
from app.doctor.finding import Finding, advice, failed, ok, problem
from app.domain.codec import decode
from app.domain.messages import DeviceState
from app.errors import KioskError
from app.modelpacks.catalogue import load_catalogue
from app.modelpacks.machine import this_machine
from app.modelpacks.offer import offer_for
from app.settings import HubSettings, MediaLimits, Settings
from app.store.begun import is_there
from app.store.journal import Journal
from app.sync.calls import NOBODY
from app.sync.client import HubClient

CV2_OWNER = "opencv-contrib-python"
DEVICES_TIMEOUT_S = 30.0
OLDEST_TODAY_S = 1_767_225_600.0  # 2026-01-01 UTC: this program did not exist before
CLOCK_SLACK_S = 120.0
MB = 1_000_000


def check_libraries(owners: list[str] | None = None) -> Finding:
    """One package owns cv2; two fill the same folder and break each other. owners: who claims it."""
    if owners is None:
        owners = sorted(set(importlib.metadata.packages_distributions().get("cv2", [])))
    if owners == [CV2_OWNER]:
        return ok("libraries", "doctor_libraries_ok", owner=CV2_OWNER)
    return problem("libraries", "doctor_cv2_owners", owners=", ".join(owners) or "-", owner=CV2_OWNER)


def check_devices(settings: Settings, timeout_s: float = DEVICES_TIMEOUT_S) -> list[Finding]:
    """Microphone and camera, opened by a child process."""
    uris = [settings.microphone or "none", settings.camera or "none"]
    command = [sys.executable, "-m", "app.doctor.devices", *uris]
    try:
        child = subprocess.run(command, capture_output=True, text=True, timeout=timeout_s, check=True)
        states = json.loads(child.stdout.splitlines()[-1])
        return [
            _device("microphone", settings.microphone, decode(DeviceState, states["microphone"])),
            _device("camera", settings.camera, decode(DeviceState, states["camera"])),
        ]
    except (subprocess.SubprocessError, ValueError, LookupError, KioskError):
        return [problem(device, "doctor_devices_stuck") for device in ("microphone", "camera")]


def _device(device: str, uri: str | None, state: DeviceState) -> Finding:
    if uri is None:
        return ok(device, "doctor_device_off")
    if state.present:
        return ok(device, "doctor_device_ok", name=state.name)
    return advice(device, state.code or f"no_{device}")


def check_packs(folder: Path | None) -> list[Finding]:
    """The model packs: whole, and what cannot be measured without the missing ones."""
    packs, refused = find_packs(folder)
    findings = [problem("packs", item.code, pack=item.name, detail=item.detail) for item in refused]
    for pack in packs:
        try:
            verify_pack(pack)
        except KioskError as error:
            findings.append(failed("packs", error))
        else:
            findings.append(ok("packs", "doctor_pack_ok", pack=pack.id, engine=pack.engine))
    engines = {pack.engine for pack in packs}
    if not engines & set(RECOGNISERS):
        findings.append(advice("packs", "doctor_no_recogniser"))
    if PackEngine.FACE_LANDMARKER not in engines:
        findings.append(advice("packs", "doctor_no_face_pack"))
    return findings


def check_offer(settings: Settings) -> list[Finding]:
    """Which recogniser to install, where the kiosk has none for its own language."""
    catalogue = load_catalogue(resources_dir())
    offer = offer_for(settings.packs_dir, catalogue, this_machine(), settings.language)
    if offer is None or offer.pack is None:
        return []
    pack = offer.pack
    return [
        advice("packs", "doctor_pack_offer", pack=pack.name, size_mb=pack.size_mb, licence=pack.licence.id)
    ]


def check_store(settings: Settings) -> list[Finding]:
    """The database: readable, whole, unchanged; and what the hub refused."""
    if not is_there(settings.database_file, settings.media_dir):
        return [ok("store", "doctor_store_new", folder=str(settings.data_dir))]
    try:
        journal = Journal.open(settings.database_file, settings.media_dir, COURSE)
    except KioskError as error:
        return [failed("store", error)]
    try:
        report = journal.verify()
    except KioskError as error:
        return [failed("store", error)]
    finally:
        journal.close()
    if report.is_ok:
        store = ok("store", "doctor_store_ok", interviews=report.interviews, events=report.events)
    else:
        store = problem(
            "store",
            "doctor_store_changed",
            problems=len(report.problems),
            missing=len(report.media_missing),
        )
    if report.outbox_parked:
        return [store, advice("outbox", "doctor_outbox_parked", parked=report.outbox_parked)]
    return [store, ok("outbox", "doctor_outbox_ok", waiting=report.outbox_due)]


def check_hub(url: str | None, how: HubSettings) -> Finding:
    """Whether the hub answers."""
    if url is None:
        return ok("hub", "doctor_hub_off")
    try:
        with HubClient(url, how) as client:
            status = client.health()
    except KioskError as error:
        return failed("hub", error)
    if status == NOBODY:
        return advice("hub", "doctor_hub_unreachable", url=url)
    if status != 200:
        return advice("hub", "doctor_hub_strange", url=url, status=status)
    return ok("hub", "doctor_hub_ok", url=url)


def check_disk(folder: Path, limits: MediaLimits, free_bytes: int | None = None) -> Finding:
    """Room for recordings where the data folder lies, or will lie. free_bytes: None looks at the disk."""
    if free_bytes is None:
        there = next(parent for parent in (folder, *folder.absolute().parents) if parent.exists())
        free_bytes = shutil.disk_usage(there).free
    free_mb = free_bytes // MB
    if free_mb < limits.min_free_mb:
        return problem("disk", "doctor_disk_full", free_mb=free_mb, least_mb=limits.min_free_mb)
    if free_mb < limits.warn_free_mb:
        return advice("disk", "doctor_disk_low", free_mb=free_mb)
    return ok("disk", "doctor_disk_ok", free_mb=free_mb)


def check_clock(settings: Settings, now: float) -> Finding:
    """The clock is not before this program, nor before what the store holds. now: Unix seconds, UTC."""
    if now < max(OLDEST_TODAY_S, _newest_change(settings) - CLOCK_SLACK_S):
        return problem("clock", "doctor_clock_behind")
    return ok("clock", "doctor_clock_ok")


def _newest_change(settings: Settings) -> float:
    """When the newest interview changed; 0.0 when nothing can be read, which check_store tells."""
    if not settings.database_file.exists():
        return 0.0
    try:
        journal = Journal.open(settings.database_file, settings.media_dir)
    except KioskError:
        return 0.0
    try:
        return max((summary.changed_at for summary in journal.interviews()), default=0.0)
    finally:
        journal.close()
