"""The API of recordings for people: what there is of an interview, and one of them to listen to or look at."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from fastapi.responses import Response, StreamingResponse

from ehr.access import Permission, require
from ehr.database import Actor
from ehr.hub import HubPart
from ehr.media import reading
from ehr.media.reading import RecordingView

router = APIRouter(prefix="/api/v1", tags=["dossier"])
Listens = Annotated[Actor, Depends(require(Permission.RECORDING_READ))]


@router.get("/interviews/{interview_id}/recordings")
def recordings(interview_id: UUID, actor: Listens, hub: HubPart) -> tuple[RecordingView, ...]:
    """The recordings of an interview whose candidate agreed that they leave the kiosk."""
    with hub.database.work(actor) as session:
        return reading.of_interview(session, interview_id)


@router.get("/interviews/{interview_id}/recordings/{recording_id}", response_model=None)
def recording(interview_id: UUID, recording_id: str, actor: Listens, hub: HubPart) -> Response:
    """A recording as it was made, Matroska; never shown inside the page."""
    with hub.database.work(actor) as session:
        found = reading.opened(session, hub.settings.data, interview_id, recording_id, hub.key)
    headers = {"Content-Disposition": f'attachment; filename="{found.name}"'}
    kind = "video/x-matroska" if found.has_video else "audio/x-matroska"
    return StreamingResponse(found.pieces, 200, headers, media_type=kind)
