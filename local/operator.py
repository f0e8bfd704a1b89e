"""Commands for whoever runs the portal: they have no route, the functions are invoked by name."""

import json
from typing import Any

from local.aws import client
from local.failure import StageError
from local.stage import Addresses


class Operator:
    """Gives the operator's commands and returns what they answer."""

    def __init__(self, addresses: Addresses) -> None:
        """Know the functions by their names in the stack."""
        self._lambda = client(addresses.endpoint, "lambda")
        self._functions = addresses.functions

    def found_firm(self, *, slug: str, name: str, owner_name: str, owner_email: str) -> Any:
        """Found a firm; its owner gets an invitation by mail.

        Raises:
            StageError: It is refused; there may be such a firm already.
        """
        return self._invoke(
            "invite-operator",
            command="found_firm",
            slug=slug,
            name=name,
            timeZone="Europe/Berlin",
            locale="en",
            ownerName=owner_name,
            ownerEmail=owner_email,
        )

    def replay(self, firm: str, since: str) -> int:
        """Deliver again what a firm announced from an instant on, and count it; consumers take each event once.

        Raises:
            StageError: It is refused.
        """
        replayed = 0
        resume = None
        while True:
            answer = self._invoke("relay-replay", firm=firm, since=since, **({"resume": resume} if resume else {}))
            replayed += int(answer["replayed"])
            resume = answer["resume"]
            if resume is None:
                return replayed

    def _invoke(self, function: str, **payload: object) -> Any:
        answer = self._lambda.invoke(FunctionName=self._functions[function], Payload=json.dumps(payload))
        said = json.loads(answer["Payload"].read() or b"null")
        if "FunctionError" in answer:
            raise StageError(f"{function} failed: {json.dumps(said, indent=2)}")
        return said
