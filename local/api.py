"""The portal as its callers see it: HTTP under one address, nothing else."""

from dataclasses import dataclass, replace
from typing import Any, Literal, Self
from uuid import uuid4

from local import http
from local.failure import StageError
from local.http import Answer

type Audience = Literal["team", "client"]


class UnexpectedAnswerError(StageError):
    """A call answered something else than the caller must be able to rely on."""

    def __init__(self, asked: str, expected: int, answer: Answer) -> None:
        """Say what was asked, what was expected and what came."""
        came = answer.body.decode(errors="replace")[:600]
        super().__init__(f"{asked}: expected {expected}, came {answer.status} {came}")


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody at the door, with or without an access token."""

    web: str
    token: str | None = None

    def call(self, method: str, path: str, body: object = None, **headers: str) -> Answer:
        """Call a route; `if_match` sends If-Match, and so on. Any status is an answer."""
        spelled = {name.replace("_", "-"): value for name, value in headers.items()}
        return http.call(method, f"{self.web}{path}", body=body, token=self.token, headers=spelled)

    def get(self, path: str, expect: int = 200, **headers: str) -> Any:
        """Read, and return what came.

        Raises:
            UnexpectedAnswerError: The status is another.
        """
        return _expected(f"GET {path}", expect, self.call("GET", path, **headers))

    def post(self, path: str, body: object, expect: int = 201, **headers: str) -> Any:
        """Create under a key of its own, and return what came.

        Raises:
            UnexpectedAnswerError: The status is another.
        """
        keyed = {"idempotency_key": str(uuid4()), **headers}
        return _expected(f"POST {path}", expect, self.call("POST", path, body, **keyed))

    def signed_in(self, audience: Audience, firm: str, email: str, password: str) -> Self:
        """Return the same caller with a session of its own.

        Raises:
            UnexpectedAnswerError: The firm, address or password is wrong, or the user not activated.
        """
        asked = {"audience": audience, "firm": firm, "email": email, "password": password}
        answer = self.post("/v1/public/sessions", asked)
        return replace(self, token=answer["session"]["accessToken"])

    def invitation(self, token: str, expect: int = 200) -> Any:
        """Look at an invitation; nothing is used up."""
        return self.get("/v1/public/invitation", expect, portico_token=token)

    def accept(self, token: str, password: str) -> Self:
        """Accept an invitation with a password and return the caller with the session it opens.

        Raises:
            UnexpectedAnswerError: The invitation or the password is refused.
        """
        answer = self.post("/v1/public/invitation/accept", {"password": password}, portico_token=token)
        return replace(self, token=answer["session"]["accessToken"])


def _expected(asked: str, expect: int, answer: Answer) -> Any:
    if answer.status != expect:
        raise UnexpectedAnswerError(asked, expect, answer)
    return answer.json if answer.body else None
