"""What a candidate may take home: words for a sheet of paper, and what became of it."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.language import Language


class PaperKind(StrEnum):
    """Which sheet."""

    CONSENT = "consent"
    SHEET = "sheet"


class Printing(StrEnum):
    """What became of a sheet."""

    NONE = "none"
    WAITING = "waiting"
    PRINTED = "printed"
    SAVED = "saved"  # no printer: the file lies on this machine, staff can print it
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its lines."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """One sheet. code: text of its QR code: no personal data but the interview's id."""

    kind: PaperKind
    interview_id: str
    language: Language
    title: str
    sections: tuple[Section, ...]
    code: str


@dataclass(frozen=True, slots=True)
class Printed:
    """The answer of the printer's worker."""

    kind: PaperKind
    printing: Printing
