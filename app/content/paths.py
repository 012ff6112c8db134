"""Where the files that come with the program lie."""

import os
import sys
from pathlib import Path

from app.errors import KioskError


def resources_dir() -> Path:
    """The resources folder: from KIOSK_RESOURCES, from the installed program, or from the checkout.

    Raises:
        KioskError: resources_missing, when none of these is a folder.
    """
    named = os.environ.get("KIOSK_RESOURCES")
    bundle = getattr(sys, "_MEIPASS", None)  # set by PyInstaller's boot loader
    if named:
        folder = Path(named)
    elif bundle:
        folder = Path(bundle) / "resources"
    else:
        folder = Path(__file__).resolve().parents[2] / "resources"
    if not folder.is_dir():
        raise KioskError("resources_missing", folder=str(folder))
    return folder


def content_dir() -> Path:
    """The folder of the interview content inside `resources_dir()`."""
    return resources_dir() / "content"
