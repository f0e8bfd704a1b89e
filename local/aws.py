"""Clients of the embedded cloud, whatever credentials the machine has of its own."""

from typing import Any

import boto3
from botocore.config import Config

from local.place import CREDENTIALS, REGION

_CONFIG = Config(connect_timeout=5, read_timeout=120, retries={"total_max_attempts": 1})


def client(endpoint: str, service: str) -> Any:
    """Return a client of `service` that can reach nothing but the cloud at this address."""
    session = boto3.Session(
        aws_access_key_id=CREDENTIALS["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
        region_name=REGION,
    )
    return session.client(service, endpoint_url=endpoint, config=_CONFIG)
