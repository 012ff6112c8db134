"""The words of one take: closed segments go to the recogniser on a thread, the transcript comes back."""

from collections import deque
from collections.abc import Callable

import numpy as np

from app.analysis.filters import Filters
from app.analysis.inbox import Inbox
from app.analysis.transcriber import Speech, Transcriber
from app.analysis.worker import Worker
from app.domain.language import Language
from app.domain.media import SAMPLE_RATE_HZ
from app.domain.messages import Caption
from app.domain.transcript import DroppedText, NotTranscribed, Segment, Transcript
from app.errors import KioskError

LONGEST_GAP_S = 1.5
CAPTION_EVERY_S = 2.0
_LOOK_EVERY_S = 0.1
_ROOM = 200  # segments
_SENTENCE_MARKS = tuple("，。！？；：、,.!?;:…")


class Words:
    """Recognises the segments of one take while the person goes on talking.

    Segments that wait while the recogniser is busy are merged where that is cheaper: Whisper pads every
    call to 30 s anyway. `smaller` makes the recogniser to fall back on when it cannot keep up.
    """

    def __init__(
        self,
        transcriber: Transcriber,
        filters: Filters,
        language: Language,
        smaller: Callable[[], Transcriber] | None = None,
    ) -> None:
        self._transcriber, self._filters, self._language = transcriber, filters, language
        self._smaller = smaller
        self._inbox: Inbox[Speech] = Inbox(_ROOM)
        self._open: deque[Speech] = deque(maxlen=1)
        self._open_due_s = 0.0
        self._captions: deque[Caption] = deque()
        self._segments: list[Segment] = []
        self._dropped: list[DroppedText] = []
        self._flags: set[str] = set()
        self._is_cancelled = False
        self._heard_s = self._done_s = 0.0
        self._worker = Worker("words", self._run)

    def hear(self, speech: Speech) -> None:
        """Takes a closed segment; returns at once."""
        if self._inbox.put(speech):
            self._heard_s += speech.length_s
        else:
            self._dropped.append(DroppedText("", speech.start_s, speech.end_s, "queue_full"))

    def is_caption_due(self, at_s: float) -> bool:
        """Is it time to show words of the open segment? Every 2 s, when nothing else waits."""
        return self._transcriber.captions_open and self.backlog_s == 0.0 and at_s >= self._open_due_s

    def show(self, speech: Speech, at_s: float) -> None:
        """Takes the open segment as it stands, for a caption that may still change."""
        self._open_due_s = at_s + CAPTION_EVERY_S
        self._open.append(speech)

    def captions(self) -> list[Caption]:
        """What was recognised since the last call."""
        found = []
        while self._captions:
            found.append(self._captions.popleft())
        return found

    @property
    def backlog_s(self) -> float:
        """Seconds of sound that are still to be recognised."""
        return max(0.0, self._heard_s - self._done_s)

    def use_smaller(self) -> bool:
        """Goes on with the smaller recogniser from the next segment. False: there is none."""
        smaller, self._smaller = self._smaller, None
        if smaller is None:
            return False
        try:
            self._transcriber = smaller()
        except KioskError as error:
            self._flags.add(error.code)
            return False
        return True

    def cancel(self) -> None:
        """Forgets what is still waiting."""
        self._is_cancelled = True
        self._inbox.close()

    def finish(self, deadline_s: float) -> tuple[Transcript | NotTranscribed, frozenset[str]]:
        """The transcript when everything is recognised, and codes of doubt; waits at most `deadline_s`.

        Whatever is not recognised by then is left for later: "transcription_deferred".
        """
        self._inbox.close()
        is_done = self._worker.wait(deadline_s)
        dropped = tuple(sorted(self._dropped, key=lambda drop: drop.start_s))
        flags = frozenset(self._flags)
        if not is_done:
            self._is_cancelled = True
            return NotTranscribed("transcription_deferred", dropped), flags | {"transcription_deferred"}
        if self._worker.failure is not None:
            return NotTranscribed("recogniser_failed", dropped), flags | {"recogniser_failed"}
        if not self._segments:
            has_failed = any(drop.rule == "recogniser_failed" for drop in dropped)
            return NotTranscribed("recogniser_failed" if has_failed else "no_speech", dropped), flags
        total_s = sum(segment.end_s - segment.start_s for segment in self._segments)
        confidence = sum(s.confidence * (s.end_s - s.start_s) for s in self._segments) / total_s
        transcript = Transcript(
            text=joined([segment.text for segment in self._segments], self._language),
            source=self._transcriber.source,
            confidence=confidence,
            segments=tuple(self._segments),
            dropped=dropped,
        )
        return transcript, flags

    def _run(self) -> None:
        held: Speech | None = None
        while not self._is_cancelled:
            speech = held or self._inbox.take(_LOOK_EVERY_S)
            held = None
            if speech is None:
                if self._inbox.is_finished:
                    return
                self._caption_open()
                continue
            while len(self._inbox) and (following := self._inbox.take()) is not None:
                if not can_merge(speech, following, self._transcriber.merge_to_s):
                    held = following
                    break
                self._done_s -= following.start_s - speech.end_s  # the pause was never counted as heard
                speech = merged(speech, following)
            self._recognise(speech)
            self._done_s += speech.length_s

    def _recognise(self, speech: Speech) -> None:
        refused = self._filters.refuse_sound(speech)
        if refused is not None:
            self._dropped.append(refused)
            return
        try:
            heard = self._transcriber.transcribe(speech, self._language)
        except KioskError as error:
            self._dropped.append(DroppedText("", speech.start_s, speech.end_s, "recogniser_failed"))
            self._flags.add(error.code)
            return
        filtered = self._filters.filtered(speech, heard, self._language)
        self._dropped.extend(filtered.dropped)
        self._flags.update(filtered.flags)
        if filtered.text:
            self._segments.append(Segment(filtered.text, speech.start_s, speech.end_s, heard.confidence))
            self._captions.append(Caption(filtered.text, is_final=True))

    def _caption_open(self) -> None:
        """A caption of the open segment; never part of the transcript."""
        if not self._open:
            return
        speech = self._open.pop()
        if self._filters.refuse_sound(speech) is not None:
            return
        try:
            heard = self._transcriber.transcribe(speech, self._language)
        except KioskError:
            self._flags.add("captions_failed")
            return
        text = self._filters.filtered(speech, heard, self._language).text
        if text:
            self._captions.append(Caption(text, is_final=False))


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
