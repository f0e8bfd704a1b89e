"""What every Lambda entry has in common: correlation, logs, metrics, one loop, and failures told item by item."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.domain import events
from shared.domain.events import Envelope
from shared.observability import Handler, Payload, logger, observed

if TYPE_CHECKING:
    from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
    from aws_lambda_powertools.event_handler.api_gateway import Router

# No answer of the API may be kept by anyone, nor tell the next site where it came from.
_HEADERS = {
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


class HttpApp:
    """What answers a function's routes: an application a noun, made when the first call asks for it.

    A container that starts for one call imports what that call needs, and not the whole room: the rest would be a third
    of a cold start (docs/adr/0026). `nouns` gives the routers behind each path, spelled as in infra.routes.
    """

    def __init__(self, nouns: Mapping[str, Callable[[], Iterable["Router"]]]) -> None:
        self._nouns = nouns
        self._made: dict[str, APIGatewayHttpResolver] = {}

    @property
    def nouns(self) -> tuple[str, ...]:
        return tuple(self._nouns)

    def serving(self, path: str) -> "APIGatewayHttpResolver":
        """Give the application a call of this path is for; what belongs to no noun gets one without routes."""
        noun = next((each for each in self._nouns if path == each or path.startswith(f"{each}/")), "")
        if noun not in self._made:
            self._made[noun] = _application(self._nouns[noun]() if noun else ())
        return self._made[noun]

    @property
    def whole(self) -> "APIGatewayHttpResolver":
        """Give all of it in one, for whoever describes the API."""
        return _application(dict.fromkeys(router for routers in self._nouns.values() for router in routers()))


def _application(routers: Iterable["Router"]) -> "APIGatewayHttpResolver":
    """Compose routers, with problems for refusals."""
    # Half of what a cold start imports, and nothing to a function without routes.
    from aws_lambda_powertools.event_handler import APIGatewayHttpResolver

    from shared.http.problems import register
    from shared.http.request import one_object

    app = APIGatewayHttpResolver(enable_validation=True, response_validation_error_http_code=500)
    register(app)
    app.use([one_object])
    for router in routers:
        app.include_router(router)
    return app


def http_entrypoint(app: HttpApp) -> Handler:
    """Make the Lambda entry of what answers routes (HTTP API, payload 2.0)."""

    def handler(event: Payload, context: LambdaContext) -> Payload:
        logger().set_correlation_id((event.get("requestContext") or {}).get("requestId"))
        answer: Payload = app.serving(event["rawPath"]).resolve(event, context)
        answer["headers"] = {**answer.get("headers", {}), **_HEADERS}
        return answer

    return observed(handler)


def events_entrypoint(react: Callable[[Envelope], None]) -> Handler:
    """Make the entry of a consumer that takes events one by one; a failed one is returned, the others stand."""

    def each(messages: Iterable[tuple[str, Envelope]]) -> set[str]:
        failed = set()
        for message, envelope in messages:
            try:
                react(envelope)
            except Exception:
                logger().exception("not consumed", event_id=envelope.id, event_name=envelope.event.name)
                failed.add(message)
        return failed

    return batches_entrypoint(each)


def batches_entrypoint(react: Callable[[list[tuple[str, Envelope]]], set[str]]) -> Handler:
    """Make the entry of a consumer of whole batches: `react` gets (message id, envelope) and names the failed.

    A message that is no event of ours is failed alone, so that it reaches the dead-letter queue and nothing else does.
    """

    def handler(event: Payload, _: LambdaContext) -> Payload:
        failed: set[str] = set()
        readable: list[tuple[str, Envelope]] = []
        for record in event["Records"]:
            try:
                readable.append((record["messageId"], events.read(json.loads(record["body"])["detail"])))
            except Exception:
                logger().exception("not an event", message_id=record["messageId"])
                failed.add(record["messageId"])
        if readable:
            failed |= react(readable)
        return {"batchItemFailures": [{"itemIdentifier": each} for each in sorted(failed)]}

    return observed(handler)


def messages_entrypoint(react: Callable[[str], None]) -> Handler:
    """Make the entry of a worker whose queue the house itself fills; a failed message is returned, the others stand."""

    def handler(event: Payload, _: LambdaContext) -> Payload:
        failed = []
        for record in event["Records"]:
            try:
                react(record["body"])
            except Exception:
                logger().exception("not worked off", message_id=record["messageId"])
                failed.append({"itemIdentifier": record["messageId"]})
        return {"batchItemFailures": failed}

    return observed(handler)


def task_entrypoint(run: Callable[[Payload], Mapping[str, Any]]) -> Handler:
    """Make the entry of a schedule or an operator's command: the answer says what was done."""

    def handler(event: Payload, _: LambdaContext) -> Payload:
        return dict(run(event))

    return observed(handler)
