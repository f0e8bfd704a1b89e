"""What is kept, and what is on its way."""

from collections.abc import Mapping

from local.docs.chart import Chart

CHARTS: Mapping[str, Chart] = {
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
    "RECEIVED": Chart("bytes an account holds already", "F#<firm>#A#<account>", "SHA#<digest>#<document>"),
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
        g1=("F#<firm>#A#<account>#ZIPS", "<created at>#<zip>"),
        note="removed a day after it was asked for",
    ),
    "UPLOADS_DONE": Chart("that somebody said all is sent", "F#<firm>#<A#account, or L#link>", "<DONE, or DONE#visit>"),
    "DOCUMENTS_LEAVING": Chart(
        "what is left to do of all an account kept that is no more",
        "F#<firm>#A#<account>",
        "LEAVING",
        timer="leaving",
    ),
}

READS: tuple[tuple[str, str, str], ...] = (
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
    (
        "documents.DoneRepository.find",
        "who of an account said last that all is sent",
        "Get `F#<firm>#A#<account>` `DONE`",
    ),
    ("documents.FolderRepository.people", "who is tied to an account", "Query `F#<firm>#A#<account>` `TIE#…`"),
    ("documents.FolderRepository.list", "the folders of an account", "Query `F#<firm>#A#<account>` `FLD#…`"),
    (
        "documents.RecognisingRepository.find",
        "a document, with what decides whether it gets its name by what it is",
        "BatchGet with account and policy",
    ),
    ("documents.ZipRepository.find", "several documents in one file", "Get `F#<firm>#Z#<zip>` `ZIP`"),
    ("documents.ZipRepository.documents", "the documents that are to go into one file", "BatchGet, 30 at most"),
    ("documents.UploadRepository.find", "an upload", "Get `F#<firm>#U#<upload>` `UPLOAD`"),
    (
        "documents.UploadRepository.copies",
        "the documents of which an account holds the same bytes",
        "Query `F#<firm>#A#<account>` `SHA#<digest>#…`",
    ),
    (
        "documents.UploadRepository.is_private",
        "whether a folder is for those who manage documents",
        "Get `F#<firm>#A#<account>` `FLD#<folder>`",
    ),
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
    (
        "documents.FilingRepository.moved_along",
        "whether the folder a file was sent to is still where its account was",
        "Get `F#<firm>#A#<account>` `FLD#<folder>`",
    ),
    (
        "documents.WithdrawingRepository.kept",
        "what an upload became, and where that lies",
        "Get `F#<firm>#D#<document>` `DOC`, Get `F#<firm>#A#<account>` `FLD#<folder>`",
    ),
    (
        "documents.WithdrawingRepository._version",
        "the version that came with an upload",
        "Query `F#<firm>#D#<document>` `V#…`",
    ),
    ("documents.PurgingRepository.due", "what is over in the trash", "the sweep's query, then Get each"),
    (
        "documents.PurgingRepository.purge",
        "what is left of a document's versions",
        "Query `F#<firm>#D#<document>` `V#…`",
    ),
    ("documents.LeavingRepository.begin", "what is left to do", "Get `F#<firm>#A#<account>` `LEAVING`"),
    ("documents.LeavingRepository.due", "what is left to do, as it stands", "the sweep's query, then Get each"),
    (
        "documents.RemainsRepository.forget_done_by_link",
        "who came by a link and said that all is sent",
        "Query `F#<firm>#L#<link>` `DONE#…`, page by page",
    ),
    (
        "documents.RemainsRepository._standing",
        "an account's uploads, or zips, as they stand",
        "Query g1 `F#<firm>#A#<account>#UPLOADS` or `…#ZIPS`, then BatchGet",
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
)
