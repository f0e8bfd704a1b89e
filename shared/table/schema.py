"""The two tables as deployed, and the kinds of items in them. infra and the tests build from these constants."""

from dataclasses import dataclass
from typing import Literal


def index_name(short: str) -> str:
    """Spell an index as it is deployed: DynamoDB wants three characters at least, attributes carry the short name."""
    return f"{short}-index"


@dataclass(frozen=True)
class IndexSchema:
    """A global secondary index; a tuple as projection names the attributes included."""

    name: str
    projection: Literal["ALL", "KEYS_ONLY"] | tuple[str, ...]

    @property
    def deployed_name(self) -> str:
        return index_name(self.name)

    @property
    def partition_key(self) -> str:
        return f"{self.name}pk"

    @property
    def sort_key(self) -> str:
        return f"{self.name}sk"


@dataclass(frozen=True)
class TableSchema:
    """A table with string keys `pk` and `sk`."""

    name: str
    indexes: tuple[IndexSchema, ...]
    ttl: str | None
    has_stream: bool
    partition_key: str = "pk"
    sort_key: str = "sk"

    def index(self, name: str) -> IndexSchema:
        return next(each for each in self.indexes if each.name == name)


PORTAL = TableSchema(
    name="portal",
    indexes=(
        IndexSchema("g1", "ALL"),  # lists: children of a thing, by name or time
        IndexSchema("g2", "ALL"),  # work: what waits for someone
        IndexSchema("g3", ("kind", "account", "title")),  # plan: what will fire, per firm
        IndexSchema("g4", "KEYS_ONLY"),  # due: what a sweep takes next; the only index without firm
    ),
    ttl="ttl",
    has_stream=True,
)

ACTIVITY = TableSchema(
    name="activity",
    indexes=(
        IndexSchema("g1", "ALL"),  # entries of an account
        IndexSchema("g2", "ALL"),  # entries of an object
        IndexSchema("g4", "KEYS_ONLY"),  # due: the heads a sweep anchors next; the only index without firm
    ),
    ttl=None,
    has_stream=False,
)

# What an item is ordered, found, timed and removed by: the table's own, and of no entity.
RESERVED = frozenset(
    {"pk", "sk", "et", "sv", "ttl", "due_kind", "due_at"}.union(
        *((each.partition_key, each.sort_key) for each in (*PORTAL.indexes, *ACTIVITY.indexes))
    )
)

OUTBOX_TYPE = "OUTBOX"


@dataclass(frozen=True)
class EntityType:
    """One kind of item: its name in `et`, the schema version in `sv`, the one package that writes it."""

    name: str
    version: int
    owner: str
    table: TableSchema = PORTAL


FIRM = EntityType("FIRM", 1, "invite")
MEMBER = EntityType("MEMBER", 1, "invite")
MEMBER_ACCOUNT = EntityType("MEMBER_ACCOUNT", 1, "invite")
ACCOUNT = EntityType("ACCOUNT", 1, "invite")
GUEST_ACCOUNT = EntityType("GUEST_ACCOUNT", 1, "invite")
NAME_WORD = EntityType("NAME_WORD", 1, "invite")
CONTACT = EntityType("CONTACT", 1, "invite")
EMAIL = EntityType("EMAIL", 1, "invite")
TIE = EntityType("TIE", 1, "invite")
PERSON = EntityType("PERSON", 1, "invite")
IMPORT = EntityType("IMPORT", 1, "invite")
ACCESS_REQUEST = EntityType("ACCESS_REQUEST", 1, "invite")
ACCESS_REQUEST_COUNT = EntityType("ACCESS_REQUEST_COUNT", 1, "invite")
PASSWORD_RESET = EntityType("PASSWORD_RESET", 1, "invite")
FOLDER = EntityType("FOLDER", 1, "documents")
DOCUMENT = EntityType("DOCUMENT", 1, "documents")
DOCUMENT_VERSION = EntityType("DOCUMENT_VERSION", 1, "documents")
DOCUMENT_NAME = EntityType("DOCUMENT_NAME", 1, "documents")
DOCUMENT_WORD = EntityType("DOCUMENT_WORD", 1, "documents")
RECEIVED = EntityType("RECEIVED", 1, "documents")
UPLOAD = EntityType("UPLOAD", 1, "documents")
UPLOADS_DONE = EntityType("UPLOADS_DONE", 1, "documents")
DOCUMENTS_LEAVING = EntityType("DOCUMENTS_LEAVING", 1, "documents")
ZIP = EntityType("ZIP", 1, "documents")
LINK = EntityType("LINK", 1, "capability")
LINK_RECIPIENT = EntityType("LINK_RECIPIENT", 1, "capability")
LINK_PASS = EntityType("LINK_PASS", 1, "capability")
LINK_USE = EntityType("LINK_USE", 1, "capability")
LINK_VISIT = EntityType("LINK_VISIT", 1, "capability")
LINKS_ERASING = EntityType("LINKS_ERASING", 1, "links")
POLICY = EntityType("POLICY", 1, "settings")
POLICY_VERSION = EntityType("POLICY_VERSION", 1, "settings")
INBOX_ITEM = EntityType("INBOX_ITEM", 1, "notifications")
INBOX_COUNT = EntityType("INBOX_COUNT", 1, "notifications")
TOLD = EntityType("TOLD", 1, "notifications")
LETTER = EntityType("LETTER", 1, "notifications")
JOB = EntityType("JOB", 1, "jobs")
JOB_COUNT = EntityType("JOB_COUNT", 1, "jobs")
CHUNK = EntityType("CHUNK", 1, "jobs")
MAIL = EntityType("MAIL", 1, "mail")
SUPPRESSED = EntityType("SUPPRESSED", 1, "mail")
LIMIT_COUNT = EntityType("LIMIT_COUNT", 1, "limits")
OUTBOX = EntityType(OUTBOX_TYPE, 1, "table")
IDEMPOTENCY = EntityType("IDEMPOTENCY", 1, "table")
ENTRY = EntityType("ENTRY", 1, "activity", ACTIVITY)
HEAD = EntityType("HEAD", 1, "activity", ACTIVITY)

ENTITY_TYPES: tuple[EntityType, ...] = (
    FIRM,
    MEMBER,
    MEMBER_ACCOUNT,
    ACCOUNT,
    GUEST_ACCOUNT,
    NAME_WORD,
    CONTACT,
    EMAIL,
    TIE,
    PERSON,
    ACCESS_REQUEST,
    ACCESS_REQUEST_COUNT,
    IMPORT,
    PASSWORD_RESET,
    FOLDER,
    DOCUMENT,
    DOCUMENT_VERSION,
    DOCUMENT_NAME,
    DOCUMENT_WORD,
    RECEIVED,
    UPLOAD,
    UPLOADS_DONE,
    DOCUMENTS_LEAVING,
    ZIP,
    LINK,
    LINK_RECIPIENT,
    LINK_PASS,
    LINK_USE,
    LINK_VISIT,
    LINKS_ERASING,
    POLICY,
    POLICY_VERSION,
    INBOX_ITEM,
    INBOX_COUNT,
    TOLD,
    LETTER,
    JOB,
    JOB_COUNT,
    CHUNK,
    MAIL,
    SUPPRESSED,
    LIMIT_COUNT,
    OUTBOX,
    IDEMPOTENCY,
    ENTRY,
    HEAD,
)
