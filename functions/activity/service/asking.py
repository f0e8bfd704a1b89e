"""Who may ask for all that was recorded, and how far back a question goes."""

from datetime import datetime

from functions.activity import keys
from functions.activity.model.entries import FoundedFirm, Question
from shared.directory import Directory, Scene
from shared.directory import keys as directory
from shared.domain.errors import FieldFault, NotFoundError, ValidationFailedError
from shared.domain.principals import Identity


def demand_all(gate: Directory, identity: Identity, question: Question) -> Scene:
    """Let owner and admin pass; NotFoundError when the account asked for is not of this firm."""
    also = [directory.firm(identity.firm)]
    if question.account:
        also.append(directory.account(identity.firm, question.account))
    scene = gate.gate(identity, also=also)
    scene.demand_admin()
    if any(key not in scene.items for key in also):
        raise NotFoundError
    return scene


def span(scene: Scene, question: Question, now: datetime) -> tuple[str, str]:
    """Tell the newest and the oldest month to look in: from the question's end or now to its beginning or the firm's.

    ValidationFailedError when it ends before it begins.
    """
    if question.since and question.until and question.until <= question.since:
        raise ValidationFailedError(faults=[FieldFault("to", "OUT_OF_RANGE", "Must be after `from`.")])
    founded_at = FoundedFirm.model_validate(scene.items[directory.firm(scene.firm)]).founded_at
    newest = now if question.until is None else min(now, question.until)
    oldest = founded_at if question.since is None else max(founded_at, question.since)
    return keys.month(newest), keys.month(oldest)
