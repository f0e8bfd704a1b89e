"""Several documents in one file."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.bench.firm import Firm

_SOME, _PAPERS = 20, 5
_WHY = "30 documents go into one file at most"
BOUNDED = dict.fromkeys(("/v1/zips/{zip_id}", "/v1/portal/zips/{zip_id}", "/v1/guest/zips/{zip_id}"), _WHY)


def live(firm: "Firm") -> None:
    """Let some accounts' papers be fetched at once."""
    cabinet = firm.house.cabinet
    for _, account in firm.clients[-_SOME:]:
        kept = [cabinet.document(account, f"Lohnsteuerbescheinigung {2020 + year}.pdf") for year in range(_PAPERS)]
        firm.call("POST", "/v1/zips", body={"accountId": account, "documentIds": kept})
