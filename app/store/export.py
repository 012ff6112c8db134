"""Everything the store holds of one interview, as one JSON object that can be checked elsewhere."""

import json
from dataclasses import asdict
from typing import Any

from app.domain.codec import encode
from app.store.archive import Archive

FORMAT = "kiosk-export/1"


def export_interview(archive: Archive, interview_id: str) -> dict[str, Any]:
    """The interview whole: events with the hashes of their chain, answers, profile.

    genesis: what the first event follows; with it the chain can be computed again (docs: chain.py).

    Raises:
        KioskError: interview_unknown.
    """
    summary = archive.interview(interview_id)
    log = archive.log(interview_id)
    profile = archive.profile_json(interview_id)
    return {
        "format": FORMAT,
        "interview": asdict(summary),
        "genesis": log.genesis,
        "events": [
            {
                "number": entry.number,
                "kind": entry.kind,
                "at": entry.at,
                "hash": entry.hash,
                "body": json.loads(entry.body),
            }
            for entry in log.entries
        ],
        "answers": [
            {
                **encode(stored.answer),
                "corrected_text": stored.corrected_text,
                "follow_up": stored.follow_up,
                "accepted_at": stored.accepted_at,
                "later_words": [encode(words) for words in stored.later],
            }
            for stored in archive.answers(interview_id)
        ],
        "profile": None if profile is None else json.loads(profile),
    }
