"""The API: the route table made real, with the right door before every route."""

import json
from collections.abc import Mapping

from aws_cdk import Aws, NestedStack
from aws_cdk.aws_apigatewayv2 import CfnAuthorizer, CfnIntegration, CfnRoute, CfnStage, HttpApi
from aws_cdk.aws_cloudwatch import Metric
from aws_cdk.aws_iam import ServicePrincipal
from aws_cdk.aws_logs import LogGroup
from constructs import Construct

from infra.constructs.acknowledge import acknowledge
from infra.constructs.alarms import alarm
from infra.constructs.function import PortalFunction
from infra.constructs.identity import Identity, Pool
from infra.routes import ANSWERING, ROUTES, Route, Tree
from infra.settings import PortalSettings

# Access tokens carry this scope and ID tokens carry none, so an ID token is refused.
SCOPE = "aws.cognito.signin.user.admin"
_OPEN = "Whoever holds an invitation or signs in has no token yet; the room proves the caller itself."

# Calls a second for the whole stage: (steady, burst) a route of the tree.
_THROTTLES = {Tree.TEAM: (200, 400), Tree.CLIENT: (200, 400), Tree.PUBLIC: (20, 40)}

# The path without its query; never a header. A token travels in neither place that is logged.
_ACCESS_LOG = {
    "requestId": "$context.requestId",
    "time": "$context.requestTimeEpoch",
    "address": "$context.identity.sourceIp",
    "method": "$context.httpMethod",
    "path": "$context.path",
    "route": "$context.routeKey",
    "status": "$context.status",
    "bytes": "$context.responseLength",
    "milliseconds": "$context.responseLatency",
    "integrationError": "$context.integrationErrorMessage",
    "authorizerError": "$context.authorizer.error",
}


class Api(NestedStack):
    """Authorizers, one integration a function, the routes, and the stage they are served from."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        settings: PortalSettings,
        *,
        api: HttpApi,
        identity: Identity,
        functions: Mapping[str, PortalFunction],
    ) -> None:
        super().__init__(scope, construct_id)
        self.api = api
        self._doors = {
            Tree.TEAM: self._authorizer("Staff", identity.staff),
            Tree.CLIENT: self._authorizer("Clients", identity.clients),
        }
        integrations = {name: self._integration(name, functions[name]) for name in ANSWERING}
        keys = {route: self._routes(route, integrations[route.served_by]) for route in ROUTES}
        self._stage(settings, keys)
        self._watch()

    def _authorizer(self, name: str, pool: Pool) -> CfnAuthorizer:
        return CfnAuthorizer(
            self,
            f"{name}Authorizer",
            api_id=self.api.http_api_id,
            name=name.lower(),
            authorizer_type="JWT",
            identity_source=["$request.header.Authorization"],
            jwt_configuration=CfnAuthorizer.JWTConfigurationProperty(
                issuer=f"https://cognito-idp.{Aws.REGION}.amazonaws.com/{pool.pool.user_pool_id}",
                audience=[pool.client.user_pool_client_id],
            ),
        )

    def _integration(self, name: str, function: PortalFunction) -> CfnIntegration:
        known_as = name.title().replace("-", "")
        function.function.add_permission(
            f"{known_as}FromApi",
            scope=self,
            principal=ServicePrincipal("apigateway.amazonaws.com"),
            source_arn=self.api.arn_for_execute_api(),
        )
        return CfnIntegration(
            self,
            f"{known_as}Integration",
            api_id=self.api.http_api_id,
            integration_type="AWS_PROXY",
            integration_uri=function.function.function_arn,
            payload_format_version="2.0",
        )

    def _routes(self, route: Route, integration: CfnIntegration) -> dict[str, CfnRoute]:
        door = self._doors.get(route.tree)
        made = {}
        for path in route.paths:
            key = f"ANY {path}"
            made[key] = CfnRoute(
                self,
                f"Route{path}",
                api_id=self.api.http_api_id,
                route_key=key,
                target=f"integrations/{integration.ref}",
                authorization_type="JWT" if door else "NONE",
                authorizer_id=door.ref if door else None,
                authorization_scopes=[SCOPE] if door else None,
            )
            if door is None:
                acknowledge(made[key], {"AwsSolutions-APIG4": _OPEN})
        return made

    def _stage(self, settings: PortalSettings, keys: Mapping[Route, Mapping[str, CfnRoute]]) -> None:
        logs = LogGroup(self, "AccessLog", retention=settings.log_retention, removal_policy=settings.removal)
        throttles = {key: _throttle(route.tree) for route, made in keys.items() for key in made}
        stage = CfnStage(
            self,
            "Stage",
            api_id=self.api.http_api_id,
            stage_name="$default",
            auto_deploy=True,
            access_log_settings=CfnStage.AccessLogSettingsProperty(
                destination_arn=logs.log_group_arn, format=json.dumps(_ACCESS_LOG)
            ),
            default_route_settings=CfnStage.RouteSettingsProperty(
                throttling_rate_limit=_THROTTLES[Tree.PUBLIC][0], throttling_burst_limit=_THROTTLES[Tree.PUBLIC][1]
            ),
            route_settings=throttles,
        )
        for made in keys.values():
            for route in made.values():
                stage.node.add_dependency(route)

    def _watch(self) -> None:
        failures: Metric = self.api.metric_server_error(statistic="Sum")
        alarm(self, "ServerErrorsAlarm", failures, "The API answered with errors of its own", threshold=5)


def _throttle(tree: Tree) -> dict[str, int]:
    """Spell a tree's throttle as CloudFormation does: the library passes the map of routes through as it is."""
    steady, burst = _THROTTLES[tree]
    return {"ThrottlingRateLimit": steady, "ThrottlingBurstLimit": burst}
