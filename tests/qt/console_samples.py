"""The recruiter's screens, by name: what brings a fresh ReviewPages there."""

from collections.abc import Callable, Mapping

from app.ui.recruiter.pages import ReviewPages

CONSOLE: Mapping[str, Callable[[ReviewPages], None]] = {
    "nobody": ReviewPages.shut,
}
