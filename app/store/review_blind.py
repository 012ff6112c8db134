"""Which interviews are rated blind, which of them by two people, and for whom an interview is blind now: lots and SQL.

Decisions 0026 (the first rating) and 0033 (the second).
"""

import hashlib

from app.store.retention import DAY_S
from app.store.training import LASTS_S

FIRST_BLIND = 150  # all of them
BLIND_SHARE = 0.2  # of the rest (decision 0026)
TWICE_SHARE = 1 / 3  # of those that are rated blind
SECOND_WITHIN_S = 3 * DAY_S  # after the first rating; then nobody waits for a second one any more

_FIRST = """
    (i.state = 'assessed' AND coalesce(d.is_blind, 1)
     AND NOT EXISTS (SELECT 1 FROM review_acts a WHERE a.interview_id = i.id AND a.kind = 'rating'))
"""
# ?1: who looks; NULL: anybody. ?2: Unix seconds. Whoever had passed the training before the first rating, and still
# has, has seen no score yet: until that rating the interview was blind for everybody, and since then for them.
_SECOND = f"""
    (i.state = 'assessed' AND coalesce(d.is_twice, 0) AND EXISTS (
        SELECT 1 FROM review_acts a WHERE a.interview_id = i.id AND a.kind = 'rating'
        AND ?2 < a.at + {SECOND_WITHIN_S}
        AND EXISTS (SELECT 1 FROM review_trainings t WHERE t.actor = a.actor AND t.passed = 1
                    AND t.at <= a.at AND a.at < t.at + {LASTS_S})
        AND EXISTS (SELECT 1 FROM review_trainings t WHERE t.actor <> a.actor AND (?1 IS NULL OR t.actor = ?1)
                    AND t.passed = 1 AND t.at < a.at AND ?2 < t.at + {LASTS_S})
        AND NOT EXISTS (SELECT 1 FROM review_acts b WHERE b.interview_id = a.interview_id
                        AND b.kind = 'rating' AND b.number <> a.number)))
"""
WAITS = f"""
    SELECT {_FIRST} OR {_SECOND} FROM interviews i
    LEFT JOIN review_draws d ON d.interview_id = i.id WHERE i.id = ?3
"""
WANTED = f"""
    SELECT i.id FROM review_draws d JOIN interviews i ON i.id = d.interview_id WHERE d.is_twice = 1 AND {_SECOND}
"""


def is_blind(seed: str, number: int, interview_id: str) -> bool:
    """True if the interview, the `number`th that was drawn, is rated before its scores are seen.

    The id is random and the seed was made before: nobody can choose, and everybody can check afterwards.
    """
    return number <= FIRST_BLIND or _lot(f"{seed}/{interview_id}") < BLIND_SHARE


def is_twice(seed: str, interview_id: str) -> bool:
    """True if the interview, when it is rated blind, is rated by two people: another lot from the same seed."""
    return _lot(f"{seed}/second/{interview_id}") < TWICE_SHARE


def _lot(text: str) -> float:
    """0..1, the same for the same text."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") / 2**64
