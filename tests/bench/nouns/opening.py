"""Links in the hands of those they were sent to."""

BOUNDED = {
    "/v1/guest/link": "an upload link has a list of what is wanted, written by hand",
    "/v1/guest/documents": "a link is for 30 documents at most",
}
