"""How long somebody was typing: the time between keys, long gaps left out. Pure."""

from dataclasses import dataclass, replace

GAP_S = 3.0  # a longer silence of the keys is reading or thinking, not typing


@dataclass(frozen=True, slots=True)
class TypingTime:
    """typed_s: seconds of typing so far. last_s: when the last key was pressed, on the caller's clock."""

    typed_s: float = 0.0
    last_s: float | None = None

    def key(self, at_s: float) -> "TypingTime":
        """The time after a key at `at_s`."""
        gap_s = 0.0 if self.last_s is None else at_s - self.last_s
        typed_s = self.typed_s + gap_s if 0.0 < gap_s <= GAP_S else self.typed_s
        return replace(self, typed_s=typed_s, last_s=at_s)
