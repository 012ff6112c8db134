"""Pairs as a hub tells them, as rated answers. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from app.agreement.gate import RatedAnswer
from app.agreement.measures import Pair

Json = Mapping[str, Any]


def rated_answers(pairs: Iterable[Json]) -> list[RatedAnswer]:
    """What a person and the program both scored, of those who had passed their training.

    As AgreementBook makes it of a store: the first rating of a sitting that counts is the person's, the second one is
    there to be compared with it. The hub numbers those that count.
    """
    counting = [each for each in pairs if each["counts"]]
    seconds = {_place(each): each for each in counting if each["nth"] == 2}
    found = []
    for each in counting:
        if each["nth"] != 1:
            continue
        answer = RatedAnswer(
            each["sub_dimension"],
            each["question_id"],
            each["site"],
            each["model_version"],
            Pair(each["human"], each["program"]),
            rater=each["rater"],
        )
        other = seconds.get(_place(each))
        if other is not None:
            answer = replace(answer, second=other["human"], second_rater=other["rater"])
        found.append(answer)
    return found


def _place(pair: Json) -> tuple[str, str, int, str]:
    return pair["sitting"], pair["question_id"], pair["turn"], pair["sub_dimension"]
