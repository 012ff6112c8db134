"""What an administrator may see and do at the screens; each request asks anew who is there, and each is audited."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.errors import BugError, KioskError
from app.office import requests as want
from app.office import values as ask
from app.office.audit import audit_view, exported, searched, verified
from app.office.audit_values import AuditFilter, AuditView
from app.office.devices import DeviceDesk
from app.office.given import accommodations_view
from app.office.keeping import copied, deleted, requested, retention_view
from app.office.machine import Machine
from app.office.people import linked, people_view
from app.office.sync import looked_at, refusals_exported, sent_again, sync_view
from app.office.versions import versions
from app.staff.book import Account, Role, StaffBook
from app.store.backup import FOLDER, backups
from app.store.journal import Journal
from app.upkeep.terms import Terms

OPENED = "office_opened"
People = want.AddPerson | want.ChangePerson | want.RemovePerson | want.UnlockPerson | want.LinkPerson
Sync = want.SendAgain | want.LookAtRecord | want.ExportRefusals
Audit = want.FilterAudit | want.VerifyAudit | want.ExportAudit
Packs = want.InstallPack | want.CheckPacks


@dataclass(frozen=True, slots=True)
class OfficeParts:
    """What the screens are views of.

    who: the account of whoever is signed in, or None. tell: may be called on the office's thread while a pack comes.
    """

    journal: Journal
    model: CompetencyModel
    book: StaffBook
    terms: Terms
    who: Callable[[], Account | None]
    clock_s: Callable[[], float]
    machine: Machine
    tell: Callable[[ask.PackLoading], None]


@dataclass(slots=True)
class OfficeDesk:
    """Called on a thread of its own with one request at a time. language: of names in the content."""

    parts: OfficeParts
    language: Language
    _devices: DeviceDesk = field(init=False)

    def __post_init__(self) -> None:
        self._devices = DeviceDesk(self.parts.machine, self.parts.clock_s)

    def __call__(self, request: object) -> ask.OfficeView:
        """The section as it is afterwards.

        Raises:
            KioskError: staff_signed_out, staff_role_missing; and what the services raise.
        """
        actor = self._admin()
        match request:
            case want.Show(section):
                self._record(actor, OPENED, {"section": section.value})
                return self._shown(section, actor)
            case (
                want.AddPerson()
                | want.ChangePerson()
                | want.RemovePerson()
                | want.UnlockPerson()
                | want.LinkPerson()
            ):
                self._people(request, actor)
                return self._shown(ask.Section.USERS, actor)
            case want.SendAgain() | want.LookAtRecord() | want.ExportRefusals():
                return self._sync(request, actor)
            case want.FilterAudit() | want.VerifyAudit() | want.ExportAudit():
                return replace(self._audit(request, actor), places=self.parts.machine.places())
            case want.DeleteDue() | want.AskDeletion():
                return self._kept(request, actor)
            case want.MakeBackup():
                name = copied(self.parts.journal, self.parts.terms.data_dir, actor=actor, now=self._now)
                return replace(self._health(), backup=name)
            case want.InstallPack() | want.CheckPacks():
                return self._packs(request, actor)
            case want.TestDevices():
                self._record(actor, "devices_tested", {})
                return self._devices.test()
            case _:
                raise BugError(f"the office knows no {type(request).__name__}")

    def _admin(self) -> str:
        account = self.parts.who()
        if account is None:
            raise KioskError("staff_signed_out")
        if account.role is not Role.SITE_ADMIN:
            raise KioskError("staff_role_missing")
        return account.name

    @property
    def _now(self) -> float:
        return self.parts.clock_s()

    def _record(self, actor: str, action: str, details: dict[str, str | int]) -> None:
        self.parts.journal.record(actor, action, details, now=self._now)

    def _shown(self, section: ask.Section, actor: str) -> ask.OfficeView:
        parts = self.parts
        match section:
            case ask.Section.USERS:
                return people_view(parts.book, parts.journal, actor)
            case ask.Section.SYNC:
                return sync_view(parts.journal, parts.machine)
            case ask.Section.AUDIT:
                view = audit_view(parts.journal, AuditFilter(), now=self._now)
                return replace(view, places=parts.machine.places())
            case ask.Section.RETENTION:
                return retention_view(parts.terms, self.language)
            case ask.Section.HEALTH:
                return self._health()
            case ask.Section.MODELS:
                return self._models()
            case ask.Section.DEVICES:
                return self._devices.view()
            case ask.Section.ACCOMMODATIONS:
                return accommodations_view(parts.journal)

    def _health(self) -> ask.HealthView:
        machine, folder = self.parts.machine, self.parts.terms.data_dir / FOLDER
        copies = tuple((each.at, each.path.stat().st_size) for each in backups(folder))
        return ask.HealthView(tuple(machine.health()), tuple(machine.crashes()), copies)

    def _models(self) -> ask.ModelsView:
        parts, language = self.parts, self.language
        held = versions(parts.journal, parts.model, parts.terms.policy_pack, language)
        jobs = tuple(each.name.text(language) for each in parts.model.profiles)
        return ask.ModelsView(tuple(parts.machine.packs(language)), held, jobs, places=parts.machine.places())

    def _people(self, request: People, actor: str) -> None:
        book, links, told = self.parts.book, self.parts.journal.reviews.links, {"name": request.name}
        match request:
            case want.AddPerson(name, is_admin, secret):
                role = _role(is_admin)
                # first, where a removal was cut off between file and store
                links.gone(name, by=actor, now=self._now)
                book.add(name, role, secret)
                self._record(actor, "staff_added", {**told, "role": role.value})
            case want.ChangePerson(name, is_admin, secret):
                role = _role(is_admin)
                book.change_role(name, role, secret)
                self._record(actor, "staff_secret_changed", {**told, "role": role.value})
            case want.RemovePerson(name):
                book.remove(name)
                links.gone(name, by=actor, now=self._now)
                self._record(actor, "staff_removed", {**told})
            case want.LinkPerson(name, at_hub):
                linked(book, links, name, at_hub, by=actor, now=self._now)
            case want.UnlockPerson(name):
                book.unlock(name)
                self._record(actor, "staff_unlocked", {**told})

    def _sync(self, request: Sync, actor: str) -> ask.SyncView:
        journal, machine, now = self.parts.journal, self.parts.machine, self._now
        match request:
            case want.LookAtRecord(record):
                return looked_at(journal, machine, record, actor=actor, now=now)
            case want.ExportRefusals(file):
                self._check_place(file)
                return refusals_exported(journal, machine, file, actor=actor, now=now)
            case want.SendAgain(ids):
                sent_again(journal, ids, actor=actor, now=now)
        return sync_view(journal, machine)

    def _audit(self, request: Audit, actor: str) -> AuditView:
        journal = self.parts.journal
        match request:
            case want.FilterAudit(chosen):
                return searched(journal, chosen, actor=actor, now=self._now)
            case want.VerifyAudit(chosen):
                return verified(journal, chosen, actor=actor, now=self._now)
            case want.ExportAudit(file, chosen):
                self._check_place(file)
                return exported(journal, chosen, file, actor=actor, now=self._now)

    def _check_place(self, file: Path) -> None:
        """At a terminal a file goes to a place that was offered, and nowhere else; a drive may have been pulled out."""
        places = self.parts.machine.places()
        if places is not None and file.parent not in [each.folder for each in places]:
            raise KioskError("export_failed", file=file.name)

    def _kept(self, request: want.DeleteDue | want.AskDeletion, actor: str) -> ask.RetentionView:
        terms = self.parts.terms
        if isinstance(request, want.DeleteDue):
            self._record(actor, "due_deletion_ordered", {"due": len(terms.due())})
            return deleted(terms, self.language, actor=actor)
        return requested(terms, self.language, request.interview_id, actor=actor, now=self._now)

    def _packs(self, request: Packs, actor: str) -> ask.ModelsView:
        parts = self.parts
        if isinstance(request, want.CheckPacks):
            found = tuple(parts.machine.sums())
            wrong = sum(each.health == "problem" for each in found)
            self._record(actor, "packs_checked", {"problems": wrong})
            return replace(self._models(), checked=found)
        name, folder = request.name, request.folder
        self._record(actor, "pack_licence_accepted", {"pack": name})
        parts.machine.install(name, folder, actor, parts.tell)
        self._record(actor, "pack_installed", {"pack": name, "from_drive": folder is not None})
        return replace(self._models(), installed=name)


def _role(is_admin: bool) -> Role:
    return Role.SITE_ADMIN if is_admin else Role.RECRUITER
