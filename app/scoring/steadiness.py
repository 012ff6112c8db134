"""Behavioural emotional control: what the second turn of a role play still does, against the first.

Source: science.md E.3. Words and actions only; never voice, face, or the time to the first word.
"""

from app.scoring.rulebook import Search

FORWARD_MOVES = (
    "m1_safety",
    "m2_playback",
    "m3_impact",
    "m5_own",
    "m6_diagnose",
    "m7_option",
    "m8_limit",
    "m9_time",
    "m10_confirm",
    "m11_record",
)


def forward_moves(search: Search) -> int:
    """How many different service moves carry the matter on in this turn."""
    return sum(search.has(move) for move in FORWARD_MOVES)


def defensive_moves(search: Search) -> int:
    """How often this turn defends itself, hits back or insults."""
    said = search.whole
    severe = sum(category.severity == "high" for category, _ in said.taboo())
    return len(said.full("neg.defensive")) + len(said.full("neg.insult")) + severe


def steadiness(first: Search, second: Search) -> float:
    """1 if the second turn still moves the matter on, without defence; towards 0.2 as it falls behind.

    The drop allowed is two moves: a second turn is shorter and need not repeat what was said.
    """
    if defensive_moves(second):
        return 0.2
    before, after = forward_moves(first), forward_moves(second)
    if after == 0:
        return 0.3
    return 1.0 if after >= before - 2 else 0.7
