"""A practice moves in: its clients come as a sheet, all of them are invited at once, the first ten come in."""

import hashlib
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from local import http, mail
from local.api import Caller
from local.deadline import poll
from local.demo.story import Story, pages
from local.failure import StageError
from local.mail import Mail
from local.practice import Practice, practice
from local.seed import token_in

_TEN = 10
_JOB_WITHIN = 900.0
_LOOK_EVERY = 2.0
_ENDED = {"finished", "failed", "cancelled"}


@dataclass(frozen=True, slots=True)
class Crowd:
    """The chapter; `accounts` and `contacts` say how large the practice is."""

    story: Story
    accounts: int = 2_000
    contacts: int = 3_000

    @property
    def password(self) -> str:
        return f"many boats one harbour {self.story.mark}"

    def tell(self) -> None:
        """Play it.

        Raises:
            StageError: A line saw something else than it must.
        """
        owner = self.story.owner()
        demo = self.story.stage.demo
        members = (demo.owner.email, demo.employee.email)
        sheet = practice(accounts=self.accounts, contacts=self.contacts, members=members, mark=self.story.mark)
        known = {each["id"] for each in pages(owner, "/v1/accounts")}
        imported = self._sheet_is_uploaded(owner, sheet)
        self._sheet_is_checked(owner, imported, sheet)
        self._sheet_is_taken_in(owner, imported, sheet)
        ours = self._badges_are_gray(owner, known, sheet)
        persons = self._all_are_invited(owner, sorted(ours), sheet)
        letters = self._letters_arrive(persons)
        entered = self._ten_come_in(letters)
        self._badges_turn(owner, ours, entered)
        self._pending_are_listed(owner, persons)
        self._feed_tells(owner, entered)

    def _sheet_is_uploaded(self, owner: Caller, sheet: Practice) -> str:
        with self.story.line("A practice's sheet of clients is uploaded") as line:
            announced = {
                "name": "clients.csv",
                "size": len(sheet.content),
                "sha256": hashlib.sha256(sheet.content).hexdigest(),
            }
            prepared = owner.post("/v1/imports", announced)
            upload = prepared["upload"]
            answer = http.upload(upload["url"], upload["fields"], sheet.content)
            line.expect("the store's answer", expected=True, came=answer.status in {200, 201, 204})
            line.seen = f"{sheet.expected.rows:,} rows, {len(sheet.content) // 1024:,} KB"
        return str(prepared["id"])

    def _sheet_is_checked(self, owner: Caller, imported: str, sheet: Practice) -> None:
        expected = sheet.expected
        with self.story.line("… checked whole before anything is written") as line:
            job = self._done(owner, owner.post(f"/v1/imports/{imported}/check", None, expect=202))
            check = owner.get(f"/v1/imports/{imported}")["check"]
            line.expect("rows", expected.rows, check["rows"])
            line.expect("bad rows", expected.bad, check["bad"])
            line.expect("accounts", expected.accounts, check["accounts"])
            line.expect("contacts", expected.contacts, check["contacts"])
            codes = Counter(each["code"] for each in pages(owner, f"/v1/jobs/{job['id']}/report") if each["code"])
            line.expect("the errors told", dict(expected.errors), {code: codes[code] for code in expected.errors})
            line.seen = f"{check['bad']} bad rows told by number: {', '.join(sorted(expected.errors))}"

    def _sheet_is_taken_in(self, owner: Caller, imported: str, sheet: Practice) -> None:
        with self.story.line("… and taken in, the bad ones left out") as line:
            started = time.monotonic()
            self._done(owner, owner.post(f"/v1/imports/{imported}/run", {"skipBad": True}, expect=202))
            run = owner.get(f"/v1/imports/{imported}")["run"]
            line.expect("accounts", sheet.expected.accounts, run["accounts"])
            line.expect("contacts", sheet.expected.contacts, run["contacts"])
            line.seen = f"{run['accounts']:,} accounts, {run['contacts']:,} contacts in {_since(started)}"

    def _badges_are_gray(self, owner: Caller, known: set[str], sheet: Practice) -> set[str]:
        with self.story.line("Granted and never invited") as line:
            ours = {each["id"]: each["badge"] for each in pages(owner, "/v1/accounts") if each["id"] not in known}
            line.expect("accounts", sheet.expected.accounts, len(ours))
            line.expect("badges", {"not_activated"}, set(ours.values()))
            waiting = list(self._pending(owner, "sent"))
            line.expect("pending", sheet.expected.persons, len(waiting))
            line.expect("sent", {None}, {each["sentAt"] for each in waiting})
            line.seen = f"{len(waiting):,} persons pending, {len(ours):,} accounts gray"
        return set(ours)

    def _all_are_invited(self, owner: Caller, accounts: list[str], sheet: Practice) -> int:
        asked = {"accounts": accounts, "login": "enable", "sendInvitations": True, "message": "Welcome aboard."}
        with self.story.line("All are to be invited: a dry run") as line:
            tried = self._done(owner, owner.post("/v1/bulk/access", {**asked, "dryRun": True}, expect=202))
            line.expect("failed", 0, tried["failed"])
            line.expect("still pending", sheet.expected.persons, len(list(self._pending(owner, "sent"))))
            line.seen = f"{tried['done']:,} would be done, nothing was"
        with self.story.line("… and in earnest, in one call") as line:
            started = time.monotonic()
            job = self._done(owner, owner.post("/v1/bulk/access", asked, expect=202))
            line.expect("failed", 0, job["failed"])
            waiting = list(self._pending(owner, "-sent"))
            line.expect("never sent", [], [each["email"] for each in waiting if each["sentAt"] is None])
            line.seen = f"{len(waiting):,} persons in {_since(started)}; the report has {job['done']:,} entries"
        return len(waiting)

    def _letters_arrive(self, persons: int) -> list[Mail]:
        with self.story.line("One letter for each arrives") as line:

            def ours() -> list[Mail]:
                return [each for each in mail.sent(self.story.mailbox) if self._is_ours(each.to[0])]

            def look() -> list[Mail] | None:
                come = ours()
                return come if len(come) >= persons else None

            letters = self._in_time(look, lambda: f"of {persons} letters came {len(ours())}")
            line.expect("letters", persons, len(letters))
            line.expect("each to somebody else", persons, len({each.to for each in letters}))
            line.seen = f"{len(letters):,} letters, each to somebody else"
        return letters

    def _ten_come_in(self, letters: list[Mail]) -> dict[str, list[str]]:
        entered: dict[str, list[str]] = {}
        with self.story.line("Ten of them come in") as line:
            for letter in random.Random(_TEN).sample(letters, _TEN):  # noqa: S311  # the same ten each time
                email = letter.to[0]
                self.story.door.accept(token_in(letter), self.password)
                client = self.story.door.signed_in("client", self.story.stage.demo.firm.slug, email, self.password)
                entered[email] = [each["id"] for each in client.get("/v1/portal/me")["accounts"]]
            line.seen = f"into {len({each for accounts in entered.values() for each in accounts})} accounts"
        return entered

    def _badges_turn(self, owner: Caller, ours: set[str], entered: dict[str, list[str]]) -> None:
        green = {each for accounts in entered.values() for each in accounts}
        with self.story.line("The badges follow") as line:
            badges = {each["id"]: each["badge"] for each in pages(owner, "/v1/accounts") if each["id"] in ours}
            line.expect("green", green, {each for each, badge in badges.items() if badge == "activated"})
            counts = Counter(badges.values())
            line.expect("yellow", len(ours) - len(green), counts["pending_activation"])
            line.seen = f"{counts['activated']} green, {counts['pending_activation']:,} yellow"

    def _pending_are_listed(self, owner: Caller, persons: int) -> None:
        with self.story.line("The pending, by when they were sent it") as line:
            oldest, newest = list(self._pending(owner, "sent")), list(self._pending(owner, "-sent"))
            line.expect("how many", persons - _TEN, len(oldest))
            line.expect("both ways", [each["id"] for each in oldest], [each["id"] for each in reversed(newest)])
            line.expect("in order", sorted(each["sentAt"] for each in oldest), [each["sentAt"] for each in oldest])
            line.seen = f"{len(oldest):,} each way, from {oldest[0]['email']} to {newest[0]['email']}"

    def _feed_tells(self, owner: Caller, entered: dict[str, list[str]]) -> None:
        with self.story.line("The feed tells of each who came in") as line:
            expected = sum(map(len, entered.values()))

            def look() -> list[Any] | None:
                told = [each for each in self._recent(owner, "client.signed_up") if each["account"] in accounts]
                return told if len(told) >= expected else None

            accounts = {each for found in entered.values() for each in found}
            told = poll(look, lambda: f"the feed does not tell of {expected} sign-ups", self.story.patience)
            line.expect("sign-ups told", expected, len(told))
            line.seen = f"{len(told)} sign-ups for {len(entered)} people"

    def _recent(self, owner: Caller, action: str) -> Iterator[Any]:
        """What the record has of one kind among its latest few hundred entries."""
        cursor = ""
        for _ in range(5):
            page = owner.get(f"/v1/activity?action={action}&limit=100{cursor}")
            yield from page["items"]
            if page["nextCursor"] is None:
                return
            cursor = f"&cursor={page['nextCursor']}"

    def _pending(self, owner: Caller, order: str) -> Iterator[Any]:
        return (each for each in pages(owner, f"/v1/persons/pending?order={order}") if self._is_ours(each["email"]))

    def _is_ours(self, email: str) -> bool:
        return email.partition("@")[0].startswith("client") and email.partition("@")[0].endswith(self.story.mark)

    def _done(self, owner: Caller, job: Any) -> Any:
        """Wait until a job ended well, and give it."""

        def standing() -> Any:
            return owner.get(f"/v1/jobs/{job['id']}")

        def look() -> Any:
            found = standing()
            return found if found["state"] in _ENDED else None

        ended = self._in_time(look, lambda: f"the job goes on: {_told(standing())}")
        if ended["state"] != "finished":
            raise StageError(f"the job ended otherwise: {_told(ended)}")
        return ended

    def _in_time[T](self, look: Callable[[], T | None], complaint: Callable[[], str]) -> T:
        """Wait as long as thousands may take."""
        return poll(look, complaint, _JOB_WITHIN, every=_LOOK_EVERY)


def _since(started: float) -> str:
    return f"{time.monotonic() - started:.0f} s"


def _told(job: Any) -> str:
    return f"{job['id']} is {job['state']}, {job['code']}, {job['done']} of {job['total']}"
