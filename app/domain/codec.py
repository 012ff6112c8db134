"""Domain values as JSON and back, exactly: driven by the type hints of the frozen dataclasses.

A dataclass becomes an object of its fields. Where the declared type is a union of dataclasses, the object
also carries "kind", the class name. Data written by an older version may miss fields that have a default
now; data written by a newer one may hold fields we do not know: both are read.
"""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from functools import lru_cache
from numbers import Integral, Real
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints, overload

from app.errors import KioskError

KIND = "kind"
SURROGATE = re.compile("[\ud800-\udfff]")
T = TypeVar("T")


def encode(value: object, declared: Any = None) -> dict[str, Any]:
    """`value`, a domain dataclass, as a JSON object.

    Args:
        value: An instance of a dataclass of app/domain that holds no arrays.
        declared: The union it belongs to, e.g. Event; the object then carries its "kind".

    Raises:
        TypeError: A value does not fit its declared type, so it could not be read back.
    """
    encoded = _encode(value, declared or type(value), type(value).__name__)
    if not isinstance(encoded, dict):
        raise TypeError(f"{type(value).__name__} is no dataclass")
    return encoded


@overload
def decode(kind: type[T], data: Mapping[str, Any]) -> T: ...
@overload
def decode(kind: Any, data: Mapping[str, Any]) -> Any: ...
def decode(kind: Any, data: Mapping[str, Any]) -> Any:
    """The `kind` that `encode` turned into `data`; kind is a dataclass or a union of them.

    Raises:
        KioskError: record_unreadable, naming the field that does not fit; never its content.
    """
    return _decode(data, kind, getattr(kind, "__name__", "value"))


def canonical(data: Any) -> str:
    """The one JSON text of `data`: sorted keys, no spaces, so that hashes are stable.

    Half a surrogate pair, which UTF-8 cannot hold, is written as an escape and read back as it was.
    """
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return SURROGATE.sub(lambda half: f"\\u{ord(half[0]):04x}", text)


@lru_cache(maxsize=256)
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


@lru_cache(maxsize=256)
def _members(declared: Any) -> tuple[Any, ...]:
    """The types `declared` allows; one, unless it is a union."""
    return get_args(declared) if get_origin(declared) in (Union, UnionType) else (declared,)


def _is_tagged(declared: Any) -> bool:
    return sum(1 for member in _members(declared) if is_dataclass(member)) > 1


def _encode(value: Any, declared: Any, where: str) -> Any:
    if value is None and NoneType in _members(declared):
        return None
    for member in _members(declared):
        if is_dataclass(member) and type(value) is member:
            data = {
                name: _encode(getattr(value, name), hint, f"{where}.{name}")
                for name, hint in _hints(type(value)).items()
            }
            return {KIND: type(value).__name__, **data} if _is_tagged(declared) else data
        if _fits(value, member):
            return _encode_plain(value, member, where)
    raise TypeError(f"{where}: {type(value).__name__} is not {declared}")


def _fits(value: Any, member: Any) -> bool:
    """True if `value` is of the plain type `member`; an int counts as a float, a bool as nothing else.

    Numbers of numpy count as numbers: an answer must not be lost because one was not converted.
    """
    origin = get_origin(member)
    if origin is tuple:
        return isinstance(value, tuple)
    if origin is not None and issubclass(origin, Mapping):
        return isinstance(value, Mapping)
    if member in (int, float):
        return isinstance(value, Integral if member is int else Real) and not isinstance(value, bool)
    return isinstance(member, type) and isinstance(value, member) and not is_dataclass(member)


def _encode_plain(value: Any, member: Any, where: str) -> Any:
    if isinstance(value, Enum) and member is not str:
        return value.value
    if isinstance(value, tuple):
        kinds = _element_kinds(member, len(value), where)
        return [_encode(item, kind, where) for item, kind in zip(value, kinds, strict=True)]
    if isinstance(value, Mapping):
        key_kind, item_kind = get_args(member)
        return {_encode(key, key_kind, where): _encode(item, item_kind, where) for key, item in value.items()}
    if member is float:
        if not math.isfinite(value):
            raise TypeError(f"{where}: {value} is not a finite number")
        return float(value)
    if member in (str, int, bool):
        return member(value)
    raise TypeError(f"{where}: {member} has no JSON form")


def _element_kinds(member: Any, length: int, where: str) -> tuple[Any, ...]:
    kinds = get_args(member)
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return (kinds[0],) * length
    if len(kinds) != length:
        raise TypeError(f"{where}: {length} elements instead of {len(kinds)}")
    return tuple(kinds)


def _unreadable(where: str, expected: object) -> KioskError:
    return KioskError("record_unreadable", field=where, expected=getattr(expected, "__name__", str(expected)))


def _decode(data: Any, declared: Any, where: str) -> Any:
    members = _members(declared)
    if data is None and NoneType in members:
        return None
    if isinstance(data, Mapping) and _is_tagged(declared):
        named = data.get(KIND)
        members = tuple(member for member in members if member.__name__ == named)
    for member in members:
        if is_dataclass(member) and isinstance(data, Mapping):
            return _decode_dataclass(data, member, where)
        if _could_be(data, member):
            return _decode_plain(data, member, where)
    raise _unreadable(where, declared)


def _decode_dataclass(data: Mapping[str, Any], kind: Any, where: str) -> Any:
    hints = _hints(kind)
    given = {
        field.name: _decode(data[field.name], hints[field.name], f"{where}.{field.name}")
        for field in fields(kind)
        if _is_given(field, data, where)
    }
    try:
        return kind(**given)
    except ValueError:
        raise _unreadable(where, kind) from None


def _is_given(field: "Field[Any]", data: Mapping[str, Any], where: str) -> bool:
    if field.name in data:
        return True
    if field.default is MISSING and field.default_factory is MISSING:
        raise _unreadable(f"{where}.{field.name}", "a value")
    return False


def _could_be(data: Any, member: Any) -> bool:
    origin = get_origin(member)
    if origin is tuple:
        return isinstance(data, list)
    if origin is not None and issubclass(origin, Mapping):
        return isinstance(data, Mapping)
    if isinstance(member, type) and issubclass(member, Enum):
        return any(data == item.value for item in member)
    return _fits(data, member)


def _decode_plain(data: Any, member: Any, where: str) -> Any:
    if isinstance(data, list):
        try:
            kinds = _element_kinds(member, len(data), where)
        except TypeError:
            raise _unreadable(where, member) from None
        return tuple(_decode(item, kind, where) for item, kind in zip(data, kinds, strict=True))
    if isinstance(data, Mapping):
        key_kind, item_kind = get_args(member)
        return {_decode(key, key_kind, where): _decode(item, item_kind, where) for key, item in data.items()}
    if issubclass(member, Enum) or member is float:
        return member(data)
    return data
