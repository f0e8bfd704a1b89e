"""People the tests bring to the door, each with an e-mail and accounts of their own: no test sees another's."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from local import mail
from local.api import Audience, Caller
from local.deadline import poll
from local.demo.story import pages
from local.seed import token_in
from local.stage import Stage
from tests.fakes.totp import code_of

PASSWORD = "lantern over quiet harbour"


@dataclass(frozen=True)
class Invited:
    """Somebody whose invitation is in the mailbox."""

    id: str
    name: str
    email: str
    token: str
    link: str
    accounts: dict[str, str] = field(default_factory=dict)

    @property
    def account(self) -> str:
        return next(iter(self.accounts))

    @property
    def account_name(self) -> str:
        return self.accounts[self.account]


@dataclass
class Firm:
    """The demo firm, whose owner invites."""

    stage: Stage
    _owner: Caller | None = None

    @property
    def owner(self) -> Caller:
        """The owner's session, opened once."""
        if self._owner is None:
            who = self.stage.demo.owner
            self._owner = self._door.signed_in("team", self.stage.demo.firm.slug, who.email, who.password)
        return self._owner

    @property
    def _door(self) -> Caller:
        return Caller(self.stage.addresses.web)

    def invite_client(self, *, locale: str = "en", name: str = "Nora Lindqvist", accounts: int = 1) -> Invited:
        """Make a contact tied to accounts of their own, grant and invite; the mail has come."""
        mark = secrets.token_hex(4)
        email = f"nora-{mark}@lindqvist.example"
        owner = self.owner
        contact = owner.post("/v1/contacts", {"name": name, "emails": [email], "locale": locale})
        made = [owner.post("/v1/accounts", self._account(f"Lindqvist {n} {mark}")) for n in range(1, accounts + 1)]
        for each in made:
            tie = owner.post(f"/v1/accounts/{each['id']}/ties", {"contactId": contact["id"], "email": email})
            is_last = each is made[-1]
            granted = owner.post(f"/v1/accounts/{each['id']}/ties/{tie['id']}/access", {"invite": is_last})
        return self._with_mail(granted["personId"], name, email, {each["id"]: each["name"] for each in made})

    def invite_member(self, *, name: str = "Milo Brandt", locale: str = "en") -> Invited:
        """Invite an employee without any right; the mail has come."""
        email = f"milo-{secrets.token_hex(4)}@harbour-vale.example"
        wanted = {"name": name, "email": email, "role": "employee", "rights": [], "locale": locale}
        member = self.owner.post("/v1/members", wanted)
        return self._with_mail(member["id"], name, email, {})

    def activate(self, who: Invited) -> None:
        """Let somebody in over HTTP, where a test is about what comes after."""
        self._door.accept(who.token, PASSWORD)

    def session(self, who: Invited, password: str = PASSWORD) -> Caller:
        """Sign somebody in over HTTP, where a test is about what comes after."""
        audience: Audience = "client" if who.accounts else "team"
        return self._door.signed_in(audience, self.stage.demo.firm.slug, who.email, password)

    def set_up_factor(self, member: Caller) -> str:
        """Give a member who is signed in a second factor, and return what makes its codes."""
        secret: str = member.post("/v1/totp", None)["secret"]
        member.post("/v1/totp/confirm", {"code": code_of(secret, datetime.now(UTC))}, expect=200)
        return secret

    def revoke(self, who: Invited, account: str) -> None:
        """Take one account away from a client."""
        tie = self.owner.get(f"/v1/accounts/{account}/ties")["items"][0]["id"]
        self.owner.post(f"/v1/accounts/{account}/ties/{tie}/access/revoke", None, expect=200)

    def reset_link(self, who: Invited) -> str:
        """The address in the letter for a new password, waited for."""
        letter = mail.wait_for(self.stage.addresses.mailbox, who.email, such=lambda each: "/reset/#" in each.text)
        return next(each for each in letter.links if "/reset/#" in each)

    def offer_ownership(self, who: Invited) -> None:
        self.owner.post("/v1/firm/ownership-offer", {"memberId": who.id})

    def withdraw_offer(self) -> None:
        answer = self.owner.call("DELETE", "/v1/firm/ownership-offer")
        assert answer.status == 200, answer.body

    @contextmanager
    def handed_back(self, who: Invited) -> Iterator[None]:
        """Whatever comes of it, let the firm be its owner's again afterwards."""
        mine = self.owner.get("/v1/me")["id"]
        try:
            yield
        finally:
            if self.owner.get("/v1/me")["role"] != "owner":
                taker = self._door.signed_in("team", self.stage.demo.firm.slug, who.email, PASSWORD)
                taker.post("/v1/firm/ownership-offer", {"memberId": mine})
                self.owner.post("/v1/firm/ownership-offer/accept", None, expect=200)

    def resend(self, who: Invited) -> Invited:
        """Send the invitation anew; the mail has come."""
        before = mail.wait_for(self.stage.addresses.mailbox, who.email)
        self.owner.post(f"/v1/persons/{who.id}/invitation/resend", None, expect=200)
        return self._with_mail(who.id, who.name, who.email, who.accounts, after=before.number)

    def invitation(self, who: Invited) -> Any:
        """The invitation as the API shows it to its holder."""
        return self._door.invitation(who.token)

    def sign_up_mail(self, who: Invited) -> mail.Mail:
        """The notice to the assigned that `who` has signed up, waited for."""
        to = self.stage.demo.owner.email
        return mail.wait_for(self.stage.addresses.mailbox, to, such=lambda each: who.account in each.text)

    def await_notice(self, who: Invited) -> Any:
        """Wait until the owner's inbox tells of `who`, and return the item: behind what came while time was ahead."""

        def look() -> Any:
            inbox = pages(self.owner, "/v1/inbox")
            return next((each for each in inbox if each["account"] and each["account"]["id"] == who.account), None)

        return poll(look, lambda: f"no notice about {who.account_name} in the owner's inbox")

    def _account(self, name: str) -> dict[str, Any]:
        return {"name": name, "kind": "company", "assigned": [self.owner.get("/v1/me")["id"]]}

    def _with_mail(self, identity: str, name: str, email: str, accounts: dict[str, str], *, after: int = 0) -> Invited:
        letter = mail.wait_for(self.stage.addresses.mailbox, email, after=after)
        link = next(each for each in letter.links if "/activate/#" in each)
        return Invited(identity, name, email, token_in(letter), link, accounts)
