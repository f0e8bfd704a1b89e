"""Any order of what is put in, shared, opened and ended: papers are there once, and no link opens that is over.

The firm and its client put files into an account, so does whoever holds a link; verdicts come before or after what
they are about, and twice; links are made, opened, used, extended, revoked and run out, while documents come and go.
"""

from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from functions.documents.service.scanning import TEST_FILE
from shared.domain.ids import AccountId
from shared.published.documents import main_folder_id
from shared.table import marshal, schema
from tests.fakes.cloud import running_cloud
from tests.fakes.http import Answer
from tests.infra.assembly import Assembly
from tests.journeys.acts import PASSWORD, Office
from tests.journeys.house import Delivery, House
from tests.journeys.papers import Held, open_folder, put_in, share

ZOE = "zoe@doe.example"
_WAYS = ("team", "client")
# Whatever is said of the state of a link that opens no more.
_OVER = {each: f"LINK_{each.upper()}" for each in ("revoked", "suspended", "expired", "exhausted")}
# Text for the eyes of who files it; to the scanner the last is an archive it cannot open.
_CONTENTS = {"filed": b"All is well", "rejected": TEST_FILE, "held": b"PK\x03\x04 of no archive"}


@dataclass
class Sent:
    """A file whose bytes are there, and what must come of it unless the link it came by was closed."""

    upload: str
    comes_to: str
    link: "Made | None" = None


@dataclass
class Made:
    """A link as the book knows it."""

    id: str
    kind: str
    held: Held
    until: datetime
    target: str | None = None
    most: int | None = None
    uses: int = 0
    is_revoked: bool = False

    def state(self, now: datetime, trashed: set[str]) -> str:
        """Tell what it must say of itself at `now`; the first of what there is to say."""
        if self.is_revoked:
            return "revoked"
        if self.target in trashed:
            return "suspended"
        if now >= self.until:
            return "expired"
        return "exhausted" if self.most is not None and self.uses >= self.most else "active"


class Papers(RuleBasedStateMachine):
    """Plays, and keeps a book of what must have come of it."""

    def __init__(self, assembly: Assembly, done: Counter[str]) -> None:
        super().__init__()
        self._done = done
        self._closing = ExitStack()
        cloud = self._closing.enter_context(running_cloud(self._closing.enter_context(pytest.MonkeyPatch.context())))
        self.house = House(cloud, assembly)
        self.office = Office(self.house).found()
        client = self.office.add_client(ZOE)
        self.account = client["account"]
        self.office.invite(client)
        body = {"accountId": self.account, "name": "Taxes", "permission": "edit"}
        self.folder = self.office.ask("POST", "/v1/folders", body=body)["id"]
        self.main = main_folder_id(self.office.id, AccountId(self.account))
        self.house.settle()
        assert self.office.accept(self.office.letter(ZOE)) == 201
        self.zoe = self.house.sign_in("client", self.office.slug, ZOE, PASSWORD)
        self.sent: list[Sent] = []
        self.links: list[Made] = []
        self._written = 0
        self.put_in("team", "filed", deep=True)
        self.deliver(0, "")

    which = st.integers(min_value=0)
    contents = st.sampled_from(list(_CONTENTS))

    @rule(way=st.sampled_from(_WAYS), comes_to=contents, deep=st.booleans())
    def put_in(self, way: str, comes_to: str, *, deep: bool) -> None:
        """The firm or its client puts a file in, named as another may be."""
        content = self._content(comes_to)
        zoe = self.zoe if way == "client" else None
        more = {"folderId": self.folder} if deep else {}
        answer = put_in(self.office, self.account, content, f"{comes_to}.txt", zoe=zoe, **more)
        assert answer.status == 201, answer.text
        self.sent.append(Sent(answer.json["upload"]["id"], comes_to))
        self._done[way] += 1

    @precondition(lambda self: self._of_kind("upload"))
    @rule(which=which, comes_to=contents, is_regretted=st.booleans())
    def drop(self, which: int, comes_to: str, *, is_regretted: bool) -> None:
        """Whoever holds a link puts a file in, if it opens to them; perhaps the firm ends it before that is filed."""
        self._drop(self._pick("upload", which), comes_to, is_regretted=is_regretted)

    @rule(seed=st.integers(0, 99), late=st.sampled_from(["", "documents-storage", "documents-scanner"]))
    def deliver(self, seed: int, late: str) -> None:
        """Bring everything twice and shuffled; who files, or who scans, hears of it later than everybody else."""
        order = Random(seed)  # noqa: S311  # an order, no secret
        if late:
            with self.house.down(late):
                self.house.settle(Delivery(copies=2, order=order))
                self.house.tick()
                self.house.settle()
        self.house.settle(Delivery(copies=2, order=order))
        self._read()

    @rule(which=which, days=st.sampled_from([1, 3]), most=st.sampled_from([None, 1, 2]), is_taken=st.booleans())
    def share(self, which: int, days: int, most: int | None, *, is_taken: bool) -> None:
        """A document is shared, and perhaps taken as soon as the letter is there."""
        documents = [each for each in self._documents() if "trashed_at" not in each]
        if not documents:
            return
        document = str(documents[which % len(documents)]["id"])
        to = f"lena{len(self.links)}@law.example"
        until = self.house.clock() + timedelta(days=days)
        made = share(self.office, self.account, document, to=to, days=days, maxUses=most)
        self._made(made, "share", to, until, target=document, most=most)
        if is_taken:
            self._take(self.links[-1], again=False)

    @rule(days=st.sampled_from([1, 3]), most=st.sampled_from([None, 1, 2]), is_regretted=st.booleans())
    def open_folder(self, days: int, most: int | None, *, is_regretted: bool) -> None:
        """The account is opened for files, and one comes at once."""
        to = f"ben{len(self.links)}@bank.example"
        until = self.house.clock() + timedelta(days=days)
        made = open_folder(self.office, self.account, to=to, days=days, maxFiles=most)
        self._made(made, "upload", to, until, most=most)
        self._drop(self.links[-1], "filed", is_regretted=is_regretted)

    @precondition(lambda self: self._of_kind("share"))
    @rule(which=which, again=st.booleans())
    def use(self, which: int, again: bool) -> None:
        """Whoever holds a link opens it and takes what it is for, and perhaps once more within the same use."""
        self._take(self._pick("share", which), again=again)

    @precondition(lambda self: self.links)
    @rule(which=which, days=st.sampled_from([1, 5]))
    def extend(self, which: int, days: int) -> None:
        link = self.links[which % len(self.links)]
        until = self.house.clock() + timedelta(days=days)
        seen = int(self.house.call("GET", f"/v1/links/{link.id}", who=self.office.owner).headers["etag"].strip('"'))
        path = f"/v1/links/{link.id}/recipients/1/extend"
        answer = self._act(path, {"expiresAt": until.isoformat()}, seen=seen)
        assert answer.status == (409 if link.is_revoked else 200), answer.text
        if not link.is_revoked:
            link.until = until
            self._done["extend"] += 1

    @precondition(lambda self: self.links)
    @rule(which=which, whole=st.booleans())
    def revoke(self, which: int, whole: bool) -> None:
        self._revoke(self.links[which % len(self.links)], whole=whole)

    @rule(which=which, verb=st.sampled_from(["away", "move"]))
    def change(self, which: int, verb: str) -> None:
        """A document goes into the trash, comes back, or goes into the other folder."""
        documents, shared = self._documents(), [each.target for each in self._of_kind("share")]
        among = [each for each in documents if each["id"] == shared[-1]] if shared and which % 2 else documents
        standing = among[which // 2 % len(among)]
        is_trashed = "trashed_at" in standing
        if verb == "move":
            into = self.main if standing["folder"] == self.folder else self.folder
            answer = self._act(f"/v1/documents/{standing['id']}/move", {"folderId": into}, seen=standing["v"])
            assert answer.status == (409 if is_trashed else 200), answer.text
        else:
            verb = "restore" if is_trashed else "trash"
            answer = self._act(f"/v1/documents/{standing['id']}/{verb}")
            assert answer.status == 200, answer.text
        self._done[verb] += answer.status == 200

    @rule(days=st.sampled_from([0.1, 1, 3]))
    def wait(self, days: float) -> None:
        self.house.clock.advance(timedelta(days=days))

    @rule()
    def sweep(self) -> None:
        self.house.tick()

    @invariant()
    def what_is_over_never_opens(self) -> None:
        """A pass of before opens nothing either."""
        trashed = self._trashed()
        for link in self.links:
            told = link.held.ask("GET", "/link").json
            wanted = link.state(self.house.clock(), trashed)
            assert told["state"] == wanted, (told, link)
            path = "/documents" if link.kind == "share" else "/uploads"
            if wanted not in {"active", "exhausted"}:
                assert link.held.ask("GET", path).code == _OVER[wanted]
                self._done[wanted] += 1

    @invariant()
    def uses_are_what_a_recount_gives(self) -> None:
        items = self._items()
        used = Counter(each["pk"] for each in items if each["et"] == schema.LINK_USE.name and "g1pk" in each)
        filed = Counter(each["uploader"].get("link") for each in items if each["et"] == schema.DOCUMENT.name)
        for each in items:
            if each["et"] == schema.LINK_RECIPIENT.name:
                recounted = used[each["pk"]] if each["kind"] == "share" else filed[each["link"]]
                assert each["uses"] == recounted
                assert each.get("max_uses") is None or each["uses"] <= each["max_uses"]

    @invariant()
    def folders_hold_what_a_recount_gives(self) -> None:
        lying = Counter(each["folder"] for each in self._documents() if "trashed_at" not in each)
        for each in self._items():
            if each["et"] == schema.FOLDER.name and each["id"] == self.folder:
                assert each["documents"] == lying[each["id"]]

    @invariant()
    def each_document_is_of_one_upload(self) -> None:
        uploads = [each for each in self._items() if each["et"] == schema.UPLOAD.name]
        filed = {each["document"] for each in uploads if each["state"] == "filed"}
        assert sorted(filed) == sorted(each["id"] for each in self._documents())
        assert len(filed) == sum(each["state"] == "filed" for each in uploads)

    def teardown(self) -> None:
        """In the end each clean file is there once, the record tells each act once, and nothing is left lying."""
        try:
            self.deliver(1, "")
            told = self.office.feed()
            assert sorted(told) == sorted(each["name"] for each in self.house.cloud.announced())
            assert (self.house.dead, self.house.lost) == ([], [])
        finally:
            self._closing.close()

    def _read(self) -> None:
        """Compare what became of all that was sent with what must have; count what links let in."""
        states = {each["id"]: each for each in self._items() if each["et"] == schema.UPLOAD.name}
        for each in self.sent:
            state = states[each.upload]["state"]
            is_closed = each.link is not None and states[each.upload].get("rejected_for") == "link_closed"
            if is_closed:
                assert each.link is not None
                assert each.link.is_revoked or each.link.most is not None, each
                assert state == "rejected"
                self._done["closed"] += 1
            else:
                assert state == each.comes_to, (each, states[each.upload])
                self._done[state] += 1
        for link in self._of_kind("upload"):
            let_in = [each for each in self.sent if each.link is link and states[each.upload]["state"] == "filed"]
            link.uses = len(let_in)

    def _open(self, link: Made) -> bool:
        answer, state = link.held.open(), link.state(self.house.clock(), self._trashed())
        assert answer.status == 201 if state == "active" else answer.code == _OVER[state], (answer.text, link)
        self._done["open"] += answer.status == 201
        return answer.status == 201

    def _drop(self, link: Made, comes_to: str, *, is_regretted: bool) -> None:
        if not self._open(link):
            return
        answer = link.held.send(self._content(comes_to), f"{comes_to}.txt")
        assert answer.status == 201, answer.text
        self.sent.append(Sent(answer.json["upload"]["id"], comes_to, link))
        self._done["drop"] += 1
        if is_regretted:
            self._revoke(link, whole=False)

    def _take(self, link: Made, *, again: bool) -> None:
        if not self._open(link):
            return
        assert link.target
        for _ in range(1 + again):
            answer = link.held.download(link.target)
            assert answer.status == 200, answer.text
        link.uses += 1
        self._done["use"] += 1

    def _revoke(self, link: Made, *, whole: bool) -> None:
        answer = self._act(f"/v1/links/{link.id}" + ("/revoke" if whole else "/recipients/1/revoke"))
        assert answer.status == 200, answer.text
        link.is_revoked = True
        self._done["revoke"] += 1

    def _pick(self, kind: str, which: int) -> Made:
        """Pick the latest link of a kind as often as any other."""
        made = self._of_kind(kind)
        return made[-1] if which % 2 else made[which // 2 % len(made)]

    def _made(self, made: str, kind: str, to: str, until: datetime, **more: Any) -> None:
        self.house.settle()
        self._read()
        held = Held.by(self.office, self.office.letter(to))
        self.links.append(Made(made, kind, held, until, **more))
        self._done[kind] += 1

    def _act(self, path: str, body: object = None, *, seen: int | None = None) -> Answer:
        headers = {} if seen is None else {"If-Match": f'"{seen}"'}
        return self.house.call("POST", path, who=self.office.owner, body=body, headers=headers)

    def _of_kind(self, kind: str) -> list[Made]:
        return [each for each in self.links if each.kind == kind]

    def _content(self, comes_to: str) -> bytes:
        """No two files are the same."""
        self._written += 1
        return _CONTENTS[comes_to] + b" %d" % self._written

    def _documents(self) -> list[dict[str, Any]]:
        return [each for each in self._items() if each["et"] == schema.DOCUMENT.name]

    def _trashed(self) -> set[str]:
        return {each["id"] for each in self._documents() if "trashed_at" in each}

    def _items(self) -> list[dict[str, Any]]:
        return [marshal.read(each) for each in self.house.cloud.items()]


def test_papers_are_there_once_and_no_link_opens_that_is_over(local: Assembly) -> None:
    done: Counter[str] = Counter()

    class Here(Papers):
        def __init__(self) -> None:
            super().__init__(local, done)

    few = settings(max_examples=20, stateful_step_count=30, phases=[Phase.generate])
    run_state_machine_as_test(Here, settings=few)
    wanted = {
        "team",
        "client",
        "drop",
        "share",
        "upload",
        "open",
        "use",
        "extend",
        "revoke",
        "trash",
        "restore",
        "move",
    }
    wanted |= {"filed", "rejected", "held", "expired", "revoked", "suspended", "closed"}
    assert wanted <= set(+done), f"something never came about: {wanted - set(+done)}"
