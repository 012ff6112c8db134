"""The consent receipt: exactly what was shown and chosen, as one text, and the hash that names it. Pure."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.codec import canonical
from app.domain.interview import Consent
from app.domain.language import Language

SCHEMA = "consent-receipt/1"
SHORT_HASH_CHARS = 16  # on paper and in the QR code: enough to find a receipt, short enough to read out


@dataclass(frozen=True, slots=True)
class Receipt:
    """A consent receipt as it is shown again. shown: the lines the candidate read, in their language."""

    text: str
    shown: tuple[str, ...]

    @property
    def sha256(self) -> str:
        """Over the UTF-8 bytes of the canonical JSON, in hex; empty where there is no receipt."""
        return hashlib.sha256(self.text.encode()).hexdigest() if self.text else ""


def receipt_text(
    interview_id: str,
    language: Language,
    policy_pack: str,
    content_hash: str,
    shown: Sequence[str],
    consents: Sequence[Consent],
) -> str:
    """The receipt as canonical JSON: the same words and choices give the same bytes."""
    return canonical(
        {
            "schema": SCHEMA,
            "interview_id": interview_id,
            "language": language.value,
            "policy_pack": policy_pack,
            "content_hash": content_hash,
            "shown": list(shown),
            "consents": [{"purpose": each.purpose.value, "given": each.given} for each in consents],
        }
    )


def receipt_of(text: str) -> Receipt:
    """The receipt in `text`; an empty one for an interview from before there were receipts."""
    return Receipt(text, tuple(json.loads(text)["shown"]) if text else ())
