"""The second readers of this kiosk, as packs and settings say. Made without work; load() does it, late."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.errors import KioskError
from app.private_file import check_ends
from app.scoring.tiers import Nudge
from app.settings import LlmSettings, Settings
from app.tiers.encoders import load_encoder
from app.tiers.endpoint import EndpointPicker
from app.tiers.material import Material
from app.tiers.meaning import TIER as TIER_1
from app.tiers.meaning import MeaningReader, meaning_reader
from app.tiers.packs import EmbeddingPack, find_embedding_packs
from app.tiers.picker import TIER as TIER_2
from app.tiers.picker import EvidencePicker, picked_nudges

_TOKEN = re.compile(r"[!-~]{1,4096}")


class SecondReader(Protocol):
    """A tier above Tier 0. Belongs to one thread from load() on; load() again does nothing.

    load, nudges: raise KioskError where the tier cannot be used; scores are then those of the tiers below.
    """

    @property
    def tier(self) -> str:
        """Short name, e.g. tier1."""
        ...

    def load(self) -> None:
        """Make ready; may take seconds."""
        ...

    def identity(self, language: Language) -> str | None:
        """Tier, name and content of what reads `language`, or None where nothing does. After load()."""
        ...

    def nudges(
        self, model: CompetencyModel, language: Language, materials: Sequence[Material]
    ) -> tuple[Nudge, ...]:
        """What `materials` say; () where nothing reads `language`."""
        ...

    def close(self) -> None:
        """Give back what load() took."""
        ...


class SentenceReader:
    """Tier 1: the first pack by id for each language among the packs below `folder`; each is loaded once."""

    tier = TIER_1

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._readers: dict[Language, MeaningReader] | None = None

    def load(self) -> None:
        """See SecondReader. Raises KioskError embedding_pack_broken."""
        if self._readers is None:
            packs = packs_by_language(find_embedding_packs(self._folder))
            loaded = {pack.id: meaning_reader(pack, load_encoder(pack)) for pack in packs.values()}
            self._readers = {language: loaded[pack.id] for language, pack in packs.items()}

    def identity(self, language: Language) -> str | None:
        """See SecondReader."""
        reader = (self._readers or {}).get(language)
        return None if reader is None else reader.identity

    def nudges(
        self, model: CompetencyModel, language: Language, materials: Sequence[Material]
    ) -> tuple[Nudge, ...]:
        """See SecondReader. Raises KioskError embedding_pack_broken."""
        reader = (self._readers or {}).get(language)
        if reader is None:
            return ()
        try:
            return reader.nudges(model, language, materials)
        except RuntimeError as error:  # what both engines raise, e.g. for a model they cannot run
            detail = f"{type(error).__name__} while reading"
            raise KioskError("embedding_pack_broken", pack=reader.identity, detail=detail) from error

    def close(self) -> None:
        """See SecondReader."""
        self._readers = None


class ModelReader:
    """Tier 2: a language model; `connect` makes what asks it, e.g. an EndpointPicker."""

    tier = TIER_2

    def __init__(self, connect: Callable[[], EvidencePicker]) -> None:
        self._connect = connect
        self._picker: EvidencePicker | None = None

    def load(self) -> None:
        """See SecondReader. Raises KioskError llm_token_unreadable or llm_ca_missing."""
        if self._picker is None:
            self._picker = self._connect()

    def identity(self, language: Language) -> str | None:  # noqa: ARG002 - it reads every language
        """See SecondReader."""
        return None if self._picker is None else self._picker.identity

    def nudges(
        self, model: CompetencyModel, language: Language, materials: Sequence[Material]
    ) -> tuple[Nudge, ...]:
        """See SecondReader. Raises KioskError tier2_unavailable."""
        return () if self._picker is None else picked_nudges(self._picker, model, language, materials)

    def close(self) -> None:
        """See SecondReader."""
        if isinstance(self._picker, EndpointPicker):
            self._picker.close()
        self._picker = None


def second_readers(settings: Settings) -> tuple[SecondReader, ...]:
    """Tier 1, which finds its packs when it is loaded, and Tier 2 where address and name of a model are set."""
    sentences = SentenceReader(settings.packs_dir)
    url, name, how = settings.llm_url, settings.llm_model, settings.llm
    if url is None or name is None:
        return (sentences,)
    return (sentences, ModelReader(lambda: endpoint_picker(url, name, how)))


def endpoint_picker(url: str, name: str, how: LlmSettings) -> EndpointPicker:
    """The picker that asks the model `name` at `url`.

    Raises:
        KioskError: llm_token_unreadable, llm_ca_missing.
    """
    if how.ca_file is not None and not how.ca_file.is_file():
        raise KioskError("llm_ca_missing", file=str(how.ca_file))
    return EndpointPicker(url, name, timeout_s=how.timeout_s, ca_file=how.ca_file, token=_token(how))


def packs_by_language(packs: Sequence[EmbeddingPack]) -> dict[Language, EmbeddingPack]:
    """For each language that a pack knows the first of `packs`."""
    return {
        language: next(pack for pack in packs if language in pack.languages)
        for language in Language
        if any(language in pack.languages for pack in packs)
    }


def _token(how: LlmSettings) -> str | None:
    if how.token is not None or how.token_file is None:
        return how.token
    try:
        check_ends(how.token_file)
        token = how.token_file.read_text("utf-8-sig").strip()
    except (OSError, UnicodeDecodeError, KioskError):
        token = ""
    if _TOKEN.fullmatch(token) is None:
        raise KioskError("llm_token_unreadable", file=str(how.token_file))
    return token
