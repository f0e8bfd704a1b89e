"""What guards the door: passwords forgotten and changed, sessions renewed and ended, a second factor."""

from typing import Any

from shared.domain.ids import member_id
from tests.bench.story import EMPLOYEE, FIRM, JANE, OWNER, PASSWORD, SLUG, Story
from tests.fakes.http import request
from tests.fakes.totp import code_of

_SIGN_IN = "/v1/public/sessions"


def forgotten(story: Story) -> None:
    """Jane asks for a link and sets the password she had; somebody asks for nobody."""
    path = "/v1/public/password-resets"
    for email, case in ((JANE, "somebody"), ("nobody@doe.example", "nobody")):
        story.post(path, {"audience": "client", "firm": SLUG, "email": email}, case=case, status=202)
    story.run("invite-consumer", "password.reset_requested", story.queued("password.reset_requested"))
    story.get("/v1/public/password-reset", token=story.link())
    path, how = "/v1/public/password-reset/confirm", story.acceptance(story.link(), 900)
    story.call("invite-doors", "POST", path, how)
    story.call("invite-doors", "POST", path, how, case="repeated under its key")
    story.run("invite-consumer", "password.reset", story.queued("password.reset"))
    story.client = story.later(story.client)


def guarded(story: Story) -> None:
    """Olivia sees to her own door, and takes Emil's second factor off."""
    changing = {"currentPassword": PASSWORD, "newPassword": PASSWORD}
    story.post("/v1/password", changing, story.owner, status=200)
    story.owner = story.later(story.owner)
    story.post("/v1/portal/password", changing, story.client, status=200)
    story.client = story.later(story.client)
    story.run("invite-consumer", "password.changed", story.queued("password.changed"))
    _set_up(story, EMPLOYEE, story.employee, is_a_step=False)
    emil = member_id(FIRM, EMPLOYEE)
    story.post("/v1/members/{member_id}/totp/remove", None, story.owner, status=200, member_id=emil)
    secret, going_on = _set_up(story, OWNER, story.owner, is_a_step=True)
    challenge = story.post(_SIGN_IN, _who(OWNER), case="a member with a second factor")["challenge"]["challenge"]
    story.post(f"{_SIGN_IN}/totp", {"challenge": challenge, "code": _code(story, secret)})
    removing = {"currentPassword": PASSWORD, "code": _code(story, secret)}
    story.post("/v1/totp/remove", removing, story.owner, status=200)
    story.post(f"{_SIGN_IN}/refresh", going_on)
    story.post(f"{_SIGN_IN}/revoke", going_on, status=200)
    story.post("/v1/sessions/end", None, story.owner, status=200)
    story.post("/v1/portal/sessions/end", None, story.client, status=200)
    story.owner, story.client = story.later(story.owner), story.later(story.client)


def _who(email: str) -> dict[str, str]:
    return {"audience": "team", "firm": SLUG, "email": email, "password": PASSWORD}


def _code(story: Story, secret: str) -> str:
    return code_of(secret, story.cloud.clock.now)


def _set_up(story: Story, email: str, who: Any, *, is_a_step: bool) -> tuple[str, dict[str, str]]:
    """Set up a second factor; its secret, and what the session goes on by."""
    session = story.quietly("invite-doors", request("POST", _SIGN_IN, body=_who(email)))["session"]
    headers = {"Authorization": f"Bearer {session['accessToken']}"}

    def call(path: str, body: object, status: int) -> Any:
        how = {"body": body, "who": who, "headers": headers}
        if is_a_step:
            return story.call("invite-doors", "POST", path, how, status=status)
        return story.quietly("invite-doors", request("POST", path, **how))

    secret = call("/v1/totp", None, 201)["secret"]
    call("/v1/totp/confirm", {"code": _code(story, secret)}, 200)
    return secret, {"audience": "team", "firm": SLUG, "refreshToken": session["refreshToken"]}
