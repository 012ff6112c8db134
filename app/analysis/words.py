"""The words of one take: closed segments go to the recogniser on a thread, the transcript comes back."""

import threading
import time
from collections import deque

import numpy as np

from app.analysis.filters import Filters
from app.analysis.inbox import Inbox
from app.analysis.transcriber import Speech, Transcriber
from app.domain.language import Language
from app.domain.media import SAMPLE_RATE_HZ
from app.domain.messages import Caption
from app.domain.transcript import DroppedText, NotTranscribed, Segment, Transcript
from app.errors import KioskError

LONGEST_GAP_S = 1.5
_ROOM = 200  # segments
_SENTENCE_MARKS = tuple("，。！？；：、,.!?;:…")


class Words:
    """Recognises the segments of one take while the person goes on talking.

    Segments that wait while the recogniser is busy are merged where that is cheaper: Whisper pads every
    call to 30 s anyway.
    """

    def __init__(self, transcriber: Transcriber, filters: Filters, language: Language) -> None:
        self._transcriber, self._filters, self._language = transcriber, filters, language
        self._inbox: Inbox[Speech] = Inbox(_ROOM)
        self._captions: deque[Caption] = deque()
        self._segments: list[Segment] = []
        self._dropped: list[DroppedText] = []
        self._flags: set[str] = set()
        self._is_cancelled = False
        self.busy_s = 0.0
        self._thread = threading.Thread(target=self._run, name="words", daemon=True)
        self._thread.start()

    def hear(self, speech: Speech) -> None:
        """Takes a closed segment; returns at once."""
        if not self._inbox.put(speech):
            self._dropped.append(DroppedText("", speech.start_s, speech.end_s, "queue_full"))

    def captions(self) -> list[Caption]:
        """What was recognised since the last call."""
        found = []
        while self._captions:
            found.append(self._captions.popleft())
        return found

    @property
    def waiting(self) -> int:
        """Segments that are still to be recognised."""
        return len(self._inbox)

    def cancel(self) -> None:
        """Forgets what is still waiting."""
        self._is_cancelled = True
        self._inbox.close()

    def finish(self, deadline_s: float) -> tuple[Transcript | NotTranscribed, frozenset[str]]:
        """The transcript when everything is recognised, and codes of doubt; waits at most `deadline_s`.

        Whatever is not recognised by then is left for later: "transcription_deferred".
        """
        self._inbox.close()
        self._thread.join(deadline_s)
        if self._thread.is_alive():
            self._is_cancelled = True
            return NotTranscribed("transcription_deferred", tuple(self._dropped)), frozenset(self._flags)
        dropped = tuple(sorted(self._dropped, key=lambda drop: drop.start_s))
        if not self._segments:
            has_failed = any(drop.rule == "recogniser_failed" for drop in dropped)
            reason = "recogniser_failed" if has_failed else "no_speech"
            return NotTranscribed(reason, dropped), frozenset(self._flags)
        total_s = sum(segment.end_s - segment.start_s for segment in self._segments)
        confidence = sum(s.confidence * (s.end_s - s.start_s) for s in self._segments) / total_s
        transcript = Transcript(
            text=joined([segment.text for segment in self._segments], self._language),
            source=self._transcriber.source,
            confidence=confidence,
            segments=tuple(self._segments),
            dropped=dropped,
        )
        return transcript, frozenset(self._flags)

    def _run(self) -> None:
        held: Speech | None = None
        while True:
            speech = held or self._inbox.take()
            held = None
            if speech is None or self._is_cancelled:
                return
            while len(self._inbox) and (following := self._inbox.take()) is not None:
                if not can_merge(speech, following, self._transcriber.merge_to_s):
                    held = following
                    break
                speech = merged(speech, following)
            self._recognise(speech)

    def _recognise(self, speech: Speech) -> None:
        refused = self._filters.refuse_sound(speech)
        if refused is not None:
            self._dropped.append(refused)
            return
        started = time.monotonic()
        try:
            heard = self._transcriber.transcribe(speech, self._language)
        except KioskError as error:
            self._dropped.append(DroppedText("", speech.start_s, speech.end_s, "recogniser_failed"))
            self._flags.add(error.code)
            return
        finally:
            self.busy_s += time.monotonic() - started
        filtered = self._filters.filtered(speech, heard, self._language)
        self._dropped.extend(filtered.dropped)
        self._flags.update(filtered.flags)
        if filtered.text:
            self._segments.append(Segment(filtered.text, speech.start_s, speech.end_s, heard.confidence))
            self._captions.append(Caption(filtered.text, is_final=True))


def can_merge(first: Speech, second: Speech, longest_s: float) -> bool:
    """May these neighbours be recognised in one call?"""
    gap_s = second.start_s - first.end_s
    return second.end_s - first.start_s <= longest_s and 0 <= gap_s <= LONGEST_GAP_S


def merged(first: Speech, second: Speech) -> Speech:
    """Two neighbours as one segment, with silence in place of the pause that lay between their sounds."""
    gap = np.zeros(round((second.start_s - first.end_s) * SAMPLE_RATE_HZ), np.int16)
    return Speech(
        samples=np.concatenate((first.samples, gap, second.samples)),
        start_s=first.start_s,
        end_s=second.end_s,
        voiced_s=first.voiced_s + second.voiced_s,
        level_db=max(first.level_db, second.level_db),
        floor_db=min(first.floor_db, second.floor_db),
    )


def joined(texts: list[str], language: Language) -> str:
    """The texts of the segments as one: a space between English ones, a comma where Chinese has no mark."""
    if language is Language.EN:
        return " ".join(texts)
    whole = ""
    for text in texts:
        if whole and not whole.endswith(_SENTENCE_MARKS):
            whole += "，"
        whole += text
    return whole
