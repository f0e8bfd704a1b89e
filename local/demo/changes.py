"""Invitations are cancelled, sent again, and sent elsewhere, before and after somebody came in."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from local import mail
from local.api import Caller
from local.demo.story import Story
from local.mail import Mail
from local.seed import token_in

# Nobody is mailed twice within a minute.
_COOL_DOWN = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody tied to an account of their own, and the mail that invited them last."""

    account: str
    contact: str
    person: str
    email: str
    letter: Mail


@dataclass(frozen=True, slots=True)
class Changes:
    """The chapter: three people, each with an account of their own."""

    story: Story

    @property
    def password(self) -> str:
        return f"tide under the bridge {self.story.mark}"

    def tell(self) -> None:
        """Play it.

        Raises:
            StageError: A line saw something else than it must.
        """
        owner = self.story.owner()
        self._cancelled_and_invited_again(owner)
        self._changed_before_coming_in(owner)
        self._changed_after_coming_in(owner)

    def _cancelled_and_invited_again(self, owner: Caller) -> None:
        guest = self._invited(owner, "Cora")
        with self.story.line("An invitation is cancelled") as line:
            person = owner.post(f"/v1/persons/{guest.person}/invitation/cancel", None, expect=200)
            line.expect("the state", "granted", person["state"])
            self._expect_refused(line, guest.letter, "INVITATION_CANCELLED")
            line.expect("the badge", "not_activated", self._badge(owner, guest))
            line.seen = "the link says so, the badge is gray, the login stays granted"
        with self.story.line("… and sent again") as line:
            with self.story.clock.ahead(_COOL_DOWN):
                owner.post(f"/v1/persons/{guest.person}/invitation/resend", None, expect=200)
            letter = self._next_letter(guest.email, guest.letter)
            line.expect("a link of its own", expected=True, came=token_in(letter) != token_in(guest.letter))
            self._expect_refused(line, guest.letter, "INVITATION_CANCELLED")
            line.expect("the badge", "pending_activation", self._badge(owner, guest))
            line.seen = "a new link; the old one stays dead, the badge is yellow"

    def _changed_before_coming_in(self, owner: Caller) -> None:
        guest = self._invited(owner, "Dora")
        elsewhere = self._email("dora-new")
        with self.story.line("The address changes before activation") as line:
            self._change(owner, guest, elsewhere)
            self._expect_refused(line, guest.letter, "INVITATION_SUPERSEDED")
            letter = mail.wait_for(self.story.mailbox, elsewhere)
            line.seen = f"the old link is superseded, {letter.to[0]} got one by itself"
        with self.story.line("… and the new one opens the door") as line:
            self.story.door.accept(token_in(letter), self.password)
            line.expect("the badge", "activated", self._badge(owner, guest))
            line.expect("who is in", ["active"], self._states(owner, guest, elsewhere))
            line.seen = "in, and the badge is green"

    def _changed_after_coming_in(self, owner: Caller) -> None:
        guest = self._invited(owner, "Emma")
        elsewhere = self._email("emma-new")
        with self.story.line("The address changes after activation") as line:
            self.story.door.accept(token_in(guest.letter), self.password)
            self._change(owner, guest, elsewhere)
            letter = mail.wait_for(self.story.mailbox, elsewhere)
            self._signs_in(guest.email)
            line.expect("the old one", ["active"], self._states(owner, guest, guest.email))
            line.seen = "the new address is invited, the old one keeps working"
        with self.story.line("… until it is switched off by hand") as line:
            self.story.door.accept(token_in(letter), self.password)
            old = self._signs_in(guest.email)
            tie = next(each for each in self._ties(owner, guest) if each["email"] == guest.email)
            owner.post(f"/v1/accounts/{guest.account}/ties/{tie['id']}/access/revoke", None, expect=200)
            line.expect("what the old session is told", "UNAUTHENTICATED", old.call("GET", "/v1/portal/me").code)
            self._signs_in(elsewhere)
            line.seen = "the old address enters nothing any more, its session is over; the new one is in"

    def _invited(self, owner: Caller, name: str) -> Guest:
        email = self._email(name.lower())
        account = owner.post("/v1/accounts", {"name": f"{name} {self.story.mark}", "kind": "person"})["id"]
        contact = owner.post("/v1/contacts", {"name": f"{name} Marsh", "emails": [email]})["id"]
        tie = owner.post(f"/v1/accounts/{account}/ties", {"contactId": contact, "email": email})
        path = f"/v1/accounts/{account}/ties/{tie['id']}/access"
        person = owner.post(path, {"invite": True})["personId"]
        return Guest(account, contact, person, email, mail.wait_for(self.story.mailbox, email))

    def _change(self, owner: Caller, guest: Guest, to: str) -> None:
        version = owner.call("GET", f"/v1/contacts/{guest.contact}").headers["ETag"]
        change = {"from": guest.email, "to": to}
        owner.post(f"/v1/contacts/{guest.contact}/emails/change", change, expect=200, if_match=version)

    def _expect_refused(self, line: Any, letter: Mail, code: str) -> None:
        answer = self.story.door.call(
            "POST", "/v1/public/invitation/accept", {"password": self.password}, portico_token=token_in(letter)
        )
        line.expect("what the old link says", code, answer.code)

    def _next_letter(self, email: str, before: Mail) -> Mail:
        return mail.wait_for(self.story.mailbox, email, after=before.number)

    def _signs_in(self, email: str) -> Caller:
        return self.story.door.signed_in("client", self.story.stage.demo.firm.slug, email, self.password)

    def _badge(self, owner: Caller, guest: Guest) -> str:
        return str(owner.get(f"/v1/accounts/{guest.account}")["badge"])

    def _ties(self, owner: Caller, guest: Guest) -> list[Any]:
        ties: list[Any] = owner.get(f"/v1/accounts/{guest.account}/ties")["items"]
        return ties

    def _states(self, owner: Caller, guest: Guest, email: str) -> list[str]:
        return [each["state"] for each in self._ties(owner, guest) if each["email"] == email]

    def _email(self, name: str) -> str:
        return f"{name}-{self.story.mark}@marsh.example"
