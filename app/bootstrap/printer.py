"""The default printer, for receipts and reports."""

from collections.abc import Callable

from PySide6.QtGui import QPagedPaintDevice


def on_paper(drawn: Callable[[QPagedPaintDevice], object]) -> bool:
    """True once the default printer took what `drawn` draws; False where there is none."""
    try:  # needs the system's printing library, which a computer without a printer may not have
        from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
    except ImportError:
        return False
    if QPrinterInfo.defaultPrinter().isNull():
        return False
    printer = QPrinter(QPrinterInfo.defaultPrinter(), QPrinter.PrinterMode.HighResolution)
    drawn(printer)
    return printer.printerState() is not QPrinter.PrinterState.Error
