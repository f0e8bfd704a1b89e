"""What differs between the stages. A construct asks for a quality ("is it kept?"), never for a stage's name."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from aws_cdk import RemovalPolicy
from aws_cdk.aws_lambda import Architecture
from aws_cdk.aws_logs import RetentionDays

from infra.constructs.bundling import CLOUD, running_target

type ContextReader = Callable[[str], Any]


class Recogniser(StrEnum):
    """Who recognises what clients upload: code of our own, or a model behind Amazon Bedrock."""

    BUILT_IN = "built_in"
    BEDROCK = "bedrock"


class Stage(StrEnum):
    """`local` runs on the embedded cloud, `dev` and `prod` on AWS."""

    LOCAL = "local"
    DEV = "dev"
    PROD = "prod"


@dataclass(frozen=True)
class PortalSettings:
    """The settings of one stage: what the stage itself decides, and what its owner passes as context."""

    stage: Stage
    mail_from: str
    portal_origin: str | None = None
    certificate: str | None = None
    web_acl: str | None = None
    alarm_mail: str | None = None
    recogniser: Recogniser = Recogniser.BUILT_IN
    bedrock_model: str | None = None

    def __post_init__(self) -> None:
        """Refuse an origin that is not one, and a stage without pages that doesn't say where they are."""
        if self.portal_origin is not None and (self.portal_origin.endswith("/") or "://" not in self.portal_origin):
            raise ValueError("portalOrigin is scheme://host[:port] without a trailing slash")
        if self.portal_origin is None and not self.has_web:
            raise ValueError(f"stage {self.stage} has no pages of its own: pass -c portalOrigin=…")
        if self.has_web and (self.portal_origin is None) is not (self.certificate is None):
            raise ValueError("a domain of one's own takes both -c portalOrigin=… and -c certificate=<ARN in us-east-1>")
        if (self.recogniser is Recogniser.BEDROCK) is (self.bedrock_model is None):
            raise ValueError("-c recogniser=bedrock and -c bedrockModel=<id of a model> go together")
        if self.recogniser is Recogniser.BEDROCK and not self.is_on_aws:
            raise ValueError(f"stage {self.stage} has no Bedrock: it recognises by itself")

    @classmethod
    def read(cls, context: ContextReader) -> "PortalSettings":
        """Read the stage and its owner's values from the CDK context; ValueError when they don't fit together."""
        return cls(
            stage=Stage(context("stage") or Stage.DEV),
            mail_from=context("mailFrom") or "portal@example.com",
            portal_origin=context("portalOrigin"),
            certificate=context("certificate"),
            web_acl=context("webAcl"),
            alarm_mail=context("alarmMail"),
            recogniser=Recogniser(context("recogniser") or Recogniser.BUILT_IN),
            bedrock_model=context("bedrockModel"),
        )

    @property
    def stack_name(self) -> str:
        return f"Portico-{self.stage}"

    @property
    def is_on_aws(self) -> bool:
        """Whether everything AWS has may be used, and everything must be reached over TLS."""
        return self.stage is not Stage.LOCAL

    @property
    def has_web(self) -> bool:
        return self.is_on_aws

    @property
    def has_movable_clock(self) -> bool:
        """Whether time can be moved for demonstrations and tests: on the embedded cloud and nowhere else."""
        return self.stage is Stage.LOCAL

    @property
    def has_malware_scanner(self) -> bool:
        """Whether Amazon GuardDuty looks into what is uploaded; where it doesn't, a small scanner of our own does."""
        return self.is_on_aws

    @property
    def staff_needs_totp(self) -> bool:
        return self.stage is Stage.PROD

    @property
    def removal(self) -> RemovalPolicy:
        return RemovalPolicy.RETAIN if self.is_on_aws else RemovalPolicy.DESTROY

    @property
    def keeps_anchors_from_everybody(self) -> bool:
        """Whether not even the account's owner may take an anchor away before its time."""
        return self.stage is Stage.PROD

    @property
    def anchors_kept_days(self) -> int:
        """For how long an anchor is locked: where work is done, ten years, which outlasts what must be kept of it."""
        return 3653 if self.stage is Stage.PROD else 30

    @property
    def log_retention(self) -> RetentionDays:
        return {
            Stage.LOCAL: RetentionDays.ONE_WEEK,
            Stage.DEV: RetentionDays.ONE_MONTH,
            Stage.PROD: RetentionDays.ONE_YEAR,
        }[self.stage]

    @property
    def target(self) -> str:
        """The platform dependencies are taken for, by uv's name."""
        return CLOUD if self.is_on_aws else running_target()

    @property
    def architecture(self) -> Architecture:
        return Architecture.ARM_64 if self.target.startswith("aarch64") else Architecture.X86_64
