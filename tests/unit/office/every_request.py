"""Every request of the administrator's screens, with the row of the audit log it leaves: no request without one."""

import inspect
from collections.abc import Mapping
from dataclasses import is_dataclass
from pathlib import Path

from app.office import requests as want
from app.office import values as ask
from app.office.audit_values import AuditFilter
from tests.unit.office.rig import OTHER_PIN, READER, SECRET
from tests.unit.store.samples import ONE

Sample = tuple[object, str]


def request_types() -> list[type]:
    """What app/office/requests.py defines."""
    return [
        each
        for _, each in inspect.getmembers(want, inspect.isclass)
        if each.__module__ == want.__name__ and is_dataclass(each)
    ]


def samples(folder: Path, record: str) -> Mapping[type, tuple[Sample, ...]]:
    """Of each type: requests that an administrator may make, and the action the log then has.

    Made for a book with "boss" and "reader-1". folder: for exports. record: one that the hub refused.
    """
    chosen = AuditFilter(interview=ONE[:8])
    return {
        want.Show: tuple((want.Show(section), "office_opened") for section in ask.Section),
        want.AddPerson: ((want.AddPerson("new-1", False, SECRET), "staff_added"),),
        want.ChangePerson: ((want.ChangePerson(READER, True, OTHER_PIN), "staff_secret_changed"),),
        want.RemovePerson: ((want.RemovePerson(READER), "staff_removed"),),
        want.LinkPerson: ((want.LinkPerson(READER, "reader-1@example.test"), "staff_linked"),),
        want.UnlockPerson: ((want.UnlockPerson(READER), "staff_unlocked"),),
        want.SendAgain: ((want.SendAgain((record,)), "records_sent_again"),),
        want.LookAtRecord: ((want.LookAtRecord(record), "record_looked_at"),),
        want.ExportRefusals: ((want.ExportRefusals(folder / "refusals.json"), "refusals_exported"),),
        want.FilterAudit: ((want.FilterAudit(chosen), "audit_searched"),),
        want.VerifyAudit: ((want.VerifyAudit(chosen), "audit_verified"),),
        want.ExportAudit: ((want.ExportAudit(folder / "audit.jsonl", chosen), "audit_exported"),),
        want.DeleteDue: ((want.DeleteDue(), "due_deletion_ordered"),),
        want.AskDeletion: ((want.AskDeletion(ONE), "deletion_requested"),),
        want.MakeBackup: ((want.MakeBackup(), "backup_made"),),
        want.InstallPack: (
            (want.InstallPack("zh-offline"), "pack_installed"),
            (want.InstallPack("zh-offline", folder), "pack_licence_accepted"),
        ),
        want.CheckPacks: ((want.CheckPacks(), "packs_checked"),),
        want.TestDevices: ((want.TestDevices(), "devices_tested"),),
    }


# For parametrize: by name, so that a failure says which.
EVERY = [(kind.__name__, number) for kind, made in samples(Path(), "").items() for number in range(len(made))]


def one_of(name: str, number: int, folder: Path, record: str) -> Sample:
    """The sample of EVERY's entry."""
    return next(made for kind, made in samples(folder, record).items() if kind.__name__ == name)[number]
