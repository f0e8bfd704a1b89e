"""The front: one origin for the pages and the API behind them."""

from pathlib import Path

from aws_cdk import Aws, Duration, Fn, NestedStack, Stack
from aws_cdk import aws_cloudfront as cdn
from aws_cdk.aws_apigatewayv2 import CorsHttpMethod, CorsPreflightOptions, HttpApi
from aws_cdk.aws_certificatemanager import Certificate
from aws_cdk.aws_cloudfront_origins import HttpOrigin, S3BucketOrigin
from aws_cdk.aws_s3 import BlockPublicAccess, Bucket, BucketEncryption, LifecycleRule, ObjectOwnership
from constructs import Construct

from infra.constructs.acknowledge import acknowledge
from infra.headers import HSTS_SECONDS, content_security_policy, page_headers
from infra.settings import PortalSettings

# CloudFront hands the API these headers of a request and no other; it sets CloudFront-Viewer-Address itself.
API_HEADERS = (
    "Accept-Language",
    "CloudFront-Viewer-Address",
    "Content-Type",
    "Idempotency-Key",
    "If-Match",
    "If-None-Match",
    "Portico-Client-Time",
    "User-Agent",
)
# These also tell one caller from another, so they belong to the cache's key: a shared answer is impossible.
CALLER_HEADERS = ("Authorization", "Portico-Pass", "Portico-Token")
_CORS_HEADERS = [
    "authorization",
    "content-type",
    "idempotency-key",
    "if-match",
    "if-none-match",
    "portico-pass",
    "portico-token",
]
_INDEX = Path(__file__).with_name("index.js")
_ASKED_PER_STAGE = "A firm's clients may be anywhere; a stage's owner adds a web ACL with -c webAcl=…"
_NO_LOG = "Addresses of guest pages are not to be logged; the API keeps an access log of its own."


class Front(NestedStack):
    """The HTTP API's address and, where the stage has pages, the distribution that serves both from one origin.

    CORS: pages and API share their origin, so none is needed. The API still names the origin where the stage was told
    it; a distribution's own domain comes from the API and so can't be written into it.
    """

    def __init__(self, scope: Construct, construct_id: str, settings: PortalSettings, files_origin: str) -> None:
        super().__init__(scope, construct_id)
        self.api = HttpApi(self, "Api", create_default_stage=False, cors_preflight=_cors(settings.portal_origin))
        self.pages = Pages(self, "Pages", settings, self.api, files_origin) if settings.has_web else None
        self.edge_key = self.pages.edge_key if self.pages else None
        self.origin = settings.portal_origin or self._own_origin()

    def _own_origin(self) -> str:
        if self.pages is None:
            raise ValueError("a stage without pages is told where they are")
        return f"https://{self.pages.distribution.distribution_domain_name}"


class Pages(Construct):
    """The static pages: a private bucket behind CloudFront, strict headers, and `/v1/*` on to the API.

    `edge_key` proves to the API that a request came through here, so that the viewer's address may be believed. It is
    the random part of this stack's id: different in every account, the same in every synth, known to whoever may
    describe the stack. That is enough for what it guards, the address in the log and in the counters; it opens nothing.
    """

    def __init__(
        self, scope: Construct, construct_id: str, settings: PortalSettings, api: HttpApi, files_origin: str
    ) -> None:
        super().__init__(scope, construct_id)
        self.edge_key = Fn.select(2, Fn.split("/", Stack.of(self).stack_id))
        self.bucket = Bucket(
            self,
            "Bucket",
            encryption=BucketEncryption.S3_MANAGED,
            block_public_access=BlockPublicAccess.BLOCK_ALL,
            object_ownership=ObjectOwnership.BUCKET_OWNER_ENFORCED,
            enforce_ssl=True,
            versioned=True,
            lifecycle_rules=[
                LifecycleRule(
                    abort_incomplete_multipart_upload_after=Duration.days(1),
                    noncurrent_version_expiration=Duration.days(30),
                )
            ],
            removal_policy=settings.removal,
        )
        acknowledge(self.bucket, {"AwsSolutions-S1": "Public pages, read by CloudFront alone."})
        self.distribution = cdn.Distribution(
            self,
            "Distribution",
            default_root_object="index.html",
            default_behavior=self._pages(files_origin),
            additional_behaviors={"/v1/*": self._api(api)},
            domain_names=[settings.portal_origin.partition("://")[2]] if settings.portal_origin else None,
            certificate=(
                Certificate.from_certificate_arn(self, "Certificate", settings.certificate)
                if settings.certificate
                else None
            ),
            web_acl_id=settings.web_acl,
            minimum_protocol_version=cdn.SecurityPolicyProtocol.TLS_V1_2_2021 if settings.certificate else None,
            http_version=cdn.HttpVersion.HTTP2_AND_3,
            price_class=cdn.PriceClass.PRICE_CLASS_100,
        )
        acknowledge(
            self.distribution,
            {
                "AwsSolutions-CFR1": _ASKED_PER_STAGE,
                "AwsSolutions-CFR2": _ASKED_PER_STAGE,
                "AwsSolutions-CFR3": _NO_LOG,
                "AwsSolutions-CFR4": "CloudFront's own domain has a fixed policy; a domain of one's own gets TLS 1.2.",
            },
        )

    def _pages(self, files_origin: str) -> cdn.BehaviorOptions:
        index = cdn.Function(
            self,
            "Index",
            code=cdn.FunctionCode.from_inline(_INDEX.read_text()),
            runtime=cdn.FunctionRuntime.JS_2_0,
            comment="A folder is served by its index.html",
        )
        return cdn.BehaviorOptions(
            origin=S3BucketOrigin.with_origin_access_control(self.bucket),
            viewer_protocol_policy=cdn.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
            allowed_methods=cdn.AllowedMethods.ALLOW_GET_HEAD,
            compress=True,
            response_headers_policy=_page_headers(self, files_origin),
            function_associations=[
                cdn.FunctionAssociation(event_type=cdn.FunctionEventType.VIEWER_REQUEST, function=index)
            ],
        )

    def _api(self, api: HttpApi) -> cdn.BehaviorOptions:
        return cdn.BehaviorOptions(
            origin=HttpOrigin(
                f"{api.http_api_id}.execute-api.{Aws.REGION}.amazonaws.com",
                custom_headers={"x-portico-edge": self.edge_key},
                origin_ssl_protocols=[cdn.OriginSslPolicy.TLS_V1_2],
            ),
            viewer_protocol_policy=cdn.ViewerProtocolPolicy.HTTPS_ONLY,
            allowed_methods=cdn.AllowedMethods.ALLOW_ALL,
            cache_policy=cdn.CachePolicy(
                self,
                "ApiCache",
                comment="Keeps nothing that does not ask for it, and never across callers",
                min_ttl=Duration.seconds(0),
                default_ttl=Duration.seconds(0),
                max_ttl=Duration.seconds(1),
                header_behavior=cdn.CacheHeaderBehavior.allow_list(*CALLER_HEADERS),
                query_string_behavior=cdn.CacheQueryStringBehavior.all(),
                cookie_behavior=cdn.CacheCookieBehavior.none(),
            ),
            origin_request_policy=cdn.OriginRequestPolicy(
                self,
                "ApiRequest",
                header_behavior=cdn.OriginRequestHeaderBehavior.allow_list(*API_HEADERS),
                query_string_behavior=cdn.OriginRequestQueryStringBehavior.all(),
                cookie_behavior=cdn.OriginRequestCookieBehavior.none(),
            ),
        )


def _cors(origin: str | None) -> CorsPreflightOptions | None:
    if origin is None:
        return None
    return CorsPreflightOptions(
        allow_origins=[origin],
        allow_methods=[CorsHttpMethod.GET, CorsHttpMethod.POST, CorsHttpMethod.PUT, CorsHttpMethod.PATCH],
        allow_headers=_CORS_HEADERS,
        expose_headers=["etag", "retry-after"],
        allow_credentials=False,
        max_age=Duration.hours(1),
    )


def _page_headers(scope: Construct, files_origin: str) -> cdn.ResponseHeadersPolicy:
    named = {
        "Content-Security-Policy",
        "Referrer-Policy",
        "Strict-Transport-Security",
        "X-Content-Type-Options",
        "X-Frame-Options",
    }
    others = {name: value for name, value in page_headers(files_origin).items() if name not in named}
    return cdn.ResponseHeadersPolicy(
        scope,
        "Headers",
        security_headers_behavior=cdn.ResponseSecurityHeadersBehavior(
            content_security_policy=cdn.ResponseHeadersContentSecurityPolicy(
                content_security_policy=content_security_policy(files_origin), override=True
            ),
            content_type_options=cdn.ResponseHeadersContentTypeOptions(override=True),
            frame_options=cdn.ResponseHeadersFrameOptions(frame_option=cdn.HeadersFrameOption.DENY, override=True),
            referrer_policy=cdn.ResponseHeadersReferrerPolicy(
                referrer_policy=cdn.HeadersReferrerPolicy.NO_REFERRER, override=True
            ),
            strict_transport_security=cdn.ResponseHeadersStrictTransportSecurity(
                access_control_max_age=Duration.seconds(HSTS_SECONDS), include_subdomains=True, override=True
            ),
        ),
        custom_headers_behavior=cdn.ResponseCustomHeadersBehavior(
            custom_headers=[
                cdn.ResponseCustomHeader(header=name, value=value, override=True) for name, value in others.items()
            ]
        ),
    )
