"""Entries of functions that answer routes."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from aws_lambda_powertools.utilities.typing import LambdaContext

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
