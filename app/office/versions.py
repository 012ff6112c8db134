"""Which program, content and policy hold, for an administrator: with their sums, and since which start."""

import hashlib
import json
from collections.abc import Callable

from app import __version__
from app.domain.codec import canonical, encode
from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.office.values import VersionLine
from app.store.audit import CONFIGURATION
from app.store.journal import Journal


def versions(
    journal: Journal, model: CompetencyModel, policy: str, language: Language
) -> tuple[VersionLine, ...]:
    """Which program, content and policy hold, with the sums of their content, and since which start."""
    pack = model.policy_pack(policy)
    told = hashlib.sha256(canonical(encode(pack)).encode()).hexdigest()
    since = _since(journal)
    return (
        VersionLine("program", __version__, since=since("program")),
        VersionLine("model", model.version, model.content_hash, since("content.hash")),
        VersionLine("policy", f"{pack.name.text(language)} ({pack.id})", told, since("setting.policy_pack")),
    )


def _since(journal: Journal) -> Callable[[str], float | None]:
    """For the name of a fact, when the newest row that changed it was written; None: no row did."""
    rows = [
        (each.at, json.loads(each.body)["changed"])
        for each in journal.audit()[0]
        if each.action == CONFIGURATION
    ]
    return lambda name: next((at for at, changed in reversed(rows) if name in changed), None)
