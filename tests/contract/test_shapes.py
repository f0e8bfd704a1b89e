"""Requests take nothing they did not ask for; responses tell nothing nobody meant to tell."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator

import pytest
from pydantic import BaseModel, ValidationError
from pydantic.alias_generators import to_camel

from shared.directory import AccountRecord
from shared.domain.entities import Entity
from shared.http import Contract, View
from tests.architecture.sources import ROOMS

# What a caller could wish to be: decided by the gate, the model, the clock or the generator, never by a body.
_DECIDED = {"firm", "firm_id", "id", "state", "status", "v", "version", "created_at", "expires_at", "actor", "proof"}
_MAY = {
    ("MarkItem", "state"),
    ("DownloadDocument", "version"),
    ("StartActivityExport", "actor"),
    ("SignIn", "firm"),
    ("AskPasswordReset", "firm"),
    ("RenewSession", "firm"),
    ("FoundFirm", "owner_name"),
    ("ExtendLink", "expires_at"),
    ("LinkTo", "expires_at"),
    ("ResendLink", "expires_at"),
    ("ShareAnyone", "expires_at"),
    ("ShareTo", "expires_at"),
    ("Timed", "expires_at"),
    ("UploadAnyone", "expires_at"),
    ("SharedDocument", "version"),
}
_SECRETS = {"password", "proof", "ended", "claim", "epoch", "hash", "prev", "salt", "personal_digest"}


def _shapes() -> Iterator[type[BaseModel]]:
    for room in ROOMS:
        contracts = importlib.import_module(f"functions.{room}.contracts")
        parts = [
            each.name for each in pkgutil.iter_modules(getattr(contracts, "__path__", []), f"{contracts.__name__}.")
        ]
        for module in (contracts, *map(importlib.import_module, parts)):
            for _, each in inspect.getmembers(module, inspect.isclass):
                if issubclass(each, BaseModel) and each.__module__ == module.__name__:
                    yield each


SHAPES = sorted(_shapes(), key=lambda each: f"{each.__module__}.{each.__name__}")
REQUESTS = [each for each in SHAPES if issubclass(each, Contract)]
RESPONSES = [each for each in SHAPES if issubclass(each, View)]


def _called(shape: type[BaseModel]) -> str:
    return shape.__name__


def test_every_shape_is_a_request_or_a_response_and_never_an_entity():
    assert set(SHAPES) == {*REQUESTS, *RESPONSES}
    assert [each for each in SHAPES if issubclass(each, Entity)] == []
    assert not issubclass(AccountRecord, Contract | View)


@pytest.mark.parametrize("shape", SHAPES, ids=_called)
def test_shape_is_closed_and_camel_case_outside(shape):
    assert shape.model_config["extra"] == "forbid"
    for name, field in shape.model_fields.items():
        assert field.alias == to_camel(name.removesuffix("_"))  # a word of Python takes one behind it


@pytest.mark.parametrize("shape", REQUESTS, ids=_called)
def test_request_refuses_a_field_nobody_asked_for(shape):
    with pytest.raises(ValidationError) as refused:
        shape.model_validate({"firmId": "frm_1"})
    assert ("firmId",) in {each["loc"] for each in refused.value.errors() if each["type"] == "extra_forbidden"}


@pytest.mark.parametrize("shape", REQUESTS, ids=_called)
def test_request_is_read_by_its_outer_names_only(shape):
    for name in shape.model_fields:
        if to_camel(name) != name:
            with pytest.raises(ValidationError) as refused:
                shape.model_validate({name: "x"})
            assert (name,) in {each["loc"] for each in refused.value.errors() if each["type"] == "extra_forbidden"}


@pytest.mark.parametrize("shape", REQUESTS, ids=_called)
def test_request_decides_nothing_that_is_not_the_callers(shape):
    assert {each for each in shape.model_fields if each in _DECIDED and (shape.__name__, each) not in _MAY} == set()


@pytest.mark.parametrize("shape", RESPONSES, ids=_called)
def test_response_holds_no_secret_of_storage(shape):
    assert set(shape.model_fields) & _SECRETS == set()


@pytest.mark.parametrize("shape", RESPONSES, ids=_called)
def test_response_leaves_no_field_out(shape):
    """A field is null where there is nothing to say; only what is constant has a default."""
    optional = {name for name, field in shape.model_fields.items() if not field.is_required()}
    assert optional <= {"token_type"}
