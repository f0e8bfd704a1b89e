"""What a call answers, and what it asks of AWS to come to it."""

from dataclasses import dataclass

from tests.integration.house import House, Request

SERVICES = ("dynamodb", "kms", "cognito-idp", "s3", "sqs", "sesv2")


@dataclass(frozen=True)
class Outcome:
    """An answer with the work behind it: each call's service and operation, and how many items it names."""

    status: int
    text: str
    headers: tuple[str, ...]
    calls: tuple[tuple[str, str, int], ...]


def asked(house: House, request: Request) -> Outcome:
    """Make a call as a cold container does."""
    house.cloud.restart()
    clients = {each: house.cloud.client(each) for each in SERVICES}
    before = {each: len(client.calls) for each, client in clients.items()}
    answer = house.send(request)
    calls = tuple(
        (each, call.operation, len(call.request.get("TransactItems", call.request.get("RequestItems", ()))))
        for each, client in clients.items()
        for call in client.calls[before[each] :]
    )
    return Outcome(answer.status, answer.text, tuple(sorted(answer.headers)), calls)
