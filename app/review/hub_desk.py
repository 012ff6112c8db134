"""What a reviewer who is signed in at a hub may see and do: the console's desk where there is no store."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.errors import KioskError
from app.review.agreement_values import AgreementGroup
from app.review.card import Source, card_of
from app.review.compare import comparison_of
from app.review.compare_values import FEWEST, MOST, Comparison
from app.review.desk import check_value
from app.review.gold import versions
from app.review.hidden import hidden_of
from app.review.hub_account import HubAccount
from app.review.hub_acts import HubActs, rating_body, reason_of
from app.review.hub_agreement import HubAgreement
from app.review.hub_hidden import HubCovers
from app.review.hub_list import HubList, Json
from app.review.hub_profile import answers_of, reading_from, recording_in, unix_s
from app.review.hub_rows import Told, act_of, queue_row
from app.review.hub_terminals import HubTerminals
from app.review.hub_training import HubTrainings
from app.review.papers import keeping_by
from app.review.report_values import Keeping
from app.review.values import (
    AnswerRating,
    CallLine,
    Card,
    Decision,
    QueueRow,
    Reading,
    Room,
    ScoreTarget,
    Stand,
)
from app.store.review import ActKind
from app.sync.report_words import Names, ReportWords

HELD_S = 2.0  # what is shown together is read once


class HubDesk:
    """See app.review.ports. Belongs to one thread; everything it knows is in memory, until `forget`.

    The hub says what the reader may see: of an interview that waits for a blind rating nothing of the scores ever
    comes here, nor does the first reader's word for the second one.
    """

    def __init__(
        self,
        account: HubAccount,
        model: CompetencyModel,
        resources: Path,
        steady_s: Callable[[], float],
    ) -> None:
        self._account, self._model, self._resources = account, model, resources
        self._steady_s = steady_s
        self._list, self._terminals = HubList(account, steady_s), HubTerminals(account, steady_s)
        self._acts = HubActs(account)
        self._agreement = HubAgreement(account, steady_s)
        self._covers = HubCovers(model)
        self.trainings = HubTrainings(
            account, tuple(f"{model.version} {each}" for each in versions(resources))
        )
        self._held: tuple[str, Json, float] | None = None
        self._seen: set[str] = set()
        self._names_in: dict[Language, Names] = {}

    def forget(self) -> None:
        """Nothing of anybody stays in memory."""
        self._held, self._seen = None, set()
        self._list.forget()
        self._terminals.forget()
        self._acts.forget()
        self._agreement.forget()
        self._covers.forget()
        self.trainings.forget()

    def opened(self) -> None:
        """Somebody comes to the console; the hub has logged their sign-in."""
        self._account.who()

    def queue(self, language: Language) -> tuple[QueueRow, ...]:
        """Every interview in sight, the newest first."""
        self._account.language = language
        hidden = hidden_of(self._agreement.judged())
        lines = self._covers.covered(self._list.read(with_scores=bool(hidden)), hidden)
        told = Told(self._names(language), self.reader(), self._account.now(), self._seen)
        return tuple(queue_row(interview_id, line, told) for interview_id, line in lines.items())

    def calls(self) -> tuple[CallLine, ...]:
        """Nobody at this machine: `room` counts the raised hands at each terminal."""
        return ()

    def answer_call(self, number: int, *, is_done: bool) -> None:
        """Nothing: a raised hand is answered at its terminal."""

    def reader(self) -> str:
        """The sign-in name of whoever is signed in."""
        return self._account.who().name

    def colleagues(self) -> tuple[str, ...]:
        """Whoever the interview that is open can be handed to."""
        return () if self._held is None else tuple(self._acts.colleagues(self._list.hub_id(self._held[0])))

    def reading(self, interview_id: str, language: Language) -> Reading:
        """The interview to read; the hub's audit log says who did."""
        self._account.language = language
        told = self._read(interview_id)
        is_blind = bool(told["line"]["must_rate"])
        names = self._names(language)
        found = reading_from(interview_id, told["profile"], told["recordings"], names, is_blind=is_blind)
        return replace(found, counts=self.trainings.counts())

    def is_assessed(self, interview_id: str) -> bool:
        """True: a kiosk sends an interview when it has scores."""
        self._list.hub_id(interview_id)
        return True

    def card(self, interview_id: str, language: Language) -> Card:
        """Scores, quotes and what people said. Raises KioskError review_blind."""
        return self._card(self._told(interview_id), language)

    def source(self, interview_id: str, language: Language) -> Source:
        """What cards and papers are made of. Raises KioskError review_blind, hub_other_content."""
        return self._source(self._told(interview_id), language)

    def report(self, interview_id: str, language: Language, *, for_candidate: bool) -> Card:
        """The card for a report that leaves the console; the hub's audit log says for whom."""
        card = self._card(self._read(interview_id), language)
        self.paper_told(interview_id, "page", for_candidate=for_candidate)
        return card

    def rate(
        self, interview_id: str, ratings: Sequence[AnswerRating], looked_s: float, *, key: str = ""
    ) -> None:
        """Store a blind rating. Raises KioskError and BugError as ReviewDesk.rate does."""
        answers = answers_of(self._told(interview_id, within_s=None)["profile"])
        body = rating_body(ratings, answers, self._model, looked_s)
        self._say(interview_id, ActKind.RATING, body, key, self.trainings.beside_rating())

    def override(
        self, interview_id: str, target: ScoreTarget, value: float, reason: str, *, key: str = ""
    ) -> None:
        """A person's score beside the program's. Raises KioskError review_reason_missing, review_blind."""
        check_value(value)
        body = {"level": target.level, "name": target.name, "value": value, "reason": reason_of(reason)}
        self._say(interview_id, ActKind.OVERRIDE, body, key)

    def decide(
        self,
        interview_id: str,
        decision: Decision,
        reason: str,
        looked_s: float,
        *,
        to: str = "",
        key: str = "",
    ) -> None:
        """Store what the reader decided. Raises KioskError as ReviewDesk.decide does, and hub_forbidden."""
        body: dict[str, object] = {
            "decision": decision.value,
            "reason": reason_of(reason),
            "looked_s": round(max(0.0, looked_s), 1),
        }
        others = self._acts.colleagues(self._list.hub_id(interview_id))
        if decision is Decision.HAND_OVER and others:
            if to not in others:
                raise KioskError("review_colleague_missing")
            body["to"] = others[to]
        self._say(interview_id, ActKind.DECISION, body, key)

    def note(self, interview_id: str, words: str, *, key: str = "") -> None:
        """Words for colleagues. Raises KioskError review_reason_missing."""
        self._say(interview_id, ActKind.NOTE, {"reason": reason_of(words)}, key)

    def gone(self, interview_id: str) -> None:
        """The candidate has left the building."""
        self._say(interview_id, ActKind.GONE, {})

    def compare(self, interview_ids: Sequence[str], language: Language) -> Comparison:
        """Two to four candidates for one job. Raises KioskError as ReviewDesk.compare does."""
        if not FEWEST <= len(set(interview_ids)) == len(interview_ids) <= MOST:
            raise KioskError("review_compare_count")
        if len({self._list.line(each)["job_profile"] for each in interview_ids}) > 1:
            raise KioskError("review_compare_jobs")
        return comparison_of([self._source(self._read(each), language) for each in interview_ids])

    def agreement_groups(self, language: Language) -> tuple[AgreementGroup, ...]:
        """How far people and program agree, of everything in sight."""
        return self._agreement.groups(self._names(language))

    def recording(self, interview_id: str, place: tuple[str, int]) -> bytes:
        """The film of an answer, in memory only; the hub's audit log says who opened it.

        Raises:
            KioskError: media_missing, hub_recording_away, hub_forbidden.
        """
        told = self._told(interview_id, within_s=None)
        for answer in answers_of(told["profile"]):
            if (answer.question_id, answer.turn) == place and answer.media is not None:
                found = recording_in(told["recordings"] or (), answer)
                if found is None:
                    raise KioskError("hub_recording_away")
                hub_id = self._list.hub_id(interview_id)
                return self._account.answer(f"/interviews/{hub_id}/recordings/{found['id']}").body
        raise KioskError("media_missing")

    def room(self) -> Room:
        """The terminals of the sites in sight; where the hub does not answer, as it last told, and how old that is."""
        return self._terminals.read()

    def keeping(self, interview_id: str) -> Keeping:
        """When the interview goes by its policy pack; whether a deletion was asked for, the hub's pages say."""
        profile = self._told(interview_id)["profile"]
        pack = str(profile["provenance"]["policy_pack"])
        return keeping_by(self._model, pack, unix_s(profile["started_at"]), None)

    def paper_told(self, interview_id: str, paper: str, *, for_candidate: bool) -> None:
        """The hub's audit log says which paper left the console, before it is made."""
        told = {"paper": paper, "for_candidate": for_candidate}
        self._account.post(f"/review/interviews/{self._list.hub_id(interview_id)}/papers", told)

    def _say(
        self,
        interview_id: str,
        kind: ActKind,
        body: dict[str, object],
        key: str = "",
        beside: Json | None = None,
    ) -> None:
        self._acts.say(self._list.hub_id(interview_id), kind, body, key, beside or {})
        self._held = None

    def _card(self, told: Json, language: Language) -> Card:
        source, line = self._source(told, language), told["line"]
        try:
            card = card_of(source)
        except KeyError as error:  # a job or a score that only a newer program knows
            raise KioskError("hub_other_content") from error
        return replace(card, stand=Stand(line["stand"]), is_second=bool(line["is_second"]))

    def _source(self, told: Json, language: Language) -> Source:
        self._account.language = language
        if told["line"]["must_rate"]:
            raise KioskError("review_blind")
        acts = tuple(act_of(each) for each in told["acts"])
        profile = json.dumps(told["profile"], ensure_ascii=False)
        return Source(profile, self._names(language), self._agreement.judged(), acts)

    def _told(self, interview_id: str, within_s: float | None = HELD_S) -> Json:
        """What was read a moment ago, or is read now. within_s: None: whenever it was read."""
        self._account.who()
        if self._held is not None:
            known_id, told, at_s = self._held
            is_fresh = within_s is None or self._steady_s() - at_s < within_s
            if known_id == interview_id and is_fresh:
                return told
        return self._read(interview_id)

    def _read(self, interview_id: str) -> Json:
        told: Json = self._account.get(f"/review/interviews/{self._list.hub_id(interview_id)}")
        self._held = (interview_id, told, self._steady_s())
        self._seen.add(interview_id)
        return told

    def _names(self, language: Language) -> Names:
        if language not in self._names_in:
            words = ReportWords.read(self._resources / "report", language)
            self._names_in[language] = Names.of(self._model, language, words)
        return self._names_in[language]
