"""Exports of the record on the wire."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from shared.domain.clock import SaidInstant
from shared.http import Contract, View

type _Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_]{1,64}$")]
type _Action = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,32}\.[a-z_]{1,32}$")]


class StartActivityExport(Contract):
    """What to export: all, or what the feed would list for the same question. `to` is not included."""

    format: Literal["csv", "json"] = "csv"
    account: Annotated[str, StringConstraints(max_length=64)] | None = None
    object: _Identifier | None = None
    actor: _Identifier | None = None
    action: _Action | None = None
    from_: SaidInstant | None = Field(default=None, alias="from")
    to: SaidInstant | None = None


class ActivityExportView(View):
    """An export of the record. Once it is `downloadable` its file can be asked for."""

    id: str
    format: Literal["csv", "json"]
    state: Literal["queued", "running", "finished", "failed", "cancelled"]
    count: int
    created_at: datetime
    downloadable: bool


class ActivityDownloadView(View):
    """The address that fetches a file, as an attachment and for five minutes."""

    url: str
