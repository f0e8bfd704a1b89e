"""The environment of a function: each room says in its `Env` what it reads, and infra sets exactly that."""

import os
from collections.abc import Mapping
from typing import Self

from pydantic import BaseModel, ConfigDict


class Env(BaseModel):
    """Variables named by the upper-case spelling of each field; a missing one fails at the first use, by name.

    An empty text counts as missing, so an optional variable may be set to nothing.
    """

    model_config = ConfigDict(frozen=True, defer_build=True)

    @classmethod
    def read(cls, environ: Mapping[str, str] = os.environ) -> Self:
        names = {field: field.upper() for field in cls.model_fields}
        return cls.model_validate({field: environ[name] for field, name in names.items() if environ.get(name)})


class TableEnv(Env):
    """What reaching the portal table takes, paged lists and moved time included."""

    portal_table: str
    token_key_id: str
    clock_offset_parameter: str | None = None


class MailEnv(TableEnv):
    """What sending mail takes besides."""

    mail_from: str
    mail_configuration_set: str | None = None
    portal_origin: str


class EndpointEnv(Env):
    """Where AWS is reached when that is not AWS's own address: the embedded cloud sets it for the SDK."""

    aws_endpoint_url: str | None = None
