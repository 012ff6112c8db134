"""What kiosks send of reviewing, and what the hub then holds."""

import json
from typing import Any

from sqlalchemy import text

from app.domain.language import Language
from ehr.database import Database, system
from tests.contract.records import review_act
from tests.hub.kiosks.rig import SiteKiosk, changed, interview_bytes
from tests.hub.review.desk import HubDesk

KIND, CONSENT, ACT = "interview.v1", "consent_receipt.v1", "review_act.v1"
JOB = system("test")


def above(kiosk: SiteKiosk, interview_id: str = "one") -> None:
    """An interview in no doubt: one person's invite holds."""
    body = interview_bytes(interview_id, language=Language.EN)
    composite = json.loads(body)["profile"]["composite"] | {"score": 8.0, "band": "above"}
    kiosk.send(KIND, interview_id, changed(body, {}, {"composite": composite, "flags": []}))


def told(kiosk: SiteKiosk, number: int, kind: str, **more: Any) -> None:
    """The kiosk sends an act of the interview "one"."""
    kiosk.send(ACT, f"one-act-{number}", review_act("one", kind, number=number, **more).encode())


def count(database: Database, table: str) -> int:
    with database.work(JOB) as session:
        return int(session.scalar(text(f"select count(*) from {table}")) or 0)


def account_of(desk: HubDesk, database: Database) -> str:
    """What an account of the same person is called at a kiosk."""
    with database.work(JOB) as session:
        sign_in_name = session.scalar(
            text("select sign_in_name from users where id = :id"), {"id": desk.user}
        )
    return str(sign_in_name).partition("@")[0].upper()
