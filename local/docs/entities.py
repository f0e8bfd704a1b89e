"""docs/entities.md: every kind of item, where it stands, and how it is read.

What is written down here is checked, both ways: the keys against items the repositories really write, the reads against
the methods that read (tests/contract). `<…>` stands for a value; ids stand without their prefix.
"""

from collections.abc import Mapping
from pathlib import Path

from local.docs.chart import Chart
from local.docs.charts import MODULES
from local.place import PROJECT
from shared.table.schema import ENTITY_TYPES, EntityType, TableSchema

ENTITIES = PROJECT / "docs" / "entities.md"

_NAME = "<name>#<account>"
_TIMER = "invitation"


CHARTS: Mapping[str, Chart] = {
    "FIRM": Chart("the tenant", "F#<firm>", "FIRM"),
    "MEMBER": Chart(
        "somebody who works at the firm, with their invitation",
        "F#<firm>#M#<member>",
        "MEMBER",
        g1=("F#<firm>#MEM", "<name>#<member>"),
        timer=_TIMER,
        note="timer while invited",
    ),
    "MEMBER_ACCOUNT": Chart(
        "the pointer from a member to an account assigned to them", "F#<firm>#M#<member>", "ACC#<account>"
    ),
    "ACCOUNT": Chart(
        "a client of the firm, with its counters",
        "F#<firm>#A#<account>",
        "ACCOUNT",
        g1=("F#<firm>#<ACC, ACC#archived or ACC#deleted>", _NAME),
        g2=("F#<firm>#ACC#<badge>", _NAME),
        timer="erase",
        note="g2 while it is active and not for guests; timer while deleted; in no index once erased",
    ),
    "GUEST_ACCOUNT": Chart("the one account for what belongs to no client", "F#<firm>", "GUEST"),
    "NAME_WORD": Chart(
        "a word by which an account or a contact is found",
        "F#<firm>#N#<ACC or CON>#<2 letters>",
        "<word>#<account or contact>",
        note="the first 8 words of a name, folded",
    ),
    "CONTACT": Chart(
        "a human being with their e-mails",
        "F#<firm>#C#<contact>",
        "CONTACT",
        g1=("F#<firm>#CON", "<name>#<contact>"),
    ),
    "EMAIL": Chart("the one contact that holds an e-mail", "F#<firm>#E#<e-mail digest>", "EMAIL"),
    "TIE": Chart(
        "an e-mail of a contact tied to an account",
        "F#<firm>#A#<account>",
        "TIE#<e-mail digest>",
        g1=("F#<firm>#C#<contact>", "<account>"),
    ),
    "PERSON": Chart(
        "the credential of one e-mail, with its invitation",
        "F#<firm>#E#<e-mail digest>",
        "PERSON",
        g2=("F#<firm>#PENDING", "<sent at, or 0>#<e-mail digest>"),
        timer=_TIMER,
        note="g2 until they are in, timer while invited",
    ),
    "ACCESS_REQUEST": Chart(
        "what a client asked the firm for",
        "F#<firm>#ASK#<request>",
        "ASK",
        g1=("F#<firm>#A#<account>#ASK", "<contact>#<asked at>#<request>"),
        g2=("F#<firm>#ASK", "<asked at>#<request>"),
        note="g2 while open; removed a year after it was decided",
    ),
    "ACCESS_REQUEST_COUNT": Chart("how many of an account's requests are open", "F#<firm>#A#<account>", "ASKS"),
    "PASSWORD_RESET": Chart(
        "the latest wish for a new password of a member or a person, with a proof of its link",
        "F#<firm>#<M or E>#<member or e-mail digest>",
        "RESET",
        note="of nobody, removed a day after its end",
    ),
    "FOLDER": Chart("a folder of an account, with what may be done in it", "F#<firm>#A#<account>", "FLD#<folder>"),
    "DOCUMENT": Chart(
        "a document, at its current version",
        "F#<firm>#D#<document>",
        "DOC",
        g1=("F#<firm>#FLD#<folder>", "<name>#<document>"),
        g2=("F#<firm>#A#<account>#TRASH", "<trashed at>#<document>"),
        timer="purge",
        note="g1 while it is kept; g2 and timer while it is in the trash",
    ),
    "DOCUMENT_VERSION": Chart("one version of a document", "F#<firm>#D#<document>", "V#<number>"),
    "DOCUMENT_NAME": Chart(
        "a name in a folder, who holds it and how often it was wanted", "F#<firm>#FLD#<folder>", "NAME#<name, folded>"
    ),
    "DOCUMENT_WORD": Chart("a word a document is found by", "F#<firm>#A#<account>#W#<2 letters>", "<word>#<document>"),
    "RECEIVED": Chart("bytes an account holds already", "F#<firm>#A#<account>", "SHA#<digest>"),
    "UPLOAD": Chart(
        "a file on its way in, and what became of it",
        "F#<firm>#U#<upload>",
        "UPLOAD",
        g1=("F#<firm>#A#<account>#UPLOADS", "<created at>#<upload>"),
        g2=("F#<firm>#<A#account#UPLOADS#person, or L#link#UPLOADS#visit>", "<created at>#<upload>"),
        timer="upload",
        note="g2 unless the team sent it; timer while it is to be looked after",
    ),
    "ZIP": Chart(
        "several documents in one file, and what became of it",
        "F#<firm>#Z#<zip>",
        "ZIP",
        note="removed a day after it was asked for",
    ),
    "UPLOADS_DONE": Chart(
        "that somebody said all is sent", "F#<firm>#<A#account, or L#link>", "<DONE, or DONE#proof of a pass>"
    ),
    "DOCUMENTS_LEAVING": Chart(
        "what is left to do of all an account kept that is no more",
        "F#<firm>#A#<account>",
        "LEAVING",
        timer="leaving",
    ),
    "POLICY": Chart("how the firm set its portal", "F#<firm>", "POLICY"),
    "POLICY_VERSION": Chart("a version of it, for the history", "F#<firm>", "POLICY#<version>"),
    "INBOX_ITEM": Chart(
        "one notice to one member",
        "F#<firm>#M#<member>#IN",
        "E#<event>",
        g1=("F#<firm>#M#<member>#IN#<state>", "<at>#<item>"),
        g2=("F#<firm>#M#<member>#IN#open", "<at>#<item>"),
        note="g2 unless archived; removed a year after that",
    ),
    "INBOX_COUNT": Chart("how many of a member's items are unread", "F#<firm>#M#<member>#IN", "COUNT"),
    "TOLD": Chart(
        "that somebody was told of an event of a pile",
        "F#<firm>#<M or E>#<member or e-mail digest>#TOLD",
        "EVENT#<event>#<kind>",
        note="removed after 90 days",
    ),
    "LETTER": Chart(
        "a letter that waits for what else it will tell, or is on its way",
        "F#<firm>#<M or E>#<member or e-mail digest>#TOLD",
        "LETTER#<pile>",
        timer="letter",
        note="sealed, its sort key goes on with the event it began with",
    ),
    "IMPORT": Chart(
        "a sheet of clients that was announced, and the jobs that check it and take it in",
        "F#<firm>#IMP#<import>",
        "IMPORT",
        note="removed after 90 days",
    ),
    "JOB": Chart(
        "work one member asked for, and how far it has come",
        "F#<firm>#JOB#<job>",
        "JOB",
        g1=("F#<firm>#JOBS", "<created at>#<job>"),
        g2=("F#<firm>#M#<member>#JOBS", "<created at>#<job>"),
        timer="job",
        note="timer while open; removed after 90 days",
    ),
    "JOB_COUNT": Chart("how many jobs of the firm are under way", "F#<firm>#JOBS", "OPEN"),
    "CHUNK": Chart(
        "what became of up to 25 entries of a job's step",
        "F#<firm>#JOB#<job>",
        "CHUNK#<step>#<number>",
        note="removed after 90 days",
    ),
    "MAIL": Chart(
        "a letter in the ledger: sending, waiting, sent or held back",
        "F#<firm>#MAIL#<mail>",
        "MAIL",
        note="removed after 90 days",
    ),
    "SUPPRESSED": Chart(
        "the mark on an address that takes no mail, or that it was lifted", "F#<firm>#E#<e-mail digest>", "SUPPRESSED"
    ),
    "LIMIT_COUNT": Chart(
        "how often something was tried in one window of time",
        "F#<firm>#LIMIT#<digest of rule and subject>",
        "<start of the window>",
        note="removed a day after its window",
    ),
    "OUTBOX": Chart(
        "the events of one transaction", "F#<firm>#OUT#<shard>", "<announcement>", note="removed after 30 days"
    ),
    "IDEMPOTENCY": Chart(
        "a creating call that was done, and the ids it made",
        "F#<firm>#IDEM#<digest of principal, route and key>",
        "IDEM",
        note="removed after 24 hours",
    ),
    "ENTRY": Chart(
        "one event as it was recorded, bound to the one before",
        "F#<firm>#<month>",
        "<event>",
        g1=("F#<firm>#A#<account>", "<event>"),
        g2=("F#<firm>#O#<object>", "<event>"),
        note="g1 where an account is concerned",
    ),
    "HEAD": Chart("the last entry of the firm's chain", "F#<firm>#HEAD", "HEAD"),
    **{kind: chart for each in MODULES for kind, chart in each.CHARTS.items()},
}

# (reader, what is read, by which request)
READS: tuple[tuple[str, str, str], ...] = (
    ("directory.Directory.gate", "who calls, the policy, an account, and what a room asks along", "BatchGet"),
    ("directory.Directory.firm", "the firm", "Get `F#<firm>` `FIRM`"),
    ("invite.AccountRepository.get", "an account", "Get `F#<firm>#A#<account>` `ACCOUNT`"),
    ("invite.AccountRepository.get_all", "up to 100 accounts", "BatchGet"),
    ("invite.AccountRepository.list", "active accounts by name", "Query g1 `F#<firm>#ACC`"),
    ("invite.AccountRepository.list_in", "archived or deleted accounts by name", "Query g1 `F#<firm>#ACC#<status>`"),
    ("invite.AccountRepository.list_wearing", "active accounts of a badge", "Query g2 `F#<firm>#ACC#<badge>`"),
    (
        "invite.AccountRepository.search",
        "accounts by the beginning of a word of their name",
        "Query `F#<firm>#N#ACC#<2 letters>` `<word>…`",
    ),
    (
        "invite.AccountRepository.list_assigned",
        "the accounts assigned to a member",
        "Query `F#<firm>#M#<member>` `ACC#…`, then BatchGet",
    ),
    ("invite.AccessRepository.tie", "a tie", "Get `F#<firm>#A#<account>` `TIE#<e-mail digest>`"),
    ("invite.AccessRepository.list_ties", "the ties of an account", "Query `F#<firm>#A#<account>` `TIE#…`"),
    ("invite.AccessRepository.find_person", "a person", "Get `F#<firm>#E#<e-mail digest>` `PERSON`"),
    ("invite.AccessRepository.persons", "up to 100 persons", "BatchGet"),
    (
        "invite.ErasureRepository.due",
        "deleted accounts whose time is over, as they stand",
        "the sweep's query, then Get each",
    ),
    (
        "invite.ErasureRepository.people",
        "what is left of an account's people",
        "Query `F#<firm>#A#<account>` `TIE#…`, then BatchGet",
    ),
    (
        "invite.AccessRepository.list_pending",
        "who has not come in yet, by when they were sent their link, both ways",
        "Query g2 `F#<firm>#PENDING`",
    ),
    ("invite.AccessRepository.assigned_among", "which accounts are assigned to a member", "BatchGet, by the hundred"),
    (
        "invite.BulkRepository._all",
        "whom a filter means, for the worker: the pending list, a member's accounts",
        "Query, page by page",
    ),
    ("invite.AccessRequestRepository.get", "a client's request", "Get `F#<firm>#ASK#<request>` `ASK`"),
    ("invite.AccessRequestRepository.look", "what a decision is about", "BatchGet"),
    ("invite.AccessRequestRepository.list_open", "what waits for the firm, oldest first", "Query g2 `F#<firm>#ASK`"),
    (
        "invite.AccessRequestRepository.waiting",
        "what waits for an account that was deleted or went into another",
        "BatchGet, then page by page to the last that is open",
    ),
    (
        "invite.AccessRequestRepository.pages",
        "what was asked for an account",
        "Query g1 `F#<firm>#A#<account>#ASK`, page by page",
    ),
    ("invite.AccessRequestRepository.decline_all", "the ties it is asked for", "BatchGet"),
    (
        "invite.AccessRequestRepository.list_by",
        "what one client asked for an account, newest first",
        "Query g1 `F#<firm>#A#<account>#ASK` `<contact>#…`, backwards",
    ),
    ("invite.EmailRepository.ties_of", "the ties of a contact", "Query g1 `F#<firm>#C#<contact>`, to the end"),
    ("invite.EmailRepository.ties_at", "the ties of one e-mail in some accounts", "BatchGet, by the hundred"),
    ("invite.EmailRepository.person", "a person", "Get `F#<firm>#E#<e-mail digest>` `PERSON`"),
    ("invite.ContactRepository.get", "a contact", "Get `F#<firm>#C#<contact>` `CONTACT`"),
    ("invite.ContactRepository.list_ties", "the ties of a contact", "Query g1 `F#<firm>#C#<contact>`"),
    ("invite.ContactRepository.list", "all contacts by name", "Query g1 `F#<firm>#CON`"),
    (
        "invite.ContactRepository.search",
        "contacts by the beginning of a word of their name",
        "Query `F#<firm>#N#CON#<2 letters>` `<word>…`",
    ),
    ("invite.CredentialRepository.find", "a member or a person", "Get"),
    ("invite.CredentialRepository.find_with_firm", "a member or a person, with the firm", "BatchGet"),
    ("invite.CredentialRepository.correspondence", "whom a letter is to, from whom, by whom", "BatchGet"),
    ("invite.CredentialRepository.accounts", "the accounts a person may enter", "BatchGet"),
    (
        "invite.CredentialRepository.is_done",
        "whether a call was done before",
        "Get `F#<firm>#IDEM#<digest of principal, route and key>` `IDEM`",
    ),
    ("invite.CredentialRepository.due", "whose invitation is over, as they stand", "the sweep's query, then Get each"),
    ("invite.FirmRepository.get", "the firm, with the offer of it", "Get `F#<firm>` `FIRM`"),
    ("invite.MailboxRepository.concerned", "the mark on an address and the credentials it concerns", "BatchGet"),
    ("invite.MergingRepository.ties", "what is left of an account's ties", "Query `F#<firm>#A#<account>` `TIE#…`"),
    ("invite.MergingRepository.ties_of_contact", "what is left of a contact's ties", "Query g1 `F#<firm>#C#<contact>`"),
    ("invite.MergingRepository.places", "up to 50 ties' twins in another account, and their persons", "BatchGet"),
    (
        "invite.MergingRepository.account",
        "an account, or the one it went into",
        "Get `F#<firm>#A#<account>` `ACCOUNT`, on to the last",
    ),
    ("invite.MergingRepository.source", "an account that went into another", "Get `F#<firm>#A#<account>` `ACCOUNT`"),
    ("invite.MergingRepository.members", "up to 100 members, for their names", "BatchGet"),
    (
        "invite.MergingRepository.contact",
        "a contact, or whom they went into",
        "Get `F#<firm>#C#<contact>` `CONTACT`, on to the last",
    ),
    ("invite.MemberRepository.firm", "the firm, with when it was founded", "Get `F#<firm>` `FIRM`"),
    ("invite.MemberRepository.find", "a member", "Get `F#<firm>#M#<member>` `MEMBER`"),
    ("invite.MemberRepository.list", "all members by name", "Query g1 `F#<firm>#MEM`"),
    ("invite.ResetRepository.find", "a wish for a new password, whose it is, and the firm", "BatchGet"),
    ("documents.DocumentRepository.get", "a document", "Get `F#<firm>#D#<document>` `DOC`"),
    ("documents.DocumentRepository.list", "what lies in a folder, by name", "Query g1 `F#<firm>#FLD#<folder>`"),
    (
        "documents.DocumentRepository.list_trashed",
        "what an account has in the trash, newest first",
        "Query g2 `F#<firm>#A#<account>#TRASH`, backwards",
    ),
    (
        "documents.DocumentRepository.search",
        "documents by the beginning of a word of their name",
        "Query `F#<firm>#A#<account>#W#<2 letters>` `<word>…`",
    ),
    (
        "documents.DocumentRepository.versions",
        "the versions of a document, newest first",
        "Query `F#<firm>#D#<document>` `V#…`, backwards",
    ),
    (
        "documents.FolderRepository.tree",
        "all folders of an account",
        "Query `F#<firm>#A#<account>` `FLD#…`, 500 at most",
    ),
    (
        "documents.FolderRepository.accounts_of",
        "the accounts two contacts are tied to",
        "Query g1 `F#<firm>#C#<contact>`, page by page",
    ),
    ("documents.FolderRepository.list", "the folders of an account", "Query `F#<firm>#A#<account>` `FLD#…`"),
    (
        "documents.RecognisingRepository.find",
        "a document, with what decides whether it gets its name by what it is",
        "BatchGet with account and policy",
    ),
    ("documents.ZipRepository.find", "several documents in one file", "Get `F#<firm>#Z#<zip>` `ZIP`"),
    ("documents.ZipRepository.documents", "the documents that are to go into one file", "BatchGet, 30 at most"),
    ("documents.UploadRepository.find", "an upload", "Get `F#<firm>#U#<upload>` `UPLOAD`"),
    ("documents.UploadRepository.look", "what an announcement depends on besides", "BatchGet"),
    (
        "documents.UploadRepository._page",
        "what was sent to an account, by a client, or in a visit; the latest first",
        "Query g1 `F#<firm>#A#<account>#UPLOADS`, or g2 of whoever sent it, backwards",
    ),
    (
        "documents.UploadRepository._has_newer",
        "whether a client sent anything since",
        "Query g2 `F#<firm>#A#<account>#UPLOADS#<person>` from an instant on, backwards, 25 at most",
    ),
    ("documents.UploadRepository.due", "what is to be looked after", "the sweep's query, then Get each"),
    (
        "documents.FilingRepository.ground",
        "account, folders, name, the document replaced, and the link of what is filed",
        "BatchGet",
    ),
    ("documents.PurgingRepository.due", "what is over in the trash", "the sweep's query, then Get each"),
    (
        "documents.PurgingRepository.purge",
        "what is left of a document's versions",
        "Query `F#<firm>#D#<document>` `V#…`",
    ),
    ("documents.PurgingRepository._parted", "the marks of their bytes", "BatchGet"),
    ("documents.LeavingRepository.begin", "what is left to do", "Get `F#<firm>#A#<account>` `LEAVING`"),
    ("documents.LeavingRepository.due", "what is left to do, as it stands", "the sweep's query, then Get each"),
    (
        "documents.LeavingRepository.destination",
        "the account one went into",
        "Get `F#<firm>#A#<account>` `ACCOUNT`, on to the last",
    ),
    ("documents.LeavingRepository.name_of", "an account's name", "Get `F#<firm>#A#<account>` `ACCOUNT`"),
    (
        "documents.LeavingRepository.lying",
        "what lies in a folder, as it stands",
        "Query `F#<firm>#FLD#<folder>` `NAME#…`, then BatchGet",
    ),
    (
        "documents.LeavingRepository.trashed",
        "what an account has in the trash, as it stands",
        "Query g2 `F#<firm>#A#<account>#TRASH`, then BatchGet",
    ),
    (
        "documents.LeavingRepository.forget_folder",
        "the names that are left in a folder",
        "Query `F#<firm>#FLD#<folder>` `NAME#…`, page by page",
    ),
    (
        "documents.LeavingRepository.marks",
        "the marks of bytes an account holds",
        "Query `F#<firm>#A#<account>` `SHA#…`, page by page",
    ),
    ("settings.PolicyRepository.list_versions", "the versions, newest first", "Query `F#<firm>` `POLICY#…`, backwards"),
    (
        "notifications.InboxRepository.list",
        "a member's items, newest first, of one state or all not archived",
        "Query g1 `F#<firm>#M#<member>#IN#<state>` or g2 `F#<firm>#M#<member>#IN#open`, backwards",
    ),
    ("notifications.AudienceRepository.firm", "the firm", "Get `F#<firm>` `FIRM`"),
    ("notifications.AudienceRepository.find", "a firm and an account", "BatchGet"),
    ("notifications.AudienceRepository.colleague", "a firm and one of its members", "BatchGet"),
    ("notifications.AudienceRepository.members", "up to 100 members", "BatchGet"),
    (
        "notifications.ClientsRepository.ties",
        "everybody of an account",
        "Query `F#<firm>#A#<account>` `TIE#…`, page by page",
    ),
    ("notifications.ClientsRepository.folder", "a folder", "Get `F#<firm>#A#<account>` `FLD#<folder>`"),
    ("notifications.PileRepository.find", "what there is of a pile, and whether it holds an event", "BatchGet"),
    ("notifications.PileRepository.due", "the letters whose time has come", "the sweep's query, then Get each"),
    ("notifications.ReaderRepository.find", "whom a letter goes to, and what it is about", "BatchGet"),
    ("activity.ChainRepository.head", "the head of the chain", "Get `F#<firm>#HEAD` `HEAD`"),
    (
        "activity.EntryRepository.list",
        "entries, newest first: of a month, an account or an object",
        "Query `F#<firm>#<month>`, g1 `F#<firm>#A#<account>` or g2 `F#<firm>#O#<object>`, backwards",
    ),
    ("invite.ImportRepository.get", "an import", "Get `F#<firm>#IMP#<import>` `IMPORT`"),
    ("invite.ImportRepository.jobs", "the jobs of an import", "BatchGet"),
    ("invite.IntakeRepository._read", "what rows of an import name", "BatchGet, a hundred items each"),
    (
        "invite.DepartureRepository.accounts",
        "the accounts an export goes through",
        "Query g1 `F#<firm>#ACC` or those of a status, stretch by stretch",
    ),
    ("invite.DepartureRepository.contacts", "the contacts", "Query g1 `F#<firm>#CON`, stretch by stretch"),
    ("invite.DepartureRepository.ties", "everybody of an account", "Query `F#<firm>#A#<account>` `TIE#…`, all of it"),
    ("invite.DepartureRepository.is_tied", "whether a contact has an account", "Query g1 `F#<firm>#C#<contact>`, one"),
    ("invite.DepartureRepository.by_id", "contacts of ties", "BatchGet"),
    ("invite.DepartureRepository.emails", "whom accounts are assigned to", "BatchGet"),
    ("jobs.JobStore.find", "a job", "Get `F#<firm>#JOB#<job>` `JOB`"),
    (
        "jobs.JobStore._page",
        "jobs, newest first: the firm's or a member's own",
        "Query g1 `F#<firm>#JOBS` or g2 `F#<firm>#M#<member>#JOBS`, backwards",
    ),
    ("jobs.JobStore.report", "what became of a job's entries", "Query `F#<firm>#JOB#<job>` `CHUNK#…`"),
    ("jobs.JobStore.outcomes", "all of it, for the job itself", "the same, page by page"),
    ("jobs.JobStore.due", "which jobs stand still, as they are", "the sweep's query, then Get each"),
    ("relay", "what a firm announced in a stretch of time", "Query `F#<firm>#OUT#<shard>`, shard by shard"),
    ("timers", "what is due, of one kind", "Query g4 `DUE#<kind>#<shard>`, shard by shard"),
    *(read for each in MODULES for read in each.READS),
)

_HEAD = """# Entities

Made by `make generate`; what it is made of is checked against the items and the readers of the code.

Every partition begins with the firm, in the tables and in their indexes. The one exception is `g4`, which holds keys
alone and which only sweeps may query. `<…>` stands for a value, and ids stand without their prefix. Each item carries
`et` (its kind), `sv` (the version of its shape) and, where people edit it, `v` (its own).
"""


def write() -> Mapping[Path, str]:
    """Return the chart as it is committed."""
    return {ENTITIES: "\n".join(_document())}


def _document() -> list[str]:
    lines = [_HEAD]
    for table in dict.fromkeys(each.table.name for each in ENTITY_TYPES):
        kinds = [each for each in ENTITY_TYPES if each.table.name == table]
        lines += [f"## Table `{table}`", "", *_indexes(kinds[0].table), "", *_kinds(kinds), ""]
    lines += ["## Reads", "", "| what | request | by |", "|---|---|---|"]
    lines += [f"| {what} | {request} | `{reader}` |" for reader, what, request in READS]
    return [*lines, ""]


def _indexes(table: TableSchema) -> list[str]:
    rows = [f"| `{each.name}` | {_projected(each.projection)} |" for each in table.indexes]
    return ["| index | holds |", "|---|---|", *rows]


def _projected(projection: str | tuple[str, ...]) -> str:
    if isinstance(projection, tuple):
        return f"keys, {', '.join(f'`{each}`' for each in projection)}"
    return {"ALL": "everything", "KEYS_ONLY": "keys"}[projection]


def _kinds(kinds: list[EntityType]) -> list[str]:
    rows = []
    for each in kinds:
        chart = CHARTS[each.name]
        places = [f"`{chart.pk}` · `{chart.sk}`"]
        places += [f"{index}: `{pk}` → `{sk}`" for index, (pk, sk) in chart.indexes.items()]
        note = f"<br>{chart.note}" if chart.note else ""
        rows.append(f"| {each.name} {each.version} | {chart.what} | {each.owner} | {'<br>'.join(places)}{note} |")
    return ["| kind, version | what | written by | where |", "|---|---|---|---|", *rows]
