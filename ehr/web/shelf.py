"""Which content names the things of an interview: that it was held with, where this hub has it."""

from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import Any
from uuid import UUID

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from ehr.database import Database, system
from ehr.fleet.files import Store
from ehr.fleet.models import Release, ReleaseFile
from ehr.web.content import Content, Files, content_hash, content_in, content_of, shipped_files

JOB = system("content-names")  # the hub's own: names of content belong to nobody


class Shelf:
    """Contents by what an interview says of its own: that which came with the hub, and releases on it."""

    def __init__(self, database: Database, data: Path) -> None:
        self._database, self._store = database, Store(data)
        self._shipped = content_hash(shipped_files())
        self._hashes: dict[UUID, str] = {}
        self._found: dict[tuple[str, str], Content] = {}
        self._lock = Lock()

    def of(self, model: Mapping[str, Any], language: str) -> tuple[Content, bool]:
        """The content of an interview, and whether it is that it was held with; else the hub's own.

        The same files, or the same version: a policy pack beside them changes the hash and no name, and every change of
        content raises its version (resources/content/meta.yaml).
        """
        shipped = content_of(language)
        if model["content_hash"] == self._shipped:
            return shipped, True
        with self._lock:
            found = self._released(model["content_hash"], language)
        if found is not None:
            return found, True
        return shipped, model["version"] == shipped.version

    def _released(self, wanted: str, language: str) -> Content | None:
        if (wanted, language) in self._found:
            return self._found[wanted, language]
        with self._database.work(JOB) as session:
            query = select(Release.id).where(Release.kind == "content", Release.published_at.is_not(None))
            for release_id in session.scalars(query).all():
                if self._hashes.get(release_id, wanted) == wanted:
                    found = self._read(session, release_id, wanted, language)
                    if found is not None:
                        self._found[wanted, language] = found
                        return found
        return None

    def _read(self, session: Session, release_id: UUID, wanted: str, language: str) -> Content | None:
        """The content of a release, if its files are those; a published release never changes."""
        rows = session.execute(
            select(ReleaseFile.name, ReleaseFile.sha256).where(ReleaseFile.release_id == release_id)
        ).all()
        try:
            files: Files = {
                row.name: self._store.path(row.sha256.hex()).read_bytes()
                for row in rows
                if row.name.endswith(".yaml")
            }
            self._hashes[release_id] = content_hash(files)
            return content_in(language, files) if self._hashes[release_id] == wanted else None
        except (OSError, KeyError, TypeError, yaml.YAMLError):  # files that are gone, or are no content
            return None
