"""What an administrator may see and do at the screens; each request asks anew who is there, and each is audited."""

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

from app.domain.accommodation import ExtraTime
from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.errors import BugError, KioskError
from app.office import requests as want
from app.office import values as ask
from app.office.audit import audit_view, exported, verified
from app.office.keeping import copied, deleted, requested, retention_view
from app.office.machine import Machine
from app.staff.book import Account, Role, StaffBook
from app.store.journal import Journal
from app.upkeep.terms import Terms

OPENED, SENT_AGAIN = "office_opened", "records_sent_again"
KINDS = {"consent_receipt.v1": "consent", "interview.v1": "interview", "audit_batch.v1": "audit"}


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
            case want.AddPerson() | want.ChangePerson() | want.RemovePerson() | want.UnlockPerson():
                self._people(request, actor)
                return self._shown(ask.Section.USERS, actor)
            case want.SendAgain(ids):
                return self._sent_again(ids, actor)
            case want.FilterAudit() | want.VerifyAudit() | want.ExportAudit():
                return self._audit(request, actor)
            case want.DeleteDue() | want.AskDeletion():
                return self._kept(request, actor)
            case want.MakeBackup():
                name = copied(self.parts.journal, self.parts.terms.data_dir, actor=actor, now=self._now)
                return ask.HealthView(tuple(self.parts.machine.health()), name)
            case want.InstallPack(name):
                return self._installed(name, actor)
            case want.TestDevices():
                self._record(actor, "devices_tested", {})
                return ask.DevicesView(tuple(self.parts.machine.devices()), self.parts.machine.level(), True)
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
                waits = parts.book.waits_s()
                people = (
                    ask.Person(each.name, each.role is Role.SITE_ADMIN, waits.get(each.name, 0))
                    for each in parts.book.accounts()
                )
                return ask.UsersView(tuple(people), actor)
            case ask.Section.SYNC:
                return self._sync()
            case ask.Section.AUDIT:
                return audit_view(parts.journal, ask.AuditFilter(), now=self._now)
            case ask.Section.RETENTION:
                return retention_view(parts.terms, self.language)
            case ask.Section.HEALTH:
                return ask.HealthView(tuple(parts.machine.health()))
            case ask.Section.MODELS:
                return parts.machine.models(self.language)
            case ask.Section.DEVICES:
                return ask.DevicesView()
            case ask.Section.ACCOMMODATIONS:
                return self._accommodations()

    def _people(
        self,
        request: want.AddPerson | want.ChangePerson | want.RemovePerson | want.UnlockPerson,
        actor: str,
    ) -> None:
        book, told = self.parts.book, {"name": request.name}
        match request:
            case want.AddPerson(name, is_admin, secret):
                role = _role(is_admin)
                book.add(name, role, secret)
                self._record(actor, "staff_added", {**told, "role": role.value})
            case want.ChangePerson(name, is_admin, secret):
                role = _role(is_admin)
                book.change_role(name, role, secret)
                self._record(actor, "staff_secret_changed", {**told, "role": role.value})
            case want.RemovePerson(name):
                book.remove(name)
                self._record(actor, "staff_removed", {**told})
            case want.UnlockPerson(name):
                book.unlock(name)
                self._record(actor, "staff_unlocked", {**told})

    def _sync(self) -> ask.SyncView:
        outbox = self.parts.journal.outbox
        state = outbox.state()
        parked = (
            ask.ParkedLine(
                each.id,
                KINDS.get(each.kind, "other"),
                each.created_at,
                str(each.last_status or "-"),
                each.words,
            )
            for each in outbox.parked()
        )
        return ask.SyncView(state.waiting, state.oldest_at, tuple(parked), tuple(self.parts.machine.sync()))

    def _sent_again(self, ids: tuple[str, ...], actor: str) -> ask.SyncView:
        moved = sum(self.parts.journal.outbox.requeue(each, now=self._now) for each in ids)
        self._record(actor, SENT_AGAIN, {"records": moved})
        return self._sync()

    def _audit(
        self, request: want.FilterAudit | want.VerifyAudit | want.ExportAudit, actor: str
    ) -> ask.AuditView:
        journal = self.parts.journal
        match request:
            case want.FilterAudit(chosen):
                return audit_view(journal, chosen, now=self._now)
            case want.VerifyAudit(chosen):
                return verified(journal, chosen, actor=actor, now=self._now)
            case want.ExportAudit(file, chosen):
                return exported(journal, chosen, file, actor=actor, now=self._now)

    def _kept(self, request: want.DeleteDue | want.AskDeletion, actor: str) -> ask.RetentionView:
        terms = self.parts.terms
        if isinstance(request, want.DeleteDue):
            return deleted(terms, self.language, actor=actor)
        return requested(terms, self.language, request.interview_id, actor=actor, now=self._now)

    def _installed(self, name: str, actor: str) -> ask.ModelsView:
        parts = self.parts
        self._record(actor, "pack_licence_accepted", {"pack": name})
        parts.machine.install(name, actor, parts.tell)
        self._record(actor, "pack_installed", {"pack": name})
        return replace(parts.machine.models(self.language), installed=name)

    def _accommodations(self) -> ask.AccommodationsView:
        """The last that was set in each interview counts."""
        interviews, chosen = self.parts.journal.front_desk.accommodations()
        counts: Counter[str] = Counter()
        for each in chosen:
            counts.update(name for name, value in asdict(each).items() if value is True)
            counts.update(["time"] if each.time is not ExtraTime.NONE else [])
        return ask.AccommodationsView(interviews, tuple(sorted(counts.items())))


def _role(is_admin: bool) -> Role:
    return Role.SITE_ADMIN if is_admin else Role.RECRUITER
