"""What the player says of an answer, as keys of its words."""

from app.review.track import Media, Track


def about(track: Track, *, is_blind: bool) -> str:
    """The key of what there is to know before it is played."""
    if track.media is not Media.HERE:
        return f"none_{track.media}"
    if not track.has_picture:
        return "picture_refused" if track.picture_refused else "picture_none"
    if is_blind:
        return "blind"
    return "jump_stretch" if track.pieces else "jump_none"


def clock_text(at_ms: int) -> str:
    """Minutes and seconds."""
    return f"{at_ms // 60_000}:{at_ms // 1000 % 60:02}"


def short_id(question_id: str) -> str:
    """The number of a question without the job before it, which is the same for all of an interview: "Q08"."""
    return question_id.rpartition("-")[2]
