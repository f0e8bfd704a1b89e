"""One client comes through the door: from the account that is made to the feed in which the owner reads it all."""

from dataclasses import dataclass
from typing import Any

from local import http, mail
from local.api import Caller
from local.deadline import poll
from local.demo.story import Story, items
from local.mail import Mail
from local.seed import token_in

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


@dataclass(frozen=True, slots=True)
class Door:
    """The chapter, with names of its own each time it is told."""

    story: Story

    @property
    def account_name(self) -> str:
        return f"Panadería Luna {self.story.mark}"

    @property
    def email(self) -> str:
        return f"lucia-{self.story.mark}@luna.example"

    @property
    def password(self) -> str:
        return f"bread before dawn {self.story.mark}"

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
        with self.story.line("The owner signs in") as line:
            owner = self.story.owner()
            me = owner.get("/v1/me")
            line.expect("the role", "owner", me["role"])
            line.seen = f"{me['name']}, {me['role']} of {me['firm']['name']}"
        return owner, me

    def _account_is_made(self, owner: Caller, assigned: str) -> str:
        with self.story.line("The owner adds an account") as line:
            wanted = {"name": self.account_name, "kind": "company", "assigned": [assigned]}
            account = owner.post("/v1/accounts", wanted)
            line.expect("the name", self.account_name, owner.get(f"/v1/accounts/{account['id']}")["name"])
            line.seen = f"{account['name']}, {account['id']}"
        return str(account["id"])

    def _contact_is_tied(self, owner: Caller, account: str) -> Any:
        with self.story.line("… and a contact") as line:
            wanted = {"name": "Lucía Luna", "emails": [self.email], "locale": "es"}
            contact = owner.post("/v1/contacts", wanted)
            line.seen = f"{contact['name']} <{self.email}>, {contact['id']}"
        with self.story.line("… and ties the two") as line:
            half = {"contactId": contact["id"], "email": self.email, "notify": True}
            tie = owner.post(f"/v1/accounts/{account}/ties", half)
            line.expect("the access", "none", tie["state"])
            line.seen = f"{tie['id']}, access {tie['state']}"
        return tie

    def _invitation_goes_out(self, owner: Caller, account: str, tie: str) -> Mail:
        mails_before = len(mail.sent(self.story.mailbox))
        with self.story.line("… grants access and invites") as line:
            tied = owner.post(f"/v1/accounts/{account}/ties/{tie}/access", {"invite": True})
            line.expect("the access", "invited", tied["state"])
            line.seen = f"access {tied['state']}"
        with self.story.line("The invitation mail arrives") as line:
            letter = mail.wait_for(self.story.mailbox, self.email, after=mails_before)
            line.expect("the account in the mail", expected=True, came=self.account_name in letter.text)
            line.seen = f"“{letter.subject}”"
        return letter

    def _links_are_only_looked_at(self, letter: Mail) -> None:
        with self.story.line("Its button opens a page") as line:
            page = http.call("GET", f"{self.story.door.web}/activate/")
            line.expect("the page's status", 200, page.status)
            line.expect("the page's kind", "text/html", page.headers.get_content_type())
            line.seen = f"{len(page.body)} bytes of HTML under a strict content security policy"
        with self.story.line("Looking at it five times") as line:
            looks = [self.story.door.invitation(token_in(letter)) for _ in range(_LOOKS)]
            for look in looks[1:]:
                line.expect("the same each time", looks[0], look)
            line.expect("the address invited", self.email, looks[0]["email"])
            line.expect("the accounts", [self.account_name], looks[0]["accounts"])
            line.seen = f"nothing changed; {looks[0]['firm']['name']} invites to {', '.join(looks[0]['accounts'])}"

    def _client_comes_in(self, letter: Mail, account: str) -> None:
        with self.story.line("The client sets a password") as line:
            self.story.door.accept(token_in(letter), self.password)
            line.seen = "in"
        with self.story.line("The link is used up") as line:
            again = self.story.door.call(
                "POST", "/v1/public/invitation/accept", {"password": self.password}, portico_token=token_in(letter)
            )
            line.expect("refused", expected=True, came=again.status in {409, 410})
            line.seen = f"{again.status} {again.code}"
        with self.story.line("The client signs in") as line:
            client = self.story.door.signed_in("client", self.story.stage.demo.firm.slug, self.email, self.password)
            line.seen = "an access token"
        with self.story.line("… and sees themselves") as line:
            me = client.get("/v1/portal/me")
            line.expect("the accounts", [account], [each["id"] for each in me["accounts"]])
            line.seen = f"{me['name']}: {', '.join(each['name'] for each in me['accounts'])}"

    def _owner_is_told(self, owner: Caller, account: str) -> None:
        with self.story.line("The owner finds a notice") as line:
            notice = poll(
                lambda: next((each for each in items(owner, "/v1/inbox") if _is_about(each, account)), None),
                lambda: f"no notice about {account} in the inbox, which holds {items(owner, '/v1/inbox')}",
            )
            line.seen = f"{notice['kind']}, {notice['state']}"
        with self.story.line("… and a mail about it") as line:
            told = mail.wait_for(
                self.story.mailbox,
                self.story.stage.demo.owner.email,
                such=lambda each: self.account_name in each.subject + each.text,
            )
            line.seen = f"“{told.subject}”"

    def _owner_reads_the_feed(self, owner: Caller, ours: set[str]) -> None:
        with self.story.line("The owner reads the activity feed") as line:

            def came() -> list[str]:
                return [each["action"] for each in items(owner, "/v1/activity") if _concerns(each, ours)]

            def look() -> list[str] | None:
                actions = came()
                return actions if set(actions) >= _FEED else None

            def complaint() -> str:
                return f"GET /v1/activity: expected {sorted(_FEED)}, came {sorted(set(came()))}"

            actions = poll(look, complaint, self.story.patience)
            line.seen = ", ".join(reversed(actions))


def _is_about(notice: Any, account: str) -> bool:
    return bool(notice["account"]) and notice["account"]["id"] == account


def _concerns(entry: Any, ours: set[str]) -> bool:
    return entry["account"] in ours or entry["object"]["id"] in ours
