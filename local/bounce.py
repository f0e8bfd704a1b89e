"""News of a letter, as SES would tell it: the embedded cloud delivers to nobody, so nothing bounces by itself.

`make bounce TO=jane@example.com` lets the latest letter there come back for good; AS=complaint has its reader call it
spam, AS=transient has the mailbox full for a while. AWS lets nobody else speak for SES on a bus, so the event is put
where SES's rule would put it: into the queue of the function that listens.
"""

import json
import sys
from datetime import timedelta
from typing import Any

from local.aws import client
from local.clock import StageClock
from local.failure import StageError, main
from local.place import PROJECT, Place
from local.stage import Addresses, Stage
from shared.directory import keys
from shared.domain.clock import stamp
from shared.domain.ids import FirmId, MemberId, PersonId, email_digest
from shared.domain.texts import normalise_email

_SAMPLES = {"bounce": "bounce_permanent", "transient": "bounce_transient", "complaint": "complaint"}
_LISTENER = "invite-mailbox"


def tell(stage: Stage, to: str, kind: str = "bounce", *, firm: str | None = None) -> None:
    """Tell the stage what became of the latest letter to an address of the firm, the demo's unless another is named.

    Raises:
        StageError: There is no such kind of news, or the address has neither a client nor a colleague.
    """
    if kind not in _SAMPLES:
        raise StageError(f"AS is one of {', '.join(_SAMPLES)}; not {kind!r}.")
    tenant = FirmId(firm or stage.demo.firm.id)
    digest = email_digest(tenant, normalise_email(to))
    tags = {"firm": tenant, "address": digest, **_invitation(stage.addresses, tenant, digest, to)}
    now = StageClock(stage.addresses).now()
    event = json.loads((PROJECT / "events" / "ses" / f"{_SAMPLES[kind]}.json").read_text("utf-8"))
    mail = event["detail"]["mail"]
    part = event["detail"]["complaint" if kind == "complaint" else "bounce"]
    (recipient,) = part["complainedRecipients" if kind == "complaint" else "bouncedRecipients"]
    recipient["emailAddress"] = to
    part["timestamp"] = stamp(now)
    mail["tags"] = {name: [value] for name, value in tags.items()}
    mail |= {"timestamp": stamp(now - timedelta(seconds=1)), "destination": [to]}
    _queue(stage.addresses, event)


def _invitation(addresses: Addresses, firm: FirmId, digest: str, to: str) -> dict[str, str]:
    """Find whose latest letter it is: the tags SES would bring back are those it was sent with."""
    dynamodb, table = client(addresses.endpoint, "dynamodb"), addresses.outputs["PortalTable"]
    person, member = PersonId(f"per_{digest}"), MemberId(f"mem_{digest}")
    for credential, key in ((person, keys.person(firm, person)), (member, keys.member(firm, member))):
        found = dynamodb.get_item(TableName=table, Key={"pk": {"S": key.pk}, "sk": {"S": key.sk}}).get("Item")
        if found:
            return {"credential": credential, "generation": found["invitation"]["M"]["generation"]["N"]}
    raise StageError(f"Nobody at {to} has a login or an invitation at this firm.")


def _queue(addresses: Addresses, event: dict[str, Any]) -> None:
    function = addresses.functions[_LISTENER]
    listed = client(addresses.endpoint, "lambda").list_event_source_mappings(FunctionName=function)
    (mapping,) = listed["EventSourceMappings"]
    sqs = client(addresses.endpoint, "sqs")
    url = sqs.get_queue_url(QueueName=mapping["EventSourceArn"].rpartition(":")[2])["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody=json.dumps(event))


def run() -> None:
    """Tell the running stage what became of a letter: the address, then the kind of news if it is no bounce."""
    if len(sys.argv) < 2:
        raise StageError("TO names the address, as in: make bounce TO=jane@example.com")
    to, kind = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "bounce"
    tell(Stage.read(Place.from_environment()), to, kind)
    print(f"SES tells of the latest letter to {to}: {kind}.")


if __name__ == "__main__":
    main(run)
