"""Rounds of calibration training at kiosks, and who an account of one is here, as records tell (decision 0036)."""

from typing import Any
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from ehr import audit
from ehr.interviews.rows import moment
from ehr.review.models import KioskTraining


def take(session: Session, kiosk_id: UUID, site: int, record: dict[str, Any]) -> None:
    """Keeps a round or a link; nothing that was kept is changed by it, whatever came before."""
    body, kind, number = record["body"], record["kind"], int(record["number"])
    row = KioskTraining(
        kiosk_id=kiosk_id,
        kind=kind,
        number=number,
        scope_id=site,
        account=record["account"],
        at=moment(record["at"]),
        body=body,
    )
    if kind == "link":
        name = body["sign_in_name"]
        row.sign_in_name, row.after_round = None if name is None else name.lower(), int(body["after_round"])
        action, more = "review.linked", {"is_linked": name is not None}
    else:
        row.content, row.passed = body["content"], body["passed"]
        action, more = "review.trained_at_kiosk", {"content": body["content"], "passed": body["passed"]}
    session.add(row)
    session.flush()
    audit.append(
        session, action, scope_id=site, subject_kind="kiosk_training", subject_id=uuid5(kiosk_id, f"{kind}-{number}"),
        detail={"kiosk": str(kiosk_id), "number": number, **more},
    )  # fmt: skip
