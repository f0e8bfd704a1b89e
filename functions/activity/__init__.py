"""Activity: what happened.

Owns: Entry and Head, in a table of their own that is only ever added to, and the anchors. Routes: /v1/activity (team).
Emits: activity.verified, activity_export.finished, activity_export.downloaded. Reacts to: every event of the house,
account.erased, the minute. The entries of a firm form a chain of hashes in order of arrival and are shown in order of
time; names and addresses can be erased without breaking it.
"""
