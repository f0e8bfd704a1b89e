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


CHARTS: Mapping[str, Chart] = {
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
    "HEAD": Chart(
        "the last entry of the firm's chain",
        "F#<firm>#HEAD",
        "HEAD",
        timer="anchor",
        note="timer until its next midnight, by UTC",
        is_planned=False,
    ),
    **{kind: chart for each in MODULES for kind, chart in each.CHARTS.items()},
}

# (reader, what is read, by which request)
READS: tuple[tuple[str, str, str], ...] = (
    ("directory.Directory.gate", "who calls, the policy, an account, and what a room asks along", "BatchGet"),
    ("directory.Directory.firm", "the firm", "Get `F#<firm>` `FIRM`"),
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
        "activity.ErasureRepository.of_account",
        "all that happened to an account",
        "Query g1 `F#<firm>#A#<account>`, page by page",
    ),
    ("activity.HeadRepository.due", "the heads that are to be anchored", "the sweep's query, then Get each"),
    (
        "activity.RecordRepository.stretch",
        "entries of a month as they stand, oldest first",
        "Query `F#<firm>#<month>`, page by page",
    ),
    (
        "activity.WalkRepository.stretch",
        "entries that are exported, newest first: of a month, an account or an object",
        "as the list of entries, five hundred at a time",
    ),
    ("activity.RecordRepository.has", "whether an event was recorded", "Get `F#<firm>#<month>` `<event>`"),
    (
        "activity.AnnouncedRepository.between",
        "what a firm announced between two events",
        "Query `F#<firm>#OUT#<shard>`, shard by shard",
    ),
    (
        "activity.EntryRepository.list",
        "entries, newest first: of a month, an account or an object",
        "Query `F#<firm>#<month>`, g1 `F#<firm>#A#<account>` or g2 `F#<firm>#O#<object>`, backwards",
    ),
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
