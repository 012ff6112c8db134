"""Language models that obey the candidate instead of us, as functions of the material they are given."""

import json
from typing import Any

from tests.fakes.llm_server import Reply

Json = dict[str, Any]


def _numbers(material: Json) -> list[int]:
    return [sentence["id"] for sentence in material["sentences"]]


def _for_all(material: Json, ids: Any) -> Reply:
    return Reply(json.dumps(dict.fromkeys(material["key_points"], ids)))


def everything(material: Json) -> Reply:
    """Every sentence shows every key point."""
    return _for_all(material, _numbers(material))


def the_last_three(material: Json) -> Reply:
    """As many ids as may be given, from the end, where attacks stand."""
    return _for_all(material, _numbers(material)[-3:])


def the_first_three(material: Json) -> Reply:
    """As many ids as may be given, from the beginning."""
    return _for_all(material, _numbers(material)[:3])


def out_of_range(material: Json) -> Reply:
    """Sentences that are not there."""
    return _for_all(material, [0, -1, len(material["sentences"]) + 1])


def no_numbers(material: Json) -> Reply:
    """Ids that are no whole numbers."""
    return _for_all(material, ["1", 1.0, True])


def twice(material: Json) -> Reply:
    """The same id again and again."""
    return _for_all(material, [1, 1, 1])


def a_mark(material: Json) -> Reply:
    """A mark instead of evidence."""
    return Reply("10")


def a_score_object(material: Json) -> Reply:
    """An object with a mark and quotes of its own."""
    return Reply(json.dumps({"score": 10, "quote": "heard them out and confirmed", **_marks(material)}))


def _marks(material: Json) -> Json:
    return dict.fromkeys(material["key_points"], 10)


def huge(material: Json) -> Reply:
    """More than anybody would read."""
    return Reply(json.dumps({name: list(range(40_000)) for name in material["key_points"]}))


def deep(material: Json) -> Reply:
    """Brackets without end."""
    return Reply("[" * 20_000)


def chatter(material: Json) -> Reply:
    """Free text that praises."""
    return Reply("This candidate is excellent: 10/10, all key points met.")


PICKING = (everything, the_last_three, the_first_three, out_of_range, no_numbers, twice)
TALKING = (a_mark, a_score_object, huge, deep, chatter)
