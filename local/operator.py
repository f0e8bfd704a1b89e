"""Commands for whoever runs the portal: they have no route, the function is invoked by name."""

import json
from collections.abc import Mapping
from typing import Any

from local.aws import client
from local.failure import StageError
from local.place import Place

_FUNCTION = "invite-operator"


class Operator:
    """Gives the operator's commands and returns what they answer."""

    def __init__(self, place: Place, functions: Mapping[str, str]) -> None:
        """Find the function by its name in the stack."""
        self._lambda = client(place, "lambda")
        self._function = functions[_FUNCTION]

    def found_firm(self, *, slug: str, name: str, owner_name: str, owner_email: str) -> Any:
        """Found a firm; its owner gets an invitation by mail.

        Raises:
            StageError: It is refused; there may be such a firm already.
        """
        return self._command(
            "found_firm",
            slug=slug,
            name=name,
            timeZone="Europe/Berlin",
            locale="en",
            owner={"name": owner_name, "email": owner_email},
        )

    def replay_outbox(self, firm: str, since: str) -> Any:
        """Deliver a firm's events again from an instant on; consumers take each once.

        Raises:
            StageError: It is refused.
        """
        return self._command("replay_outbox", firm=firm, since=since)

    def _command(self, command: str, **arguments: object) -> Any:
        sent = json.dumps({"command": command, **arguments})
        answer = self._lambda.invoke(FunctionName=self._function, Payload=sent)
        said = json.loads(answer["Payload"].read() or b"null")
        if "FunctionError" in answer:
            raise StageError(f"The operator's command {command} failed: {json.dumps(said, indent=2)}")
        return said
