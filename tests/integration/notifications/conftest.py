from collections.abc import Callable

import pytest

from functions.notifications import consumer
from shared.domain.events import Envelope
from tests.fakes.cloud import Cloud
from tests.fakes.happenings import on_queue
from tests.fakes.http import context
from tests.fakes.refusals import batch_failures
from tests.fakes.tenancy import Tenant, settle

type Take = Callable[..., set[str]]


@pytest.fixture
def firm(cloud: Cloud) -> Tenant:
    """The firm of the samples, Emil and Adam assigned to its account; another one stands beside it."""
    tenant = Tenant(assigned=("emil", "adam"), locales={"emil": "de"})
    settle(cloud.table, tenant, Tenant(slug="river-law"))
    assert cloud.mail
    return tenant


@pytest.fixture
def take() -> Take:
    """Deliver events to the consumer; the messages it fails come back."""

    def take(*envelopes: Envelope) -> set[str]:
        return batch_failures(consumer.handler(on_queue(*envelopes), context()))

    return take
