"""The machine itself: health, devices, models and versions, accommodations."""

from app.office.requests import InstallPack, MakeBackup, Show, TestDevices
from app.office.values import (
    AccommodationsView,
    DevicesView,
    HealthView,
    ModelsView,
    OfficeView,
    PackLine,
    PackLoading,
    Section,
)
from app.ui.admin.office_base import SectionPage
from app.ui.icons import Icons
from app.ui.strings import Strings

QUIET_DB, LOUD_DB = -50.0, -12.0  # softer: move closer or turn it up; louder: it will be distorted
HASH_SHOWN_CHARS = 12


class HealthPage(SectionPage):
    """What the doctor finds; a copy of the database."""

    def build(self) -> None:
        """Problems first."""
        view = self._view
        if not isinstance(view, HealthView):
            return
        head = self.card(self.text("health.title"))
        worst = [each for each in view.checks if each.health == "problem"]
        self.say(head, "strong", self.text("health.bad" if worst else "health.good"))
        ends = self.line(head)
        self.button(ends, self.text("health.again"), self._again, icon="again")
        self.button(ends, self.text("health.backup"), lambda: self.intent.emit(MakeBackup()), icon="check")
        ends.addStretch(1)
        if view.backup:
            self.say(head, "strong", self.text("health.copied", file=view.backup))
        rank = {"problem": 0, "advice": 1, "ok": 2}
        lines = sorted(view.checks, key=lambda each: rank.get(each.health, 0))
        self.checks(self.card(self.text("health.findings")), tuple(lines))

    def _again(self) -> None:
        self.intent.emit(Show(Section.HEALTH))


class DevicesPage(SectionPage):
    """Microphone and camera, opened for a moment."""

    def build(self) -> None:
        """The button, then what was found."""
        view = self._view
        if not isinstance(view, DevicesView):
            return
        head = self.card(self.text("devices.title"))
        self.say(head, "body", self.text("devices.more"))
        ends = self.line(head)
        test = self.text("devices.test")
        self.button(ends, test, lambda: self.intent.emit(TestDevices()), icon="microphone", look="primary")
        ends.addStretch(1)
        if not view.is_tested:
            return
        found = self.card(self.text("devices.found"))
        self.checks(found, view.checks)
        self.say(found, "strong", self._level(view.level_db))

    def _level(self, level_db: float | None) -> str:
        if level_db is None:
            return self.text("devices.silent")
        key = "quiet" if level_db < QUIET_DB else "loud" if level_db > LOUD_DB else "fine"
        return self.text(f"devices.level_{key}", level=f"{level_db:.0f}")


class ModelsPage(SectionPage):
    """Packs and versions. A pack's licence is accepted with the second press."""

    def __init__(self, icons: Icons, strings: Strings) -> None:
        self._loading: PackLoading | None = None
        super().__init__(icons, strings)

    def show_loading(self, loading: PackLoading) -> None:
        """A pack is on its way."""
        self._loading = loading
        self.draw()

    def show_view(self, view: OfficeView) -> None:
        """Nothing is on its way any more."""
        self._loading = None
        super().show_view(view)

    def not_loaded(self) -> None:
        """It did not get in."""
        if self._loading is not None:
            self._loading = None
            self.draw()

    def build(self) -> None:
        """Versions, then packs."""
        view = self._view
        if not isinstance(view, ModelsView):
            return
        versions = self.card(self.text("models.versions"))
        for key, value in (
            ("model", view.model),
            ("hash", view.content_hash[:HASH_SHOWN_CHARS]),
            ("policy", view.policy),
            ("profiles", " · ".join(view.profiles)),
        ):
            line = self.line(versions)
            self.say(line, "body", self.text(f"models.{key}"), 2)
            self.say(line, "strong", value, 5)
        packs = self.card(self.text("models.packs"))
        if self._loading is not None:
            told = {"name": self._loading.name, "size": f"{self._loading.size_mb:.0f}"}
            self.say(
                packs, "strong", self.text("models.loading", done=f"{self._loading.done_mb:.0f}", **told)
            )
        if view.installed:
            self.say(packs, "strong", self.text("models.installed", name=view.installed))
        for each in view.packs:
            self._pack(each)

    def _pack(self, pack: PackLine) -> None:
        card = self.card(pack.name)
        languages = ", ".join(pack.languages) or "–"
        facts = {"engine": pack.engine or "–", "languages": languages, "licence": pack.licence or "–"}
        self.say(card, "body", self.text("models.facts", size=pack.size_mb, **facts))
        line = self.line(card)
        self.say(line, "strong", self.text(f"models.state_{pack.state}"), 1)
        if pack.reason:
            told = self.strings.message(pack.reason, pack=pack.name, detail=pack.detail)
            self.say(card, "body", told)
        if pack.state == "available" and self._loading is None:
            question = self.text("models.accept", licence=pack.licence)
            self.say(card, "small", pack.licence_url)
            self.confirm(
                line, self.text("models.install"), question, lambda: self.intent.emit(InstallPack(pack.name))
            )


class AccommodationsPage(SectionPage):
    """What staff can set for a person, and how often it was; never for whom or why."""

    NAMES = ("time", "typed", "large_type", "no_camera", "read_aloud", "human_interviewer")

    def build(self) -> None:
        """A line each."""
        view = self._view
        if not isinstance(view, AccommodationsView):
            return
        card = self.card(self.text("accommodations.title"))
        self.say(card, "body", self.text("accommodations.more", count=view.interviews))
        counts = dict(view.counts)
        for name in self.NAMES:
            line = self.line(card)
            self.say(line, "strong", self.strings.text(f"staff.{name}"), 4)
            self.say(line, "body", self.text("accommodations.times", count=counts.get(name, 0)), 2)
