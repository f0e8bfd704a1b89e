"""The record, and what is made of it in the background."""

REMARKS = {
    "activity-jobs": (
        "A step that looks takes 1 read for each five hundred entries or empty month, 20 at most, and 1 for each shard "
        "of the outbox and hundred announcements of the last month; one that walks takes none of the tables but its "
        "own: a list of the anchors, and a part of what was looked at for each ten thousand entries. A step of an "
        "export takes 1 read for each five hundred entries that are looked at. Each takes 2 reads for the job and its "
        "starter, and 1 write."
    ),
    "activity-schedule": (
        "1 read for each of 8 shards of each kind of timer; for each chain that is anchored 1 read, 1 write and an "
        "object, a thousand a minute at most."
    ),
}
