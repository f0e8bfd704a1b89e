"""News of letters as SES tells it: the samples, about somebody else."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from functions.invite.model.entities import Member, Person
from functions.invite.model.feedback import tags_of
from shared.domain.clock import stamp
from shared.domain.ids import FirmId, MemberId, email_digest

SAMPLES = Path(__file__).parents[2] / "events" / "ses"
PERMANENT, TRANSIENT, COMPLAINT = "bounce_permanent", "bounce_transient", "complaint"


def sample(name: str) -> dict[str, Any]:
    body: dict[str, Any] = json.loads((SAMPLES / f"{name}.json").read_text("utf-8"))
    return body


def news(
    name: str,
    firm: FirmId,
    email: str,
    sent_at: datetime,
    tags: dict[str, str] | None = None,
    recipient: str | None = None,
) -> dict[str, Any]:
    """Tell it of a letter to this address, three seconds after it was sent."""
    event = sample(name)
    detail = event["detail"]
    part = detail["bounce"] if "bounce" in detail else detail["complaint"]
    (told,) = part.get("bouncedRecipients") or part["complainedRecipients"]
    told["emailAddress"] = recipient or email
    part["timestamp"] = stamp(sent_at + timedelta(seconds=3))
    own = {"firm": firm, "address": email_digest(firm, email), **(tags or {})}
    sent = {key: value for key, value in detail["mail"]["tags"].items() if key.startswith("ses:")}
    detail["mail"] |= {
        "timestamp": stamp(sent_at),
        "destination": [email],
        "tags": {**sent, **{key: [value] for key, value in own.items()}},
    }
    return event


def of_invitation(
    name: str, to: Member | Person, inviter: MemberId | None = None, sent_at: datetime | None = None
) -> dict[str, Any]:
    """Tell it of the letter with somebody's latest invitation."""
    at = sent_at or to.invitation.sent_at
    assert at is not None, "never sent"
    return news(name, to.firm, to.email, at, tags_of(to, inviter))
