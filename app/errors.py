"""The two kinds of failure: the world failed (KioskError), or we did (BugError)."""


class KioskError(Exception):
    """The world failed: a device, a disk, a file, a person's input.

    `code` names the sentence in resources/messages/<lang>.toml; `params` fill its gaps. Neither may
    hold personal data: both may be logged.
    """

    def __init__(self, code: str, **params: str | float) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        gaps = ", ".join(f"{name}={value}" for name, value in self.params.items())
        return f"{self.code} ({gaps})" if gaps else self.code


class BugError(Exception):
    """We failed: an impossible event, a broken promise between two parts. The log has the rest."""
