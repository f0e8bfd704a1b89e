"""Several documents in one file."""

_WHY = "30 documents go into one file at most"
BOUNDED = dict.fromkeys(("/v1/zips/{zip_id}", "/v1/portal/zips/{zip_id}", "/v1/guest/zips/{zip_id}"), _WHY)
