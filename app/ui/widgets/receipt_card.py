"""A receipt on the screen: its lines, its QR code, and a button that prints it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from app.ui.icons import Icons
from app.ui.paper import Printing
from app.ui.strings import Strings
from app.ui.widgets.basics import Button, column, label
from app.ui.widgets.fitted_scroll import FittedScroll
from app.ui.widgets.qr_code import QrCode


class ReceiptCard(QFrame):
    """Shows what it is given; the page that owns it makes the paper."""

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self.setObjectName("card")
        self._heading = label("heading")
        self._lines = label("small")
        self._scan = label("small")
        self.code = QrCode()
        self._printed = label("small")
        self.print_button = Button(icons)
        area = FittedScroll(right_px=8, spacing=8)
        # The code first: in large type the lines may have to be scrolled to, half a code is none.
        area.inside.addWidget(self.code, 0, Qt.AlignmentFlag.AlignLeft)
        area.inside.addWidget(self._scan)
        area.inside.addWidget(self._lines)
        layout = column(self, margins=(26, 18, 18, 18), spacing=8)
        layout.addWidget(self._heading)
        layout.addWidget(area, 100)
        layout.addWidget(self._printed)
        layout.addWidget(self.print_button)
        layout.addStretch(0)

    def show_receipt(self, strings: Strings, lines: tuple[str, ...], code: str, printing: Printing) -> None:
        """Show the receipt in the language of `strings`."""
        text = strings.text
        self._heading.setText(text("receipt.heading"))
        self._lines.setText("\n".join(lines))
        self._scan.setText(text("receipt.scan"))
        self.code.show_text(code, text("receipt.code"))
        self.print_button.say(text("receipt.print"))
        self.print_button.setEnabled(printing is not Printing.WAITING)
        self._printed.setText("" if printing is Printing.NONE else text(f"receipt.{printing}"))
        self._printed.setVisible(printing is not Printing.NONE)
        self._scan.setVisible(printing is Printing.NONE)

    def clear(self) -> None:
        """Nothing of the last candidate stays."""
        self._lines.setText("")
        self.code.show_text("", "")
