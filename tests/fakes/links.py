"""Links as they lie in the table, for whoever opens them: minted by the kernel, with what they are for behind them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from functions.documents.model.entities import Document, Origin, Uploader, Version
from functions.documents.repository import items as documents
from shared import wiring
from shared.capability import Tokens
from shared.capability import items as stored
from shared.capability import keys as places
from shared.capability.codes import Codes
from shared.capability.model import Link, LinkKind, Recipient, Target, UploadTerms
from shared.directory import Policy
from shared.directory import keys as directory
from shared.domain.ids import AccountId, DocumentId, FirmId, LinkId, MemberId, PersonId, new, person_id
from shared.domain.principals import ActorKind
from shared.published import keys as published
from shared.published.documents import main_folder_id
from shared.table import schema
from shared.table.actions import Action, Item, item
from shared.table.keys import Key
from tests.fakes.cloud import Cloud
from tests.fakes.http import Answer, call, claims, handler_of
from tests.fakes.tenancy import Tenant, settle

LAWYER = "lena@lawfirm.example"
GUEST = "/v1/guest/link"


@dataclass(frozen=True)
class Site:
    """A firm that stands already, with who sends its links and for which account."""

    id: FirmId
    owner: MemberId
    account: AccountId


def minted(
    tokens: Tokens,
    site: Tenant | Site,
    now: datetime,
    kind: LinkKind,
    targets: Sequence[Target],
    *,
    email: str | None = LAWYER,
    days: float | None = 7,
    head: Mapping[str, Any] | None = None,
    **more: Any,
) -> tuple[Link, Recipient]:
    """Make a link with one recipient, Lena or anyone; `head` is the link's own, `more` the recipient's."""
    both = {
        "firm": site.id,
        "kind": kind,
        "account": site.account,
        "creator": site.owner,
        "title": "Papers of the Doe family",
        "targets": tuple(targets),
        "created_at": now,
    }
    made = LinkId(new("lnk", now))
    fields = {
        **both,
        "link": made,
        "n": 1,
        "email": email,
        "name": "Lena Lawson" if email else None,
        "proof": "",
        "sent_at": now,
        "expires_at": None if days is None else now + timedelta(days=days),
        **more,
    }
    recipient = Recipient.model_validate(fields)
    recipient = recipient.model_copy(update={"proof": tokens.proof(recipient.claims)})
    link = Link.model_validate(
        {
            **both,
            "id": made,
            "creator": recipient.creator,
            "creator_name": "Olivia Reed",
            "recipients": 1,
            **(head or {}),
        }
    )
    return link, recipient


@dataclass(frozen=True)
class Porch:
    """One firm in one cloud, and those who stand before its door with a link in their hands."""

    cloud: Cloud
    tenant: Tenant | Site = field(default_factory=Tenant)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        if isinstance(self.tenant, Tenant):
            settle(self.cloud.table, self.tenant)
        assert self.cloud.files

    @property
    def tokens(self) -> Tokens:
        return wiring.tokens(self.cloud.key_id)

    def put(self, *new_items: Item) -> None:
        """Let items stand as given, whatever stood."""
        for each in new_items:
            key = Key(each["pk"], each["sk"])
            anyway = "attribute_not_exists(#pk) OR attribute_exists(#pk)"
            self.cloud.table.transact(Action("Put", key, anyway, AssertionError, item=each))

    def take(self, key: Key) -> None:
        anyway = "attribute_not_exists(#pk) OR attribute_exists(#pk)"
        self.cloud.table.transact(Action("Delete", key, anyway, AssertionError))

    def wait(self, **by: float) -> None:
        self.cloud.clock.advance(timedelta(**by))

    def document(self, name: str | None = None, *, versions: int = 1, **more: Any) -> Document:
        """File a document of some versions in the account's own folder."""
        firm, now = self.tenant.id, self.cloud.clock.now
        made = DocumentId(new("doc", now))
        by = Uploader(kind=ActorKind.MEMBER, id=self.tenant.owner, name="Olivia")
        written = [
            Version(
                firm=firm,
                document=made,
                version=n,
                type="application/pdf",
                size=1000 + n,
                sha256=f"{n:064x}",
                key=f"files/{firm}/{made}/{n}",
                object_version=f"object-{n}",
                uploader=by,
                created_at=now,
            )
            for n in range(1, versions + 1)
        ]
        latest = written[-1]
        called = name or f"statement-{next(self._numbers)}.pdf"
        fields: dict[str, Any] = {
            "firm": firm,
            "id": made,
            "account": self.tenant.account,
            "folder": main_folder_id(firm, self.tenant.account),
            "name": called,
            "type": latest.type,
            "size": latest.size,
            "sha256": latest.sha256,
            "version": latest.version,
            "key": latest.key,
            "object_version": latest.object_version,
            "original_name": called,
            "origin": Origin.TEAM,
            "uploader": by,
            "created_at": now,
            "changed_at": now,
        }
        document = Document.model_validate({**fields, **more})
        self.put(documents.document(document), *map(documents.version, written))
        return document

    def store(self, document: Document) -> None:
        self.put(documents.document(document))

    def trash(self, document: Document) -> None:
        self.store(document.model_copy(update={"trashed_at": self.cloud.clock.now}))

    def lock(self, document: Document) -> None:
        self.put(
            item(
                published.lock(document.firm, document.id),
                schema.DOCUMENT,
                firm=document.firm,
                document=document.id,
                invoice="inv_1",
            )
        )

    def share(self, *shared: Document | Target, **more: Any) -> "Held":
        """Share documents with the lawyer, one of a name of its own unless some are given."""
        targets = [each if isinstance(each, Target) else Target(id=each.id) for each in shared]
        return self.mint(LinkKind.SHARE, targets or [Target(id=self.document().id)], **more)

    def drop(self, terms: UploadTerms | None = None, **more: Any) -> "Held":
        """Let the lawyer put files into the account's own folder."""
        folder = main_folder_id(self.tenant.id, self.tenant.account)
        return self.mint(LinkKind.UPLOAD, [Target(id=folder)], upload=terms or UploadTerms(), **more)

    def mint(
        self,
        kind: LinkKind,
        targets: list[Target],
        *,
        email: str | None = LAWYER,
        days: float | None = 7,
        upload: UploadTerms | None = None,
        tells_use: bool = False,
        message: str | None = None,
        **more: Any,
    ) -> "Held":
        """Make a link with one recipient; `more` is the recipient's own."""
        link, recipient = minted(
            self.tokens,
            self.tenant,
            self.cloud.clock.now,
            kind,
            targets,
            email=email,
            days=days,
            head={"upload": upload, "tells_use": tells_use, "message": message},
            **more,
        )
        self.put(stored.link(link), stored.recipient(recipient))
        return Held(self, link.id)

    def decree(self, **policy: Any) -> None:
        """Let the firm's policy stand, as the room settings writes it."""
        key = directory.policy(self.tenant.id)
        self.put(item(key, schema.POLICY, **Policy(v=1, **policy).model_dump(mode="json")))

    def change(self, key: Key, **changes: Any) -> None:
        """Change attributes of whatever stands there; None takes one away."""
        standing = self.cloud.table.get(key)
        assert standing is not None
        self.put({name: each for name, each in {**standing, **changes}.items() if each is not None})

    def person(self, email: str = LAWYER, **more: Any) -> Mapping[str, str]:
        """Let somebody have a login; the claims of their token."""
        person: PersonId = person_id(self.tenant.id, email)
        record = {
            "firm": self.tenant.id,
            "id": person,
            "name": "Lena Lawson",
            "email": email,
            "contact": "con_01KANQ8F00ZXR9S3VJH2E6T5WB",
            "state": "active",
            "accounts": {self.tenant.account: "Doe Ltd."},
            **more,
        }
        self.put(item(directory.person(self.tenant.id, person), schema.PERSON, **record))
        return claims(self.tenant.id, person)

    def names(self) -> list[str]:
        return [each["name"] for each in self.cloud.announced()]

    def told(self, name: str) -> dict[str, Any]:
        """The latest event of a name; those of one moment stand in no order."""
        return [each for each in self.cloud.announced() if each["name"] == name][-1]


@dataclass(frozen=True)
class Held:
    """A link in somebody's hands; `passed` is the pass they got, if they opened it."""

    porch: Porch
    link: LinkId
    passed: str | None = None

    @property
    def recipient(self) -> Recipient:
        """The recipient as it stands."""
        found = self.porch.cloud.table.get(places.recipient(self.porch.tenant.id, self.link, 1))
        assert found is not None
        return Recipient.model_validate(found)

    @property
    def token(self) -> str:
        return self.porch.tokens.derive(self.recipient.claims)

    @property
    def code(self) -> str:
        """The code of the latest letter."""
        return Codes(wiring.token_key(self.porch.cloud.key_id)).of(self.recipient)

    @property
    def wrong_code(self) -> str:
        return f"{(int(self.code) + 1) % 10**6:06}"

    def headers(self, **more: str) -> dict[str, str]:
        held = {"portico-token": self.token, **({"portico-pass": self.passed} if self.passed else {})}
        return {**held, **{name.replace("_", "-"): value for name, value in more.items()}}

    def ask(self, method: str, path: str, body: object = None, *, who: Mapping[str, str] | None = None) -> Answer:
        return call(handler_of(path), method, path, body=body, headers=self.headers(), who=who)

    def look(self) -> Answer:
        return self.ask("GET", GUEST)

    def open(self, **body: Any) -> Answer:
        return self.ask("POST", f"{GUEST}/open", body)

    def ask_code(self) -> Answer:
        return self.ask("POST", f"{GUEST}/code")

    def ask_renewal(self) -> Answer:
        return self.ask("POST", f"{GUEST}/renewal")

    def list(self) -> Answer:
        return self.ask("GET", "/v1/guest/documents")

    def download(self, document: Document) -> Answer:
        return self.ask("POST", f"/v1/guest/documents/{document.id}/download")

    def through(self, **body: Any) -> "Held":
        """Open it; the same link with the pass."""
        answer = self.open(**body)
        assert answer.status == 201, answer.text
        return replace(self, passed=answer.json["linkPass"])

    def change(self, **changes: Any) -> "Held":
        """Change the recipient as it stands."""
        self.porch.put(stored.recipient(self.recipient.model_copy(update=changes)))
        return self

    def change_head(self, **changes: Any) -> "Held":
        self.porch.change(places.link(self.porch.tenant.id, self.link), **changes)
        return self

    def resend(self) -> "Held":
        """Send it anew, as the team does: the token before is dead."""
        recipient = self.recipient
        claims_now = recipient.resent("", recipient.expires_at, self.porch.cloud.clock.now).claims
        proof = self.porch.tokens.proof(claims_now)
        self.porch.put(stored.recipient(recipient.resent(proof, recipient.expires_at, self.porch.cloud.clock.now)))
        return self
