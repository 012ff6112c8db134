"""Which program, content and policy hold, and the model packs: how old, whole or not, and how a further one comes."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QBoxLayout, QFileDialog, QProgressBar, QWidget

from app.office.audit_values import Places
from app.office.requests import CheckPacks, InstallPack
from app.office.values import ModelsView, OfficeView, PackLine, PackLoading, VersionLine
from app.ui.admin.office_base import SectionPage, minute
from app.ui.icons import Icons
from app.ui.scale import fix
from app.ui.strings import Strings
from app.ui.widgets.basics import column, label

DAY_S = 86_400.0
_THOUSANDTHS = 1000


def ask_folder(parent: QWidget, title: str) -> str:
    """The folder somebody chooses, or empty."""
    return QFileDialog.getExistingDirectory(parent, title)


class ModelsPage(SectionPage):
    """A pack's licence is accepted with the second press. ask_folder: how a folder is chosen where somebody may."""

    def __init__(self, icons: Icons, strings: Strings) -> None:
        self.ask_folder: Callable[[QWidget, str], str] = ask_folder
        self._loading: PackLoading | None = None
        self.bar: QProgressBar | None = None
        self._told = label("strong")
        super().__init__(icons, strings)

    def show_loading(self, loading: PackLoading) -> None:
        """A pack is on its way: only the first time the screen is built anew."""
        is_new, self._loading = self._loading is None, loading
        if is_new:
            self.draw()
        else:
            self._move_bar(loading)

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
        view, self.bar = self._view, None
        if not isinstance(view, ModelsView):
            return
        versions = self.card(self.text("models.versions"))
        for each in view.versions:
            self._version(versions, each)
        self._pair(versions, self.text("models.profiles"), " · ".join(view.profiles))
        packs = self.card(self.text("models.packs"))
        if self._loading is not None:
            self._progress(packs, self._loading)
        if view.installed:
            self.say(packs, "strong", self.text("models.installed", name=view.installed))
        ends = self.line(packs)
        check = partial(self.intent.emit, CheckPacks())
        self.button(ends, self.text("models.check"), check, icon="check")
        ends.addStretch(1)
        if view.checked is not None:
            self.say(packs, "strong", self.text("models.checked"))
            self.checks(packs, view.checked)
        for pack in view.packs:
            self._pack(pack, view.places)

    def _version(self, card: QBoxLayout, each: VersionLine) -> None:
        since = "" if each.since is None else f" · {self.text('models.since', at=minute(each.since))}"
        values = self._pair(card, self.text(f"models.{each.name}"), f"{each.value}{since}")
        if each.sha256:
            self.say(values, "small", f"SHA-256 {each.sha256}")

    def _pair(self, card: QBoxLayout, name: str, value: str) -> QBoxLayout:
        """A name and its value; what is returned holds further lines of the value."""
        line, values = self.line(card), column(spacing=2)
        self.say(line, "body", name, 2)
        line.addLayout(values, 7)
        self.say(values, "strong", value)
        return values

    # ---- a pack that comes -----------------------------------------------------------------------
    def _progress(self, card: QBoxLayout, loading: PackLoading) -> None:
        self._told, self.bar = label("strong"), QProgressBar()
        self.bar.setRange(0, _THOUSANDTHS)
        self.bar.setTextVisible(False)
        fix(self.bar, height=14)
        card.addWidget(self._told)
        card.addWidget(self.bar)
        self._move_bar(loading)

    def _move_bar(self, loading: PackLoading) -> None:
        if self.bar is None:
            return
        facts = {"name": loading.name, "size": f"{loading.size_mb:.0f}"}
        key = "trying" if loading.is_tried else "loading"
        self._told.setText(self.text(f"models.{key}", done=f"{loading.done_mb:.0f}", **facts))
        share = 1.0 if loading.is_tried else loading.done_mb / max(1, loading.size_mb)
        self.bar.setValue(min(_THOUSANDTHS, round(_THOUSANDTHS * share)))
        self.bar.setAccessibleName(self._told.text())
        self.words.append(self._told.text())

    # ---- packs -----------------------------------------------------------------------------------
    def _pack(self, pack: PackLine, places: Places) -> None:
        card = self.card(pack.name)
        languages = self.strings.text("review.report.comma").join(pack.languages) or "–"
        facts = {"engine": pack.engine or "–", "languages": languages, "licence": pack.licence or "–"}
        self.say(card, "body", self.text("models.facts", size=pack.size_mb, **facts))
        look = {"installed": "good", "refused": "record"}.get(pack.state, "strong")
        self.say(card, look, self.text(f"models.state_{pack.state}") + self._age(pack))
        if pack.reason:
            told = self.strings.message(pack.reason, pack=pack.name, detail=pack.detail)
            self.say(card, "body", told)
        if pack.state == "available" and self._loading is None:
            self.say(card, "small", pack.licence_url)
            self._ways(card, pack, places)

    def _age(self, pack: PackLine) -> str:
        if pack.state != "installed":
            return ""
        if pack.installed_at is None:
            return f" · {self.text('models.unknown_age')}"
        days = max(0, int((time.time() - pack.installed_at) // DAY_S))
        told = self.text("models.since_pack", at=minute(pack.installed_at), by=pack.by)
        return f" · {told} · {self.text('models.age', days=days)}"

    def _ways(self, card: QBoxLayout, pack: PackLine, places: Places) -> None:
        """Where a pack can come from: the network, a drive, or in a window any folder."""
        ends = self.ends(card)
        question = self.text("models.accept", licence=pack.licence)
        self.confirm(ends, self.text("models.install_hub"), question, partial(self._install, pack.name, None))
        if places is None:
            self.confirm(ends, self.text("models.install_folder"), question, partial(self._ask, pack.name))
        for each in places or ():
            if each.name:
                words = self.text("models.install_from", name=each.name)
                self.confirm(ends, words, question, partial(self._install, pack.name, each.folder))
        ends.addStretch(1)

    def _install(self, name: str, folder: Path | None) -> None:
        self.intent.emit(InstallPack(name, folder))

    def _ask(self, name: str) -> None:
        chosen = self.ask_folder(self, self.text("models.folder"))
        if chosen:
            self._install(name, Path(chosen))
