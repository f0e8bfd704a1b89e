"""Documents: what is kept.

Owns: Folder, Document, Version, Upload, Zip. Routes: /v1/folders, /v1/documents, /v1/uploads, /v1/zips (team),
/v1/portal/folders, /v1/portal/documents, /v1/portal/uploads, /v1/portal/zips (clients), /v1/guest/documents,
/v1/guest/uploads, /v1/guest/zips (bearers).
Emits: folder.*, document.*, upload.*, zip.*.
Reacts to: objects stored and scanned (files them), document.uploaded (recognises it), zip.requested (makes it),
account.merged and account.erased (takes along, or away, what it kept), contact.merged (carries on what they may do),
link.created (asked for files anew, nobody is done), the minute (gives up what was never stored or scanned, purges the
trash).
"""
