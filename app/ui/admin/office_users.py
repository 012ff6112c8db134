"""Accounts: who there is, a further one, another role or secret, an unlock."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.office.requests import AddPerson, ChangePerson, LinkPerson, RemovePerson, UnlockPerson
from app.office.values import Person, UsersView
from app.ui.admin.office_base import SectionPage
from app.ui.icons import Icons
from app.ui.strings import Strings
from app.ui.widgets.basics import Button, column, row, row_or_column
from app.ui.widgets.keypad import Keypad

LONGEST = 256  # of a secret


class UsersPage(SectionPage):
    """The form adds somebody, or changes whoever was chosen. A secret never stays after it was sent."""

    def __init__(self, icons: Icons, strings: Strings) -> None:
        self.name = self.secret = self.again = self.hub_name = QLineEdit()
        self._chosen: Person | None = None
        self._entry = self.secret
        super().__init__(icons, strings)

    def build(self) -> None:
        """The people, then the form."""
        view = self._view
        if not isinstance(view, UsersView):
            return
        people = self.card(self.text("users.people"))
        for number, each in enumerate(view.people):
            if number:
                self.rule(people)
            self._person(people, each, view.by, has_hub=view.has_hub)
        form = self.card(
            self.text("users.add")
            if self._chosen is None
            else self.text("users.change_of", name=self._chosen.name)
        )
        self.say(form, "body", self.text("users.rules"))
        columns = row_or_column(spacing=24)
        form.addLayout(columns)
        left = column(spacing=10)
        columns.addLayout(left, 3)
        self._fields(left)
        keypad = Keypad(self.icons)
        keypad.use(self.strings)
        keypad.digit.connect(self._digit)
        keypad.back.connect(self._back)
        keypad.cleared.connect(self._clear_entry)
        columns.addWidget(keypad, 2)
        if view.has_hub and self._chosen is not None:
            self._link(self._chosen)

    def _person(self, people: QVBoxLayout, each: Person, by: str, *, has_hub: bool) -> None:
        text = self.text
        whole, words, buttons = row_or_column(spacing=12), column(spacing=2), row(spacing=12)
        people.addLayout(whole)
        whole.addLayout(words, 1)
        whole.addLayout(buttons)
        role = text("users.admin" if each.is_admin else "users.recruiter")
        told = role if each.name != by else f"{role} · {text('users.you')}"
        if each.wait_s:
            told = f"{role} · {text('users.locked', minutes=-(-each.wait_s // 60))}"
        self.say(words, "strong", each.name)
        self.say(words, "warn" if each.wait_s else "body", told)
        if has_hub:
            at_hub = text("users.hub_is", name=each.at_hub) if each.at_hub else text("users.hub_none")
            self.say(words, "small", at_hub)
        if each.wait_s:
            send = partial(self._send, UnlockPerson(each.name))
            self.button(buttons, text("users.unlock"), send, about=each.name)
        self.button(buttons, text("users.change"), partial(self.choose, each), about=each.name)
        question = text("users.remove_sure", name=each.name)
        self.confirm(buttons, text("users.remove"), question, partial(self._send, RemovePerson(each.name)))

    def _fields(self, left: QVBoxLayout) -> None:
        text, chosen = self.text, self._chosen
        self.name = self.field(left, "users.name")
        if chosen is not None:
            self.name.setText(chosen.name)
            self.name.setEnabled(False)
        roles = self.line(left)
        self.admin_button, self.recruiter_button = (Button(self.icons, look="choice") for _ in range(2))
        for button, key in ((self.recruiter_button, "recruiter"), (self.admin_button, "admin")):
            button.say(text(f"users.{key}"))
            button.setCheckable(True)
            button.setAutoExclusive(True)
            roles.addWidget(button, 1)
        is_admin = chosen is not None and chosen.is_admin
        (self.admin_button if is_admin else self.recruiter_button).setChecked(True)
        self.secret = self.field(left, "users.secret", is_secret=True)
        self.again = self.field(left, "users.again", is_secret=True)
        self._entry = self.secret
        for each in (self.secret, self.again):
            each.setMaxLength(LONGEST)
        ends = self.line(left)
        self.save_button = self.button(ends, text("users.save"), self._save, icon="check", look="primary")
        if chosen is not None:
            self.button(ends, text("users.cancel"), lambda: self.choose(None))
        ends.addStretch(1)
        for each in (self.name, self.secret, self.again):
            each.textChanged.connect(self._may_save)
        self._may_save()

    def _link(self, chosen: Person) -> None:
        """Who the chosen person is at the hub; a card of its own, for it needs no secret."""
        text = self.text
        card = self.card(text("users.hub_of", name=chosen.name))
        self.say(card, "body", text("users.hub_what"))
        self.hub_name = self.field(card, "users.hub")
        self.hub_name.setText(chosen.at_hub)
        ends = self.ends(card)
        self.link_button = self.button(ends, text("users.hub_save"), self._save_link, icon="check")
        if chosen.at_hub:
            question = text("users.hub_end_sure", name=chosen.name)
            end = partial(self._send, LinkPerson(chosen.name, ""))
            self.end_link_button = self.confirm(ends, text("users.hub_end"), question, end)
        self.hub_name.textChanged.connect(self._may_link)
        self._may_link()

    @Slot()
    def _may_link(self) -> None:
        self.link_button.setEnabled(bool(self.hub_name.text().strip()))

    def _save_link(self) -> None:
        if self._chosen is not None:
            self._send(LinkPerson(self._chosen.name, self.hub_name.text().strip()))

    def choose(self, person: Person | None) -> None:
        """Change this person; None: add another."""
        self._chosen = person
        self.begin_anew()
        self.lead_to(self.name if person is None else self.secret, self.save_button)

    def _send(self, request: object) -> None:
        self._chosen = None
        self.intent.emit(request)

    @Slot()
    def _may_save(self) -> None:
        same = bool(self.secret.text()) and self.secret.text() == self.again.text()
        self.save_button.setEnabled(same and bool(self.name.text().strip()))

    def _save(self) -> None:
        name, secret = self.name.text().strip(), self.secret.text()
        is_admin, is_new = self.admin_button.isChecked(), self._chosen is None
        for each in (self.secret, self.again):
            each.clear()
        self._send((AddPerson if is_new else ChangePerson)(name, is_admin, secret))

    # ---- digits by touch -------------------------------------------------------------------------
    @property
    def _target(self) -> QLineEdit:
        """The box of a secret that was written in last; the second one once the first one is full enough."""
        focus: QWidget | None = self.window().focusWidget()
        if focus in (self.secret, self.again) and isinstance(focus, QLineEdit):
            self._entry = focus
        return self._entry

    @Slot(str)
    def _digit(self, digit: str) -> None:
        self._target.insert(digit)

    @Slot()
    def _back(self) -> None:
        self._target.backspace()

    @Slot()
    def _clear_entry(self) -> None:
        self._target.clear()

    def clear(self) -> None:
        """Neither a name nor a secret stays."""
        self._chosen = None
        super().clear()
