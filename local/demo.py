"""`make demo`: one client comes through the door of the running stage, told line by line.

Everything goes over HTTP, with names of its own each time. PORTICO_WEB sends it through another address,
a recording proxy for instance. The first line that sees something else than it must ends it.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from local import http, mail
from local.api import Caller
from local.deadline import WITHIN, poll
from local.failure import StageError, main
from local.mail import Mail
from local.place import Place
from local.seed import token_in
from local.stage import Stage

_LOOKS = 5
_FEED = {
    "account.created",
    "contact.created",
    "tie.created",
    "portal_access.granted",
    "invitation.sent",
    "invitation.accepted",
    "client.signed_up",
    "client.logged_in",
}


@dataclass(slots=True)
class Line:
    """One line of the story: what is done, and what was seen."""

    title: str
    seen: str = ""

    def expect(self, what: str, expected: object, came: object) -> None:
        """Go on only if the two are equal.

        Raises:
            StageError: They differ.
        """
        if expected != came:
            raise StageError(f"{what}: expected {expected!r}, came {came!r}")


@dataclass(slots=True)
class Story:
    """The plot, and whom it is about."""

    stage: Stage
    door: Caller
    mark: str = field(default_factory=lambda: secrets.token_hex(3))
    patience: float = WITHIN
    told: int = 0

    @contextmanager
    def line(self, title: str) -> Iterator[Line]:
        """Tell one line when its block is through; name it when it is not.

        Raises:
            StageError: The block saw something else than it must.
        """
        self.told += 1
        line = Line(title)
        try:
            yield line
        except KeyError as lacking:
            raise StageError(f"✗ {self.told:>2}  {title}\n      the answer lacks {lacking}") from lacking
        except (StageError, OSError) as error:
            raise StageError(f"✗ {self.told:>2}  {title}\n      {error}") from error
        print(f"✓ {self.told:>2}  {title:<34} {line.seen}", flush=True)

    @property
    def account_name(self) -> str:
        return f"Panadería Luna {self.mark}"

    @property
    def email(self) -> str:
        return f"lucia-{self.mark}@luna.example"

    @property
    def password(self) -> str:
        return f"bread before dawn {self.mark}"

    def tell(self) -> None:
        """Play it from the owner's sign-in to the owner reading it all.

        Raises:
            StageError: A line saw something else than it must.
        """
        owner, me = self._owner_signs_in()
        account = self._account_is_made(owner, me["id"])
        tie = self._contact_is_tied(owner, account)
        letter = self._invitation_goes_out(owner, account, tie["id"])
        self._links_are_only_looked_at(letter)
        self._client_comes_in(letter, account)
        self._owner_is_told(owner, account)
        self._owner_reads_the_feed(owner, {account, tie["id"], tie["contact"]["id"], tie["personId"]})

    def _owner_signs_in(self) -> tuple[Caller, Any]:
        demo = self.stage.demo
        with self.line("The owner signs in") as line:
            owner = self.door.signed_in("team", demo.firm.slug, demo.owner.email, demo.owner.password)
            me = owner.get("/v1/me")
            line.expect("the role", "owner", me["role"])
            line.seen = f"{me['name']}, {me['role']} of {me['firm']['name']}"
        return owner, me

    def _account_is_made(self, owner: Caller, assigned: str) -> str:
        with self.line("The owner adds an account") as line:
            wanted = {"name": self.account_name, "kind": "company", "assigned": [assigned]}
            account = owner.post("/v1/accounts", wanted)
            line.expect("the name", self.account_name, owner.get(f"/v1/accounts/{account['id']}")["name"])
            line.seen = f"{account['name']}, {account['id']}"
        return str(account["id"])

    def _contact_is_tied(self, owner: Caller, account: str) -> Any:
        with self.line("… and a contact") as line:
            wanted = {"name": "Lucía Luna", "emails": [self.email], "locale": "es"}
            contact = owner.post("/v1/contacts", wanted)
            line.seen = f"{contact['name']} <{self.email}>, {contact['id']}"
        with self.line("… and ties the two") as line:
            half = {"contactId": contact["id"], "email": self.email, "notify": True}
            tie = owner.post(f"/v1/accounts/{account}/ties", half)
            line.expect("the access", "none", tie["state"])
            line.seen = f"{tie['id']}, access {tie['state']}"
        return tie

    def _invitation_goes_out(self, owner: Caller, account: str, tie: str) -> Mail:
        mails_before = len(mail.sent(self.stage.addresses.mailbox))
        with self.line("… grants access and invites") as line:
            tied = owner.post(f"/v1/accounts/{account}/ties/{tie}/access", {"invite": True})
            line.expect("the access", "invited", tied["state"])
            line.seen = f"access {tied['state']}"
        with self.line("The invitation mail arrives") as line:
            letter = mail.wait_for(self.stage.addresses.mailbox, self.email, after=mails_before)
            line.expect("the account in the mail", expected=True, came=self.account_name in letter.text)
            line.seen = f"“{letter.subject}”"
        return letter

    def _links_are_only_looked_at(self, letter: Mail) -> None:
        with self.line("Its button opens a page") as line:
            page = http.call("GET", f"{self.door.web}/activate/")
            line.expect("the page's status", 200, page.status)
            line.expect("the page's kind", "text/html", page.headers.get_content_type())
            line.seen = f"{len(page.body)} bytes of HTML under a strict content security policy"
        with self.line("Looking at it five times") as line:
            looks = [self.door.invitation(token_in(letter)) for _ in range(_LOOKS)]
            for look in looks[1:]:
                line.expect("the same each time", looks[0], look)
            line.expect("the address invited", self.email, looks[0]["email"])
            line.expect("the accounts", [self.account_name], looks[0]["accounts"])
            line.seen = f"nothing changed; {looks[0]['firm']['name']} invites to {', '.join(looks[0]['accounts'])}"

    def _client_comes_in(self, letter: Mail, account: str) -> None:
        with self.line("The client sets a password") as line:
            self.door.accept(token_in(letter), self.password)
            line.seen = "in"
        with self.line("The link is used up") as line:
            again = self.door.call(
                "POST", "/v1/public/invitation/accept", {"password": self.password}, portico_token=token_in(letter)
            )
            line.expect("refused", expected=True, came=again.status in {409, 410})
            line.seen = f"{again.status} {again.code}"
        with self.line("The client signs in") as line:
            client = self.door.signed_in("client", self.stage.demo.firm.slug, self.email, self.password)
            line.seen = "an access token"
        with self.line("… and sees themselves") as line:
            me = client.get("/v1/portal/me")
            line.expect("the accounts", [account], [each["id"] for each in me["accounts"]])
            line.seen = f"{me['name']}: {', '.join(each['name'] for each in me['accounts'])}"

    def _owner_is_told(self, owner: Caller, account: str) -> None:
        with self.line("The owner finds a notice") as line:
            notice = poll(
                lambda: next((each for each in _items(owner, "/v1/inbox") if _is_about(each, account)), None),
                lambda: f"no notice about {account} in the inbox, which holds {_items(owner, '/v1/inbox')}",
            )
            line.seen = f"{notice['kind']}, {notice['state']}"
        with self.line("… and a mail about it") as line:
            told = mail.wait_for(
                self.stage.addresses.mailbox,
                self.stage.demo.owner.email,
                such=lambda each: self.account_name in each.subject + each.text,
            )
            line.seen = f"“{told.subject}”"

    def _owner_reads_the_feed(self, owner: Caller, ours: set[str]) -> None:
        with self.line("The owner reads the activity feed") as line:

            def came() -> list[str]:
                return [each["action"] for each in _items(owner, "/v1/activity") if _concerns(each, ours)]

            def look() -> list[str] | None:
                actions = came()
                return actions if set(actions) >= _FEED else None

            def complaint() -> str:
                return f"GET /v1/activity: expected {sorted(_FEED)}, came {sorted(set(came()))}"

            actions = poll(look, complaint, self.patience)
            line.seen = ", ".join(reversed(actions))


def _items(caller: Caller, path: str) -> list[Any]:
    items: list[Any] = caller.get(path)["items"]
    return items


def _is_about(notice: Any, account: str) -> bool:
    return bool(notice["account"]) and notice["account"]["id"] == account


def _concerns(entry: Any, ours: set[str]) -> bool:
    return entry["account"] in ours or entry["object"]["id"] in ours


def run() -> None:
    """Tell the story on the running stage."""
    stage = Stage.read(Place.from_environment())
    web = os.environ.get("PORTICO_WEB", stage.addresses.web).rstrip("/")
    story = Story(stage, Caller(web))
    story.tell()
    print(f"\nThe whole way, {story.told} lines.")


if __name__ == "__main__":
    main(run)
