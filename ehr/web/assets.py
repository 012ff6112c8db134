"""Where style sheets, scripts and fonts of the pages lie, and which of the fetched ones are missing."""

import sys
from pathlib import Path

OURS = Path(__file__).parent / "static"
FETCHED_NAMES = ("htmx.min.js", "echarts.common.min.js")


def fetched_folder() -> Path:
    """Where `tools/web_assets.sh` puts what it fetches: beside the packages of this Python."""
    return Path(sys.prefix) / "share" / "interview-hub" / "static"


def missing(folder: Path) -> tuple[str, ...]:
    """The fetched files that are not in `folder`; pages then say so and work without charts."""
    return tuple(name for name in FETCHED_NAMES if not (folder / name).is_file())
