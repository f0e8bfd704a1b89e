"""Links that are out, in the hands of those they were sent to, without the calls that are about them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from shared import wiring
from shared.capability import Tokens, actions
from shared.capability.model import PASS_FOR, Link, LinkKind, Pass, Recipient, Target
from shared.capability.offer import drawn_pass, drawn_visit, pass_proof
from shared.domain.ids import AccountId, FirmId, LinkId, MemberId, new
from tests.fakes.cloud import Cloud

LOU = "lou@law.example"


@dataclass(frozen=True)
class Given:
    """A link as one of its recipients holds it; `headers` are what they bring to the door."""

    recipient: Recipient
    token: str
    link_pass: str | None = field(default=None, repr=False)

    @property
    def link(self) -> LinkId:
        return self.recipient.link

    @property
    def headers(self) -> Mapping[str, str]:
        return {"portico-token": self.token, **({"portico-pass": self.link_pass} if self.link_pass else {})}


class Outside:
    """The links of one firm."""

    def __init__(self, cloud: Cloud, firm: FirmId, member: MemberId) -> None:
        self._cloud = cloud
        self._firm = firm
        self._member = member

    @property
    def _tokens(self) -> Tokens:
        return wiring.tokens(self._cloud.key_id)

    def share(self, account: str, *documents: str, **more: Any) -> Given:
        """Share documents with Lou, who opened the link."""
        return self.opened(self.sent(LinkKind.SHARE, account, *documents, **more))

    def upload(self, account: str, folder: str, **more: Any) -> Given:
        """Let Lou put files into a folder; they opened the link."""
        return self.opened(self.sent(LinkKind.UPLOAD, account, folder, **more))

    def sent(
        self,
        kind: LinkKind,
        account: str,
        *targets: str,
        emails: tuple[str | None, ...] = (LOU,),
        head: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> Given:
        """Make a link with a recipient for each e-mail, of whom None is anyone; how the first holds it.

        What else is said is the recipients', and the head's where it is named so.
        """
        now = self._cloud.clock.now
        aims = tuple(Target(id=each) for each in targets)
        both = {
            "firm": self._firm,
            "kind": kind,
            "account": AccountId(account),
            "creator": self._member,
            "title": "Tax return 2025",
            "targets": aims,
            "created_at": now,
        }
        made = LinkId(new("lnk", now))
        link = Link.model_validate(
            {**both, "id": made, "creator_name": "Olivia Reed", "recipients": len(emails), **(head or {})}
        )
        recipients = []
        for n, email in enumerate(emails, 1):
            fields = {**both, "link": made, "n": n, "email": email, "sent_at": now, "proof": "", **more}
            recipient = Recipient.model_validate(fields)
            recipients.append(recipient.model_copy(update={"proof": self._tokens.proof(recipient.claims)}))
        self._cloud.table.transact(*actions.mint(link, *recipients))
        return self.held(recipients[0])

    def held(self, recipient: Recipient) -> Given:
        return Given(recipient, self._tokens.derive(recipient.claims))

    def opened(self, given: Given, **more: Any) -> Given:
        """Let somebody through the gates: half an hour begins."""
        to, now = given.recipient, self._cloud.clock.now
        visit = to.own_visit or drawn_visit()
        link_pass = drawn_pass(visit)
        fields = {
            "firm": to.firm,
            "link": to.link,
            "n": to.n,
            "generation": to.generation,
            "expires_at": now + PASS_FOR,
            "visit": visit,
            "has_code": to.needs_code,
            **more,
        }
        self._cloud.table.transact(actions.admit(Pass.model_validate(fields), pass_proof(link_pass)))
        return Given(to, given.token, link_pass)
