"""What `kiosk doctor` says of people, copies, terms of keeping and crashes."""

from pathlib import Path

from argon2 import PasswordHasher

from app.doctor.finding import Health
from app.doctor.upkeep import check_upkeep
from app.settings import Settings
from app.staff.book import NAME, StaffBook
from app.staff.lockout import Moment
from app.staff.secret import Hashing
from app.store.backup import FOLDER
from app.store.retention import DAY_S
from app.watch.crash_report import report_of, write_report
from tests.unit.store.samples import NOW


def found(settings: Settings, now: float = NOW, uptime_s: float = 60.0) -> list[tuple[Health, str]]:
    return [(each.health, each.code) for each in check_upkeep(settings, now, lambda: Moment("one", uptime_s))]


def test_a_kiosk_that_nobody_looked_after(tmp_path: Path) -> None:
    assert found(Settings(data_dir=tmp_path)) == [
        (Health.ADVICE, "doctor_staff_none"),
        (Health.ADVICE, "doctor_backup_none"),
        (Health.OK, "doctor_terms_ok"),
    ]


def test_a_kiosk_that_is_well_and_what_may_be_wrong_with_it(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    cheap = Hashing(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    StaffBook(tmp_path, cheap).set_up("li", "27182845")
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "kiosk-20260921T120000Z.db").touch()  # NOW is some hours later
    (tmp_path / "terms.json").write_text(f'{{"at": {NOW}, "boot": "one", "uptime_s": 60.0}}')
    assert {health for health, _ in found(settings)} == {Health.OK}
    later = found(settings, now=NOW + 9 * DAY_S)
    assert later[1:] == [(Health.ADVICE, "doctor_backup_old"), (Health.ADVICE, "clock_jumped")]
    assert found(settings, now=NOW + 9 * DAY_S, uptime_s=60 + 9 * DAY_S)[2][1] == "doctor_terms_ok"
    write_report(tmp_path / "crashes", report_of(ValueError("张伟"), at=NOW))
    assert found(settings)[-1] == (Health.ADVICE, "doctor_crashes")
    (tmp_path / NAME).write_text("{}")
    assert found(settings)[0] == (Health.PROBLEM, "staff_file_unreadable")
