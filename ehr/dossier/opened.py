"""A person's rows and the keys that open them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from ehr.candidates import repository as candidates
from ehr.candidates import service as candidate_service
from ehr.candidates.keys import CandidateKey, unwrapped
from ehr.candidates.models import Candidate
from ehr.dossier import repository
from ehr.keys import MasterKey

DOCUMENT_NAME, DOCUMENT_BODY, DOCUMENT_WORDS = "documents|name|{}", "documents|body|{}", "documents|words|{}"
RATING, CHECK, MESSAGE = "ratings|comment|{}", "background_checks|note|{}", "messages|body|{}"
INTERVIEW, RECEIPT = "interviews|body|{}", "consent_receipts|body|{}"
REVIEW_ACT = "review_acts|body|{}"


@dataclass(frozen=True, slots=True)
class Whole:
    """A candidate with everybody merged into them. keys: those that were not erased."""

    candidate: Candidate
    ids: Sequence[UUID]
    keys: Mapping[UUID, CandidateKey]

    def read(self, candidate_id: UUID, sealed: bytes, about: str, row_id: UUID) -> bytes:
        """What a row of one of them holds. Raises Problem `damaged-secret`."""
        return self.keys[candidate_id].open(sealed, about.format(row_id))

    def text(self, candidate_id: UUID, sealed: bytes, about: str, row_id: UUID) -> str:
        """The same as text."""
        return self.read(candidate_id, sealed, about, row_id).decode()

    def seal(self, plain: bytes, about: str, row_id: UUID) -> bytes:
        """`plain` for a new row of the candidate who stands for all."""
        return self.keys[self.candidate.id].seal(plain, about.format(row_id))


def whole(session: Session, candidate_id: UUID, master: MasterKey) -> Whole:
    """The person that a candidate in sight is, and their keys. Raises Problem `not-found`, `erased`."""
    candidate_service.get(session, candidate_id)
    stands = repository.root(session, candidate_id)
    found = candidate_service.get(session, stands)
    candidate_service.key_of(session, stands, master)  # raises where they were erased
    ids = repository.same_person(session, stands)
    wrapped = candidates.keys(session, ids)
    return Whole(found, ids, {each: unwrapped(each, key, master) for each, key in wrapped.items()})
