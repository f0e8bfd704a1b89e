"""Links in the hands of those they were sent to."""

BOUNDED = {
    "/v1/guest/documents": "a link is for 30 documents at most",
}
