"""The doors: routes, authorizers, user pools, and the one origin in front."""

import json
from pathlib import Path

import pytest

from infra.constructs.web import API_HEADERS, CALLER_HEADERS
from infra.headers import content_security_policy, page_headers
from infra.routes import ANSWERING, ROUTES, Route, Tree, leading
from tests.infra.assembly import Assembly, Resource

OPENAPI = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"
_SCOPE = "aws.cognito.signin.user.admin"
_PREFIXES = {"/v1/portal/": Tree.CLIENT, "/v1/public/": Tree.PUBLIC, "/v1/guest/": Tree.PUBLIC}


def _tree_of(path: str) -> Tree:
    return next((tree for prefix, tree in _PREFIXES.items() if path.startswith(prefix)), Tree.TEAM)


def _routes(stage: Assembly) -> dict[str, Resource]:
    return {each.properties["RouteKey"]: each for each in stage.of_type("AWS::ApiGatewayV2::Route")}


def test_every_row_of_the_table_is_a_route_and_no_other(stage):
    assert set(_routes(stage)) == {f"ANY {path}" for route in ROUTES for path in route.paths}


def test_path_tells_the_tree():
    for route in ROUTES:
        assert route.tree is _tree_of(route.path)


def test_routes_lead_to_their_function(stage):
    for route in ROUTES:
        for path in route.paths:
            target = _routes(stage)[f"ANY {path}"].properties["Target"].removeprefix("integrations/")
            function = stage.at(stage.at(target).properties["IntegrationUri"])
            assert function == stage.functions[route.served_by]


def test_every_tree_has_its_own_door(stage):
    doors = {Tree.TEAM: "Core/Identity/Staff/Pool", Tree.CLIENT: "Core/Identity/Clients/Pool"}
    for route in ROUTES:
        for path in route.paths:
            properties = _routes(stage)[f"ANY {path}"].properties
            if route.tree is Tree.PUBLIC:
                assert properties["AuthorizationType"] == "NONE"
                continue
            assert properties["AuthorizationType"] == "JWT"
            assert properties["AuthorizationScopes"] == [_SCOPE]
            jwt = stage.at(properties["AuthorizerId"]).properties["JwtConfiguration"]
            pool = doors[route.tree]
            assert jwt["Issuer"] == f"https://cognito-idp.${{AWS::Region}}.amazonaws.com/<{pool}>"
            assert jwt["Audience"] == [f"<{pool}/Portal>"]


@pytest.fixture(scope="module")
def openapi():
    return json.loads(OPENAPI.read_text())


def _leading_to(path: str) -> list[Route]:
    return [route for route in ROUTES if path == route.path or (route.greedy and path.startswith(f"{route.path}/"))]


def test_every_documented_path_is_reached_by_exactly_one_route(openapi):
    """A room may part a noun of its own further; the gateway takes the longer route, as the table does."""
    for path in openapi["paths"]:
        route, *wider = sorted(_leading_to(path), key=lambda each: -len(each.path))
        assert route is leading(path)
        assert route.tree is _tree_of(path)
        assert {(each.room, each.tree, each.served_by) for each in wider} <= {(route.room, route.tree, route.served_by)}


def test_every_route_leads_to_something_documented(openapi):
    documented = {route for path in openapi["paths"] for route in _leading_to(path)}
    assert documented == set(ROUTES)


def test_distribution_passes_on_every_documented_header(openapi):
    passed = {name.lower() for name in (*API_HEADERS, *CALLER_HEADERS)}
    for operations in openapi["paths"].values():
        for operation in operations.values():
            asked = {each["name"].lower() for each in operation.get("parameters", ()) if each["in"] == "header"}
            assert asked <= passed


def test_stage_counts_calls_and_slows_the_public_tree_first(stage):
    (served,) = stage.of_type("AWS::ApiGatewayV2::Stage")
    limits = {key: each["ThrottlingRateLimit"] for key, each in served.properties["RouteSettings"].items()}
    assert set(limits) == set(_routes(stage))
    public = {limits[f"ANY {path}"] for route in ROUTES if route.tree is Tree.PUBLIC for path in route.paths}
    others = {limits[f"ANY {path}"] for route in ROUTES if route.tree is not Tree.PUBLIC for path in route.paths}
    assert max(public) < min(others)
    assert served.properties["DefaultRouteSettings"]["ThrottlingRateLimit"] == max(public)


def test_stage_comes_after_the_routes_it_names(stage):
    (served,) = stage.of_type("AWS::ApiGatewayV2::Stage")
    assert {route.path for route in _routes(stage).values()} <= set(served.depends_on)


def test_access_log_holds_neither_query_nor_header(stage):
    (served,) = stage.of_type("AWS::ApiGatewayV2::Stage")
    logged = json.loads(served.properties["AccessLogSettings"]["Format"]).values()
    assert not [each for each in logged if "query" in each.lower() or "header" in each.lower() or "claims" in each]
    assert stage.at(served.properties["AccessLogSettings"]["DestinationArn"]).type == "AWS::Logs::LogGroup"


def test_api_names_its_origin_without_credentials_where_the_stage_knows_it(local, dev, prod):
    for stage, origin in ((local, "http://localhost:8080"), (prod, "https://portal.example.com")):
        (api,) = stage.of_type("AWS::ApiGatewayV2::Api")
        cors = api.properties["CorsConfiguration"]
        assert cors["AllowOrigins"] == [origin]
        assert cors["AllowCredentials"] is False
    (api,) = dev.of_type("AWS::ApiGatewayV2::Api")
    assert "CorsConfiguration" not in api.properties


def test_pools_take_nobody_in_by_themselves(stage):
    pools = stage.of_type("AWS::Cognito::UserPool")
    assert len(pools) == 2
    for pool in pools:
        assert pool.properties["AdminCreateUserConfig"]["AllowAdminCreateUserOnly"] is True
        assert pool.properties["UsernameConfiguration"] == {"CaseSensitive": True}
        assert not {"AliasAttributes", "UsernameAttributes"} & set(pool.properties)
        assert pool.properties["AccountRecoverySetting"]["RecoveryMechanisms"] == [
            {"Name": "admin_only", "Priority": 1}
        ]


def test_passwords_need_length_and_no_composition(stage):
    for pool in stage.of_type("AWS::Cognito::UserPool"):
        policy = dict(pool.properties["Policies"]["PasswordPolicy"])
        assert policy.pop("MinimumLength") == 12
        policy.pop("TemporaryPasswordValidityDays", None)
        assert set(policy.values()) == {False}


def test_staff_needs_a_second_factor_in_prod_and_may_have_one_elsewhere(stage):
    staff = stage.resources["Core/Identity/Staff/Pool"].properties
    clients = stage.resources["Core/Identity/Clients/Pool"].properties
    assert staff["MfaConfiguration"] == ("ON" if stage.name == "Portico-prod" else "OPTIONAL")
    assert clients["MfaConfiguration"] == "OPTIONAL"
    assert staff["EnabledMfas"] == clients["EnabledMfas"] == ["SOFTWARE_TOKEN_MFA"]


def test_app_clients_sign_in_through_our_api_alone(stage):
    clients = stage.of_type("AWS::Cognito::UserPoolClient")
    assert len(clients) == 2
    for client in clients:
        assert sorted(client.properties["ExplicitAuthFlows"]) == [
            "ALLOW_ADMIN_USER_PASSWORD_AUTH",
            "ALLOW_REFRESH_TOKEN_AUTH",
        ]
        assert client.properties["GenerateSecret"] is False
        assert client.properties["PreventUserExistenceErrors"] == "ENABLED"
        assert client.properties["EnableTokenRevocation"] is True
        assert client.properties["AllowedOAuthFlowsUserPoolClient"] is False


def test_pages_allow_nothing_inline_and_nothing_from_elsewhere_but_bytes_from_the_bucket():
    policy = content_security_policy("https://files.example")
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'")
    assert [each for each in policy.split("; ") if "http" in each] == ["connect-src 'self' https://files.example"]


def test_distribution_sends_the_headers_the_local_page_server_sends(on_aws):
    (policy,) = on_aws.of_type("AWS::CloudFront::ResponseHeadersPolicy")
    config = policy.properties["ResponseHeadersPolicyConfig"]
    security = config["SecurityHeadersConfig"]
    sent = {each["Header"]: each["Value"] for each in config["CustomHeadersConfig"]["Items"]} | {
        "Content-Security-Policy": security["ContentSecurityPolicy"]["ContentSecurityPolicy"],
        "Referrer-Policy": security["ReferrerPolicy"]["ReferrerPolicy"],
        "Strict-Transport-Security": f"max-age={security['StrictTransportSecurity']['AccessControlMaxAgeSec']}"
        + "; includeSubDomains" * security["StrictTransportSecurity"]["IncludeSubdomains"],
        "X-Content-Type-Options": "nosniff" if security["ContentTypeOptions"]["Override"] else None,
        "X-Frame-Options": security["FrameOptions"]["FrameOption"],
    }
    (bucket,) = (each for each in on_aws.of_type("AWS::S3::Bucket") if each.path.startswith("Core/Files/"))
    origin = f"https://{bucket.properties['BucketName']}.s3.${{AWS::Region}}.amazonaws.com"
    assert sent == page_headers(origin)


def test_distribution_takes_the_api_in_and_tells_it_the_viewers_address(on_aws):
    (distribution,) = on_aws.of_type("AWS::CloudFront::Distribution")
    config = distribution.properties["DistributionConfig"]
    (behaviour,) = config["CacheBehaviors"]
    assert behaviour["PathPattern"] == "/v1/*"
    (origin,) = (each for each in config["Origins"] if each["Id"] == behaviour["TargetOriginId"])
    assert origin["DomainName"] == "<Front/Api>.execute-api.${AWS::Region}.amazonaws.com"
    (header,) = origin["OriginCustomHeaders"]
    assert header["HeaderName"] == "x-portico-edge"
    policy = on_aws.at(behaviour["OriginRequestPolicyId"]).properties["OriginRequestPolicyConfig"]
    assert "CloudFront-Viewer-Address" in policy["HeadersConfig"]["Headers"]
    assert "Host" not in policy["HeadersConfig"]["Headers"]


def test_edge_key_at_the_api_is_the_one_the_distribution_adds(on_aws):
    (distribution,) = on_aws.of_type("AWS::CloudFront::Distribution")
    origins = distribution.properties["DistributionConfig"]["Origins"]
    (added,) = (each["HeaderValue"] for origin in origins for each in origin.get("OriginCustomHeaders", ()))
    own_id = added.replace("${AWS::StackId}", "<Front.NestedStack/Front.NestedStackResource>")
    assert own_id.startswith("Fn::Select([2, ")
    for name, function in on_aws.functions.items():
        if name in ANSWERING:
            assert function.properties["Environment"]["Variables"]["EDGE_KEY"] == own_id


def test_an_answer_of_the_api_is_never_shared_between_callers(on_aws):
    (policy,) = on_aws.of_type("AWS::CloudFront::CachePolicy")
    config = policy.properties["CachePolicyConfig"]
    assert (config["MinTTL"], config["DefaultTTL"]) == (0, 0)
    keyed = config["ParametersInCacheKeyAndForwardedToOrigin"]["HeadersConfig"]["Headers"]
    assert set(keyed) == {"Authorization", "Portico-Pass", "Portico-Token"}


def test_local_has_no_distribution(local):
    assert not [each for each in local.resources.values() if each.type.startswith("AWS::CloudFront::")]
