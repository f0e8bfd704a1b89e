"""SES, with a mailbox to look into."""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from tests.fakes.refusals import refusal

_LINK = re.compile(r"https?://\S+")


@dataclass(frozen=True)
class Received:
    """A letter as the reader's program sees it."""

    message: EmailMessage
    envelope_to: tuple[str, ...]
    request: dict[str, Any]

    @property
    def subject(self) -> str:
        return str(self.message["Subject"])

    @property
    def tags(self) -> dict[str, str]:
        """What it was sent with, and comes back with when it bounces."""
        return {each["Name"]: each["Value"] for each in self.request.get("EmailTags", [])}

    @property
    def text(self) -> str:
        return self._body("plain")

    @property
    def html(self) -> str:
        return self._body("html")

    @property
    def link(self) -> str:
        """The first address in the text."""
        found = _LINK.search(self.text)
        assert found is not None, "no address in the letter"
        return found[0]

    def _body(self, kind: str) -> str:
        part = self.message.get_body((kind,))
        assert part is not None, f"no {kind} part"
        return str(part.get_content())


def received(raw: bytes, to: tuple[str, ...] = (), request: dict[str, Any] | None = None) -> Received:
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return Received(message, to, request or {})


class FakeSes:
    """Takes letters from whom it knows."""

    def __init__(self, *, is_known: bool = True) -> None:
        self.mailbox: list[Received] = []
        self.is_known = is_known

    def send_email(self, **request: Any) -> dict[str, Any]:
        if not self.is_known:
            raise refusal("MessageRejected", "SendEmail")
        to = tuple(request["Destination"]["ToAddresses"])
        self.mailbox.append(received(request["Content"]["Raw"]["Data"], to, request))
        return {"MessageId": f"message-{len(self.mailbox)}"}
