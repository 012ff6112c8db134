"""What a check found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.errors import KioskError


class Health(StrEnum):
    """problem: no interview should begin. advice: it can, but something is missing or will be."""

    OK = "ok"
    ADVICE = "advice"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found; code and params name its sentence in resources/messages."""

    check: str
    health: Health
    code: str
    params: Mapping[str, str | float] = field(default_factory=dict)


def ok(check: str, code: str, **params: str | float) -> Finding:
    """All is well."""
    return Finding(check, Health.OK, code, params)


def advice(check: str, code: str, **params: str | float) -> Finding:
    """It works, but a person should do something."""
    return Finding(check, Health.ADVICE, code, params)


def problem(check: str, code: str, **params: str | float) -> Finding:
    """It does not work."""
    return Finding(check, Health.PROBLEM, code, params)


def failed(check: str, error: KioskError) -> Finding:
    """The problem that `error` names."""
    return Finding(check, Health.PROBLEM, error.code, error.params)
