"""Verifications on the wire."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from shared.http import View


class ActivityFindingView(View):
    """The first thing that is wrong, in order of arrival."""

    wrong: Literal["changed", "removed", "reordered", "added", "rewritten", "cut", "head"] = Field(
        description=(
            "`changed`: not what was recorded. `removed`: its place is empty. `reordered`: it stands in another's "
            "place. `added`: it was never recorded there. `rewritten`: it holds together, but not with an anchor. "
            "`cut`: what should follow is missing. `head`: the head of the chain says otherwise"
        )
    )
    seq: int | None = Field(description="the place in the order of arrival, from 1")
    since: int | None = Field(description="from which place on it may be so; null when that is the place itself")
    entry: str | None = Field(description="the id of what stands there, or should; null when that can't be known")


class VerificationView(View):
    """A verification. Once it is finished it `isWhole`, or there is a finding."""

    id: str
    state: Literal["queued", "running", "finished", "failed", "cancelled"]
    created_at: datetime
    finished_at: datetime | None
    checked: int = Field(description="how many entries were looked at so far")
    until: int | None = Field(description="how many had arrived when it began: what comes later is left out")
    anchored_until: int | None = Field(description="how many of those are held by an anchor; null without any")
    is_whole: bool | None
    finding: ActivityFindingView | None
