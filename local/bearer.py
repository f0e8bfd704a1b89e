"""Whoever holds a link, as the portal sees them: a token, and the pass they were given when they opened it."""

from dataclasses import dataclass, replace
from typing import Any, Self

from local import http
from local.api import Caller
from local.http import Answer
from local.mail import Mail


@dataclass(frozen=True, slots=True)
class Bearer:
    """One link in somebody's hand."""

    door: Caller
    token: str
    link_pass: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        """What every call of theirs carries."""
        return {"portico_token": self.token, **({"portico_pass": self.link_pass} if self.link_pass else {})}

    def call(self, method: str, path: str, body: object = None) -> Answer:
        """Call a guest route. Any status is an answer."""
        return self.door.call(method, path, body, **self.headers)

    def get(self, path: str, expect: int = 200) -> Any:
        """Read, and return what came.

        Raises:
            UnexpectedAnswerError: The status is another.
        """
        return self.door.get(path, expect, **self.headers)

    def post(self, path: str, body: object, expect: int = 201) -> Any:
        """Do something, and return what came.

        Raises:
            UnexpectedAnswerError: The status is another.
        """
        return self.door.post(path, body, expect, **self.headers)

    def look(self) -> Any:
        """Look at the link as its page does first; nothing is used up."""
        return self.get("/v1/guest/link")

    def opened(self, **typed: str) -> Self:
        """Open it, and return the same bearer with a pass.

        Raises:
            UnexpectedAnswerError: It does not open.
        """
        return replace(self, link_pass=self.post("/v1/guest/link/open", typed)["linkPass"])

    def documents(self) -> list[Any]:
        """List what was shared."""
        found: list[Any] = self.get("/v1/guest/documents")["documents"]
        return found

    def fetched(self, document: str) -> bytes:
        """Download a document through the address that is handed out for it.

        Raises:
            UnexpectedAnswerError: It is not handed out.
        """
        return http.call("GET", self.post(f"/v1/guest/documents/{document}/download", None, 200)["url"]).body


def token_of(letter: Mail, kind: str) -> str | None:
    """Find what the button of a letter carries in its address's fragment; None when there is no such button."""
    button = next((link for link in letter.links if f"/{kind}/#" in link), None)
    return button.partition("#")[2] if button else None
