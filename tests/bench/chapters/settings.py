"""The firm sets its portal."""

from typing import Any

from tests.bench.story import Story
from tests.fakes.http import request


def settings(story: Story) -> None:
    story.get("/v1/settings", story.owner)
    for seen, days in enumerate((14, 21)):
        body = {"invitationLifetimeDays": days, **({"clientsMayInviteColleagues": True} if seen else {})}
        how: dict[str, Any] = {"body": body, "who": story.owner, "headers": {"If-Match": f'"{seen}"'}}
        if seen == 0:
            story.call("settings-http", "PATCH", "/v1/settings", how)
        else:
            story.quietly("settings-http", request("PATCH", "/v1/settings", **how))
    story.get("/v1/settings/versions", story.owner, limit=1)
