"""Papers go out and come in: forms filed and shared, a link that runs out, a stranger's files, a name that is read."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from typing import Any

from local import mail, paper
from local.api import Caller
from local.bearer import Bearer, token_of
from local.deadline import poll
from local.demo.story import Story, items
from local.seed import token_in
from local.sending import File, filed, send
from local.tick import asleep, tick

_LARGE = 200_000_000
_MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Papers:
    """The chapter: one client's forms, a lawyer, a bank, and somebody who is nobody's client."""

    story: Story
    large: int = _LARGE

    @property
    def lawyer(self) -> str:
        return f"lena-{self.story.mark}@law.example"

    @property
    def bank(self) -> str:
        return f"loans-{self.story.mark}@bank.example"

    @property
    def email(self) -> str:
        return f"jane-{self.story.mark}@doe.example"

    @property
    def password(self) -> str:
        return f"ledgers under glass {self.story.mark}"

    @cached_property
    def forms(self) -> tuple[File, ...]:
        """Made once, so that what was sent and what is fetched can be compared."""
        filled = paper.Filled()
        return (
            File("2025 return.pdf", paper.form_1040(filled)),
            File("Interest.pdf", paper.form_1099_int(filled)),
            File("Mortgage.pdf", paper.form_1098(filled)),
        )

    def tell(self) -> None:
        """Play it.

        Raises:
            StageError: A line saw something else than it must.
        """
        owner = self.story.owner()
        account = self._client_is_there(owner)
        documents = self._forms_are_filed(owner, account)
        self._large_file_is_filed(owner, account)
        lawyer, bank = self._two_are_shared(owner, account, documents[:2])
        self._both_open_theirs(lawyer, bank)
        self._one_runs_out(owner, lawyer, bank)
        self._stranger_drops_files(owner)
        self._names_are_read(owner, account)

    def _client_is_there(self, owner: Caller) -> str:
        with self.story.line("A client whose papers these are") as line:
            me = owner.get("/v1/me")["id"]
            wanted = {"name": f"Doe Family {self.story.mark}", "kind": "person", "assigned": [me]}
            account = str(owner.post("/v1/accounts", wanted)["id"])
            contact = owner.post("/v1/contacts", {"name": "Jane Doe", "emails": [self.email]})["id"]
            tied = {"contactId": contact, "email": self.email, "notify": True}
            tie = owner.post(f"/v1/accounts/{account}/ties", tied)
            owner.post(f"/v1/accounts/{account}/ties/{tie['id']}/access", {"invite": True})
            self.story.door.accept(token_in(mail.wait_for(self.story.mailbox, self.email)), self.password)
            line.seen = f"{wanted['name']}, and Jane Doe is in"
        return account

    def _forms_are_filed(self, owner: Caller, account: str) -> list[str]:
        with self.story.line("The firm files three forms") as line:
            sent = [send(owner, "/v1", each, accountId=account) for each in self.forms]
            documents = [filed(owner, "/v1", each["id"])["documentId"] for each in sent]
            for document, file in zip(documents, self.forms, strict=True):
                standing = owner.get(f"/v1/documents/{document}")
                line.expect("its hash", file.sha256, standing["sha256"])
                line.expect("its name", file.name, standing["name"])
            line.seen = ", ".join(each.name for each in self.forms)
        return documents

    def _large_file_is_filed(self, owner: Caller, account: str) -> None:
        with self.story.line(f"… and one of {self.large // _MEGABYTE} MB, in parts") as line:
            file = File("All of 2025.pdf", paper.padded(self.forms[0].content, self.large))
            document = filed(owner, "/v1", send(owner, "/v1", file, accountId=account)["id"])["documentId"]
            line.expect("its hash", file.sha256, owner.get(f"/v1/documents/{document}")["sha256"])
            line.seen = f"{len(file.content):,} bytes, sent in parts, filed once"

    def _two_are_shared(self, owner: Caller, account: str, documents: Sequence[str]) -> tuple[Bearer, Bearer]:
        with self.story.line("Two are shared with a lawyer and a bank") as line:
            tomorrow = (self.story.clock.now() + timedelta(days=1)).isoformat()
            wanted = {
                "accountId": account,
                "documents": [{"documentId": each} for each in documents],
                "recipients": [
                    {"email": self.lawyer, "name": "Lena Law", "expiresAt": tomorrow},
                    {"email": self.bank, "name": "The Bank", "expiresAt": None},
                ],
                "message": "As we said on the phone.",
            }
            link = owner.post("/v1/links/share", wanted)
            line.expect("the states", ["active", "active"], [each["state"] for each in link["recipients"]])
            line.seen = "the lawyer's until tomorrow, the bank's for good"
        with self.story.line("… each by a letter of their own") as line:
            lawyer, bank = (self._by_letter(each, "share") for each in (self.lawyer, self.bank))
            line.expect("one address each", expected=True, came=lawyer.token != bank.token)
            line.seen = f"{self.lawyer}, {self.bank}"
        return lawyer, bank

    def _both_open_theirs(self, lawyer: Bearer, bank: Bearer) -> None:
        with self.story.line("Scanners look at a link twenty times") as line:
            looks = [lawyer.look() for _ in range(20)]
            line.expect("the same each time", [looks[0]] * 20, looks)
            named = [each.name for each in self.forms if each.name in str(looks)]
            line.expect("names told before it is opened", [], named)
            line.seen = f"still {looks[-1]['state']}; no name of a document is told"
        with self.story.line("Both open theirs") as line:
            for each in (lawyer, bank):
                self._expect_forms(line, each.opened())
            line.seen = "two documents each, byte for byte what was filed"

    def _expect_forms(self, line: Any, bearer: Bearer) -> None:
        hashes = {hashlib.sha256(bearer.fetched(each["id"])).hexdigest() for each in bearer.documents()}
        line.expect("what they fetched", {each.sha256 for each in self.forms[:2]}, hashes)

    def _one_runs_out(self, owner: Caller, lawyer: Bearer, bank: Bearer) -> None:
        addresses = self.story.stage.addresses
        with self.story.clock.ahead(timedelta(days=2)):
            with asleep(addresses, "links-schedule"), self.story.line("Two days on, the sweep asleep") as line:
                self._expect_expired(line, lawyer)
                line.expect("announced", [], self._expiries(owner))
                line.seen = "LINK_EXPIRED to the lawyer all the same; nobody announced it"
            with self.story.line("… and the sweep run") as line:
                tick(addresses.endpoint)
                self._expect_expired(line, lawyer)
                poll(lambda: self._expiries(owner) or None, lambda: "link.expired is not in the feed")
                line.seen = "LINK_EXPIRED still; now it stands in the feed, once"
            with self.story.line("The bank downloads") as line:
                self._expect_forms(line, bank.opened())
                line.seen = "both documents"

    def _expect_expired(self, line: Any, bearer: Bearer) -> None:
        looked = bearer.look()
        line.expect("what looking tells", ("expired", "LINK_EXPIRED"), (looked["state"], looked["refusal"]["code"]))
        line.expect("what opening tells", "LINK_EXPIRED", bearer.call("POST", "/v1/guest/link/open", {}).code)

    def _expiries(self, owner: Caller) -> list[Any]:
        told = items(owner, "/v1/activity?action=link.expired")
        return [each for each in told if self.lawyer in str(each)]

    def _stranger_drops_files(self, owner: Caller) -> None:
        guests = self._guests(owner)
        with self.story.line("A folder for somebody who is no client") as line:
            folder = owner.post("/v1/folders", {"accountId": guests, "name": f"Walk-in {self.story.mark}"})
            wanted = {"accountId": guests, "folderId": folder["id"], "anyone": {}, "terms": {"asksName": True}}
            link = owner.post("/v1/links/upload", wanted)
            address = owner.post(f"/v1/links/{link['id']}/recipients/1/address", None, 200)["linkAddress"]
            stranger = Bearer(self.story.door, address.partition("#")[2]).opened(name="Sam Stone")
            line.seen = f"{folder['name']}; the address is passed on by other means"
        before = self._told_of_uploads(owner)
        with self.story.line("… who drops three files through it") as line:
            files = [File(f"{name}.pdf", paper.prose(name)) for name in ("Lease", "Deed", "Will")]
            sent = [send(stranger, "/v1/guest", each) for each in files]
            for each in sent:
                filed(stranger, "/v1/guest", each["id"])
            path = f"/v1/documents?account={guests}&folder={folder['id']}"
            line.expect("the folder", {each.name for each in files}, {each["name"] for each in items(owner, path)})
            line.expect("what else they see", "NOT_FOUND", stranger.call("GET", "/v1/guest/documents").code)
            line.seen = "scanned and filed in the guest folder; they see what they sent and nothing else"
        with self.story.line("… one notice for the three") as line:
            notice = poll(
                lambda: next((each for each in self._told_of_uploads(owner) - before), None),
                lambda: "no notice of an upload came",
            )
            line.expect("notices", {notice}, self._told_of_uploads(owner) - before)
            line.seen = notice

    def _told_of_uploads(self, owner: Caller) -> set[str]:
        return {each["id"] for each in items(owner, "/v1/inbox?limit=100") if each["kind"] == "document.uploaded"}

    def _guests(self, owner: Caller) -> str:
        standing = next(
            (each["id"] for each in items(owner, "/v1/accounts?limit=100") if each["sort"] == "guest"), None
        )
        return str(standing or owner.post("/v1/accounts", {"name": "Guests", "kind": "other", "sort": "guest"})["id"])

    def _names_are_read(self, owner: Caller, account: str) -> None:
        self._switched_on(owner)
        client = self.story.door.signed_in("client", self.story.stage.demo.firm.slug, self.email, self.password)
        with self.story.line("A client's img_01.pdf holds a W-2") as line:
            document = self._put_in(client, account, File("img_01.pdf", paper.w2(paper.Filled())))
            path = f"/v1/portal/documents/{document}"
            renamed = poll(
                lambda: client.get(path) if client.get(path)["name"] != "img_01.pdf" else None,
                lambda: "it is still called img_01.pdf",
            )
            line.expect("its beginning", "2025_W-2", renamed["name"][:8])
            line.expect("its original name", "img_01.pdf", renamed["originalName"])
            line.seen = f"{renamed['name']}, once {renamed['originalName']}"
        with self.story.line("A recipe, and a letter that mentions one") as line:
            others = {"recipe.pdf": paper.recipe(), "letter.pdf": paper.letter_about_a_w2()}
            put = {name: self._put_in(client, account, File(name, content)) for name, content in others.items()}
            last = self._put_in(client, account, File("img_02.pdf", paper.w2(replace(paper.Filled(), year=2024))))
            path = f"/v1/portal/documents/{last}"
            poll(lambda: client.get(path)["name"] != "img_02.pdf" or None, lambda: "img_02.pdf was never read")
            for name, document in put.items():
                line.expect("its name", name, client.get(f"/v1/portal/documents/{document}")["name"])
            line.seen = "keep their names"

    def _switched_on(self, owner: Caller) -> None:
        standing = owner.call("GET", "/v1/settings")
        if not standing.json["automaticRenaming"]:
            owner.call("PATCH", "/v1/settings", {"automaticRenaming": True}, if_match=standing.headers["ETag"])

    def _put_in(self, client: Caller, account: str, file: File) -> str:
        sent = send(client, "/v1/portal", file, accountId=account)
        return str(filed(client, "/v1/portal", sent["id"])["documentId"])

    def _by_letter(self, email: str, kind: str) -> Bearer:
        letter = mail.wait_for(self.story.mailbox, email, such=lambda each: token_of(each, kind) is not None)
        return Bearer(self.story.door, token_of(letter, kind) or secrets.token_hex())
