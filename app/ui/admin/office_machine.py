"""The machine itself: health and devices."""

from PySide6.QtWidgets import QBoxLayout

from app.office.requests import MakeBackup, Show, TestDevices
from app.office.values import DeviceKind, DevicesView, DeviceTest, HealthView, Section
from app.ui.admin.office_base import SectionPage, minute
from app.ui.widgets.basics import column

QUIET_DB, LOUD_DB = -50.0, -12.0  # softer: move closer or turn it up; louder: it will be distorted
COPIES = 8  # the newest
MB = 1_000_000
USE_LOOKS = {"missing": "warn", "off": "body", "elsewhere": "body"}


class HealthPage(SectionPage):
    """What the doctor finds; copies of the database; when the program failed."""

    def build(self) -> None:
        """Problems first."""
        view = self._view
        if not isinstance(view, HealthView):
            return
        head = self.card(self.text("health.title"))
        worst = [each for each in view.checks if each.health == "problem"]
        look = "record" if worst else "good"
        self.say(head, look, self.text("health.bad" if worst else "health.good"))
        ends = self.line(head)
        self.button(ends, self.text("health.again"), self._again, icon="again")
        ends.addStretch(1)
        rank = {"problem": 0, "advice": 1, "ok": 2}
        lines = sorted(view.checks, key=lambda each: rank.get(each.health, 0))
        self.checks(self.card(self.text("health.findings")), tuple(lines))
        self._copies(self.card(self.text("health.copies")), view)
        self._crashes(self.card(self.text("health.crashes")), view)

    def _copies(self, card: QBoxLayout, view: HealthView) -> None:
        ends = self.line(card)
        self.button(ends, self.text("health.backup"), lambda: self.intent.emit(MakeBackup()), icon="check")
        ends.addStretch(1)
        if view.backup:
            self.say(card, "strong", self.text("health.copied", file=view.backup))
        for at, size in view.copies[:COPIES]:
            line = self.line(card)
            self.say(line, "strong", minute(at), 3)
            self.say(line, "body", self.text("health.copy", size=f"{size / MB:.1f}"), 12)
        if not view.copies:
            self.say(card, "body", self.text("health.no_copy"))

    def _crashes(self, card: QBoxLayout, view: HealthView) -> None:
        for each in view.crashes:
            line = self.line(card)
            self.say(line, "strong", minute(each.at), 3)
            self.say(line, "body", self.strings.gist(each.code) or each.code, 9)
            self.say(line, "small", self.text("health.crash", program=each.program), 3)
        if not view.crashes:
            self.say(card, "body", self.text("health.no_crash"))

    def _again(self) -> None:
        self.intent.emit(Show(Section.HEALTH))


class DevicesPage(SectionPage):
    """What is plugged in; microphone and camera, opened for a moment."""

    def build(self) -> None:
        """What there is, then how the last test went."""
        view = self._view
        if not isinstance(view, DevicesView):
            return
        head = self.card(self.text("devices.plugged"))
        ends = self.ends(head)
        self.button(ends, self.text("devices.again"), self._again, icon="again")
        test = self.text("devices.test")
        self.button(ends, test, lambda: self.intent.emit(TestDevices()), icon="microphone", look="primary")
        ends.addStretch(1)
        self.say(head, "small", self.text("devices.more"))
        if view.plugged is None:
            self.say(head, "record", self.text("devices.stuck"))
        for each in view.plugged or ():
            self.rule(head)
            self._kind(head, each)
        self._test(self.card(self.text("devices.found")), view.tested)

    def _kind(self, card: QBoxLayout, kind: DeviceKind) -> None:
        first = self.line(card)
        self.say(first, "strong", self.text(f"devices.{kind.kind}"), 3)
        told = column(spacing=6)
        first.addLayout(told, 12)
        if kind.use != "plugged":
            key = f"{kind.use}_default" if kind.use == "missing" and not kind.wanted else kind.use
            self.say(told, USE_LOOKS[kind.use], self.text(f"devices.{key}", name=kind.wanted))
        for at, name in enumerate(kind.names):
            line = self.line(told)
            self.say(line, "body", name, 9)
            is_used = at == kind.used
            used = self.text("devices.used" if is_used else "devices.unused")
            self.say(line, "good" if is_used else "small", used, 3)
        if not kind.names:
            self.say(told, "body", self.text("devices.none"))

    def _test(self, card: QBoxLayout, test: DeviceTest | None) -> None:
        if test is None:
            self.say(card, "body", self.text("devices.untested"))
            return
        self.say(card, "small", self.text("devices.tested", at=minute(test.at)))
        self.checks(card, test.checks)
        self.say(card, "strong", self._level(test.level_db))

    def _again(self) -> None:
        self.intent.emit(Show(Section.DEVICES))

    def _level(self, level_db: float | None) -> str:
        if level_db is None:
            return self.text("devices.silent")
        key = "quiet" if level_db < QUIET_DB else "loud" if level_db > LOUD_DB else "fine"
        return self.text(f"devices.level_{key}", level=f"{level_db:.0f}")
