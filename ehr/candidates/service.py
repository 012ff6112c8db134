"""What can be done with candidates."""

import hmac
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from ehr import audit
from ehr.agreement import service as agreement
from ehr.candidates import keys, names, repository
from ehr.candidates.keys import CandidateKey
from ehr.candidates.models import Candidate, CandidateKeyRow
from ehr.candidates.schemas import (
    CandidatePage,
    CandidateView,
    Filters,
    NewCandidate,
    Person,
    PersonChange,
    Search,
)
from ehr.keys import MasterKey
from ehr.problems import NOT_FOUND, Kind, Problem

PERSON = "candidates|person|{}"
BAD_CURSOR = Kind("bad-cursor", 422, "Start again at the first page.", "请从第一页重新开始。")
ERASED = Kind("erased", 410, "This person's data was erased.", "该人员的数据已被删除。")


def create(session: Session, scope_id: int, master: MasterKey) -> tuple[Candidate, CandidateKey]:
    """A candidate nobody knows anything of yet, and their key."""
    key = keys.new_key(uuid4())
    made = Candidate(id=key.candidate_id, scope_id=scope_id, name_tokens=[])
    session.add(made)
    session.flush()
    session.add(
        CandidateKeyRow(
            candidate_id=made.id, scope_id=scope_id, master_key_id=master.id, wrapped=key.wrapped(master)
        )
    )
    session.flush()
    return made, key


def add(session: Session, new: NewCandidate, master: MasterKey) -> Candidate:
    """Adds a candidate. Raises Problem `not-found` for a scope out of sight."""
    if not repository.sees_scope(session, new.scope_id):
        raise Problem(NOT_FOUND)
    made, key = create(session, new.scope_id, master)
    made.job_profile = new.job_profile
    _write(session, made, key, Person(name=new.name, phone=new.phone, email=new.email), master)
    _identify(session, made, new, master)
    _note(session, "candidate.added", made)
    return made


def change(session: Session, candidate_id: UUID, new: PersonChange, master: MasterKey) -> Candidate:
    """Changes who somebody is. Raises Problem `not-found`, `erased`."""
    found = get(session, candidate_id)
    key = key_of(session, candidate_id, master)
    fields = {name: value for name, value in new.model_dump().items() if value is not None}
    known = person(found, key).model_dump()
    _write(
        session, found, key, Person(**{name: fields.get(name, old) for name, old in known.items()}), master
    )
    found.job_profile = new.job_profile or found.job_profile
    _identify(session, found, new, master)
    repository.touch(session, found, datetime.now(UTC))
    _note(session, "candidate.changed", found, fields=",".join(sorted(fields)))
    return found


def get(session: Session, candidate_id: UUID) -> Candidate:
    """A candidate in sight. Raises Problem `not-found`."""
    found = repository.candidate(session, candidate_id)
    if found is None:
        raise Problem(NOT_FOUND)
    return found


def key_of(session: Session, candidate_id: UUID, master: MasterKey) -> CandidateKey:
    """The key of a candidate. Raises Problem `erased`."""
    row = repository.key(session, candidate_id)
    if row is None:
        raise Problem(ERASED)
    return keys.unwrapped(candidate_id, row.wrapped, master)


def person(found: Candidate, key: CandidateKey) -> Person:
    """Who the candidate is, as far as it is known."""
    if found.person is None:
        return Person()
    return Person.model_validate_json(key.open(found.person, PERSON.format(found.id)))


def search(session: Session, wanted: Search, master: MasterKey) -> CandidatePage:
    """One page of candidates in sight, those that changed last first. Raises Problem `bad-cursor`."""
    filters = Filters(
        job_profile=wanted.job_profile,
        band=wanted.band,
        scope_id=wanted.scope_id,
        interviewed=wanted.interviewed,
        to_rate=wanted.to_rate,
        changed_since=wanted.changed_since,
        after=_after(wanted.after),
    )
    by_phone = _by_phone(session, wanted.words, master)
    if by_phone is not None:
        found: Sequence[Candidate] = by_phone
    else:
        tokens = names.asked(wanted.words, master)
        found = repository.page(session, filters, tokens, wanted.limit + 1)
    shown = found[: wanted.limit]
    following = _cursor(shown[-1]) if len(found) > wanted.limit else None
    told = views(session, shown, master)
    if (
        wanted.band is not None and by_phone is None
    ):  # a line that is not made again yet stands there by its old band
        told = [each for each in told if each.band == wanted.band]
    return CandidatePage(items=tuple(told), next=following)


def views(session: Session, found: Sequence[Candidate], master: MasterKey) -> list[CandidateView]:
    """Candidates as lists show them, without what is hidden."""
    wrapped = repository.keys(session, [each.id for each in found if each.person is not None])
    made = agreement.shown_lines(session, [each.id for each in found])
    return [
        _view(each, made.get(each.id, (each.composite, each.band)), wrapped.get(each.id), master)
        for each in found
    ]


def _view(
    found: Candidate, shown: tuple[float | None, str | None], wrapped: bytes | None, master: MasterKey
) -> CandidateView:
    name = person(found, keys.unwrapped(found.id, wrapped, master)).name if wrapped is not None else None
    return CandidateView(
        id=found.id,
        scope_id=found.scope_id,
        name=name,
        job_profile=found.job_profile,
        changed_at=max(found.changed_at, found.relisted_at or found.changed_at),
        interviewed_at=found.interviewed_at,
        composite=shown[0],
        to_rate=found.to_rate,
        band=shown[1],  # type: ignore[arg-type]  # the column's check allows only bands
    )


def phone_hash(session: Session, scope_id: int, phone: str, master: MasterKey) -> bytes:
    """The keyed hash of a phone number: the same that kiosks of this organisation make."""
    organisation = repository.organisation_of(session, scope_id)
    return hmac.digest(names.match_key(organisation, master), names.phone_digits(phone).encode(), "sha256")


def _by_phone(session: Session, words: str, master: MasterKey) -> list[Candidate] | None:
    """Whoever has this phone number; None where the words are none."""
    digits = names.phone_digits(words)
    if len(digits) < 7 or any(char.isalpha() for char in words):
        return None
    hashes = {
        hmac.digest(names.match_key(organisation, master), digits.encode(), "sha256")
        for organisation in repository.organisations(session)
    }
    return list(repository.all_known_by(session, "phone", hashes))


def _write(session: Session, found: Candidate, key: CandidateKey, who: Person, master: MasterKey) -> None:
    text = json.dumps(who.model_dump(), ensure_ascii=False)
    found.person = key.seal(text.encode(), PERSON.format(found.id))
    found.name_tokens = names.tokens(who.name or "", master)
    session.flush()


def _identify(
    session: Session, found: Candidate, new: NewCandidate | PersonChange, master: MasterKey
) -> None:
    told: dict[str, bytes] = {}
    if new.phone is not None:
        told["phone"] = phone_hash(session, found.scope_id, new.phone, master)
    if new.email is not None:
        told["email"] = master.keyed_hash("email", new.email.casefold())
    if new.id_number is not None:
        told["id_number"] = master.keyed_hash("id number", new.id_number.upper().replace(" ", ""))
    for kind, hash_ in told.items():
        repository.identify(session, found.id, found.scope_id, kind, hash_)


def _cursor(last: Candidate) -> str:
    return f"{last.changed_at.isoformat()}_{last.id}"


def _after(cursor: str | None) -> tuple[datetime, UUID] | None:
    if cursor is None:
        return None
    moment, _, last_id = cursor.partition("_")
    try:
        return datetime.fromisoformat(moment).astimezone(UTC), UUID(last_id)
    except (ValueError, OverflowError) as error:
        raise Problem(BAD_CURSOR) from error


def _note(session: Session, action: str, about: Candidate, **detail: str) -> None:
    audit.append(
        session, action, scope_id=about.scope_id, subject_kind="candidate", subject_id=about.id, detail=detail
    )
