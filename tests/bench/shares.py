"""What sharing a document with more and more people asks of one transaction."""

from collections.abc import Mapping

from tests.bench.costs import stage
from tests.integration.house import House

RECIPIENTS = (1, 5, 20)


def measured() -> Mapping[int, int]:
    """Share with so many and count the actions of the one transaction that takes."""
    found: dict[int, int] = {}
    with stage() as (cloud, _):
        house = House(cloud)
        account = house.account()
        document = house.cabinet.document(account)
        for people in RECIPIENTS:
            to = [{"email": f"lena{n:02}@law.example", "name": f"Lena {n}"} for n in range(people)]
            body = {"accountId": account, "documents": [{"documentId": document}], "recipients": to}
            with cloud.meter.measure() as cost:
                answer = house.call(
                    "POST", "/v1/links/share", body=body, headers={"Idempotency-Key": f"share-{people}"}
                )
            assert answer.status == 201, answer.text
            (found[people],) = cost.actions
    return found
