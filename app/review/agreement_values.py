"""How far people and program agree, as the console shows it: plain values."""

from dataclasses import dataclass

from app.agreement.gate import By, Standing
from app.agreement.measures import Agreement


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """One group of ratings. standing, least_icc: None but for a sub-dimension."""

    name: str
    agreement: Agreement
    least_icc: float | None = None
    standing: Standing | None = None


@dataclass(frozen=True, slots=True)
class AgreementGroup:
    """All groups of one kind, in the order of their names."""

    by: By
    lines: tuple[AgreementLine, ...]
