"""Jobs and their reports."""

from datetime import datetime
from typing import Literal

from functions.invite.contracts.words import NamedView
from shared.http import View


class JobView(View):
    """A job and how far it has come. `code` tells why it failed; `total` is null until it is known."""

    id: str
    kind: str
    state: Literal["queued", "running", "finished", "failed", "cancelled"]
    cancelling: bool
    dry_run: bool
    started_by: NamedView
    total: int | None
    done: int
    skipped: int
    failed: int
    code: str | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


class OutcomeView(View):
    """What became of one entry. `of` is an id or the number of a row, with its `account` where it is one of several.

    `code` says why it was skipped or failed, `field` which part of it, `note` what was changed or found.
    """

    of: str
    verdict: Literal["done", "skipped", "failed"]
    account: str | None
    code: str | None
    field: str | None
    note: str | None
