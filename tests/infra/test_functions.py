"""Functions: one way to come to be, and nothing forgotten on it."""

import importlib
import re

import pytest

from infra.constructs.bundling import PROJECT
from infra.routes import ANSWERING
from shared.env import Env
from tests.infra.assembly import Assembly
from tests.infra.permissions import permissions
from tests.infra.test_bundles import ON_PAPER

_ACTIVATION_LEASE_SECONDS = 60


def test_outputs_name_every_function(stage):
    """The one way to make a function also tells of it, so a second way shows here."""
    assert {each.path for each in stage.of_type("AWS::Lambda::Function")} == {
        each.path for each in stage.functions.values()
    }


def test_functions_are_made_in_one_place():
    makers = [
        path.name
        for path in (PROJECT / "infra").rglob("*.py")
        if "cli" not in path.parts and " Function(" in path.read_text() and "aws_lambda" in path.read_text()
    ]
    assert makers == ["function.py"]


def test_functions_run_the_projects_python_and_are_traced(stage):
    for function in stage.functions.values():
        assert function.properties["Runtime"] == "python3.13"
        assert function.properties["TracingConfig"] == {"Mode": "Active"}


def test_layer_of_paper_is_given_to_those_who_read_it(stage):
    for function in stage.functions.values():
        on_paper = function.properties["Handler"].removesuffix(".handler") in ON_PAPER
        assert len(function.properties["Layers"]) == 1 + on_paper


def test_functions_on_aws_are_arm64(on_aws):
    for function in on_aws.functions.values():
        assert function.properties["Architectures"] == ["arm64"]
    for layer in on_aws.of_type("AWS::Lambda::LayerVersion"):
        assert layer.properties["CompatibleArchitectures"] == ["arm64"]


def test_every_function_logs_to_a_group_of_its_own_that_forgets(stage):
    groups = [each.properties["LoggingConfig"]["LogGroup"] for each in stage.functions.values()]
    assert len(set(groups)) == len(groups)
    for group in stage.of_type("AWS::Logs::LogGroup"):
        assert group.properties["RetentionInDays"] in {7, 30, 365}


def test_every_function_has_its_alarms(stage):
    watched = {
        (each.properties["MetricName"], dimension["Value"])
        for each in stage.of_type("AWS::CloudWatch::Alarm")
        for dimension in each.properties.get("Dimensions", ())
    }
    for function in stage.functions.values():
        assert {("Errors", function.ref), ("Throttles", function.ref)} <= watched
    assert ("IteratorAge", stage.functions["relay"].ref) in watched


def test_http_functions_answer_before_the_gateway_gives_up_and_a_lease_ends(stage):
    answering = [each for name, each in stage.functions.items() if name in ANSWERING]
    assert answering
    for function in answering:
        assert function.properties["Timeout"] < min(30, _ACTIVATION_LEASE_SECONDS)


def _handlers(stage: Assembly) -> dict[str, str]:
    return {name: function.properties["Handler"] for name, function in stage.functions.items()}


def test_every_handler_imports(dev):
    for name, handler in _handlers(dev).items():
        module, _, entry = handler.rpartition(".")
        assert callable(getattr(importlib.import_module(module), entry)), name


def test_every_handler_module_of_a_room_is_deployed(dev, local):
    """Somewhere: the scanner of our own where there is no other."""
    written = {
        f"functions.{path.parent.name}.{path.stem}.handler"
        for path in (PROJECT / "functions").glob("*/*.py")
        if "\nhandler = " in path.read_text() or "\ndef handler(" in path.read_text()
    }
    deployed = {*_handlers(dev).values(), *_handlers(local).values()}
    assert written == {handler for handler in deployed if handler.startswith("functions.")}


def _fields(env: type[Env]) -> dict[str, bool]:
    return {name.upper(): field.is_required() for name, field in env.model_fields.items()}


# Where invite's functions say what they read; those of the other rooms say it in their wiring, by trigger.
_NAMED_BY_TRIGGER = {
    ("activity", "http"): "functions.activity.wiring.desk.DeskEnv",
    ("activity", "consumer"): "functions.activity.wiring.recording.ConsumerEnv",
    ("activity", "erasure"): "functions.activity.wiring.erasing.ErasureEnv",
    ("activity", "jobs"): "functions.activity.wiring.jobs.WorkerEnv",
    ("activity", "schedule"): "functions.activity.wiring.schedule.ScheduleEnv",
    ("documents", "zips"): "functions.documents.wiring.store.StoreEnv",
    ("documents", "http"): "functions.documents.wiring.line.LineEnv",
    ("documents", "schedule"): "functions.documents.wiring.line.LineEnv",
    ("documents", "storage"): "functions.documents.wiring.line.LineEnv",
    ("documents", "scanner"): "functions.documents.wiring.scanner.ScannerEnv",
    ("documents", "recognition"): "functions.documents.wiring.recognition.RecognitionEnv",
    ("documents", "consumer"): "functions.documents.wiring.store.StoreEnv",
    ("invite", "http"): "functions.invite.wiring.desk.HttpEnv",
    ("invite", "doors"): "functions.invite.wiring.pools.PoolsEnv",
    ("invite", "consumer"): "functions.invite.wiring.letters.ConsumerEnv",
    ("invite", "jobs"): "functions.invite.wiring.jobs.WorkerEnv",
    ("invite", "mailbox"): "shared.env.TableEnv",
    ("invite", "operator"): "shared.env.TableEnv",
    ("invite", "schedule"): "functions.invite.wiring.schedule.ScheduleEnv",
    ("links", "http"): "functions.links.wiring.links.LinksEnv",
    ("links", "consumer"): "functions.links.wiring.letters.ConsumerEnv",
    ("links", "jobs"): "functions.links.wiring.jobs.WorkerEnv",
    ("links", "schedule"): "functions.links.wiring.schedule.ScheduleEnv",
    ("notifications", "http"): "shared.env.TableEnv",
    ("notifications", "consumer"): "shared.env.MailEnv",
    ("notifications", "schedule"): "shared.env.MailEnv",
}


def _read_by(name: str) -> dict[str, bool]:
    """Tell which variables the code behind a function reads: name → whether it must have it."""
    relay = importlib.import_module("shared.relay")
    of_relay = {"relay": relay.RelayEnv, "relay-retry": relay.RetryEnv, "relay-replay": relay.ReplayEnv}
    if name in of_relay:
        return _fields(of_relay[name])
    room, _, trigger = name.partition("-")
    usual = f"functions.{room}.wiring.{trigger.capitalize()}Env"
    module, _, env = _NAMED_BY_TRIGGER.get((room, trigger), usual).rpartition(".")
    read = _fields(getattr(importlib.import_module(module), env))
    if name in ANSWERING:
        read |= _fields(importlib.import_module("shared.http.request").EdgeEnv)
    return read


@pytest.mark.parametrize("kept", ["EDGE_KEY", "CLOCK_OFFSET_PARAMETER", "BEDROCK_MODEL"])
def test_what_a_stage_leaves_out_may_be_left_out(kept, dev):
    needing = [name for name in dev.functions if _read_by(name).get(kept)]
    assert needing == []


def test_environment_is_what_the_code_reads_and_nothing_else(stage):
    on_aws = stage.name != "Portico-local"
    absent = {"BEDROCK_MODEL", "CLOCK_OFFSET_PARAMETER" if on_aws else "EDGE_KEY"}
    for name, function in stage.functions.items():
        spelled = {key for key in function.properties["Environment"]["Variables"] if not key.startswith("POWERTOOLS_")}
        assert spelled == set(_read_by(name)) - absent, name


def test_variables_of_ours_are_read_in_one_place():
    """What is compared above is all there is: only the class `Env` reads the environment at large."""
    for path in [*(PROJECT / "functions").rglob("*.py"), *(PROJECT / "shared").rglob("*.py")]:
        read = set(re.findall(r"environ(?:\.get\(|\[)\"(\w+)", path.read_text()))
        assert read <= {"AWS_ENDPOINT_URL"}, path
        assert path.name == "env.py" or "os.environ)" not in path.read_text(), path


def test_clock_moves_on_local_alone(local, dev, prod):
    (parameter,) = local.of_type("AWS::SSM::Parameter")
    reading = {
        name
        for name, function in local.functions.items()
        if function.properties["Environment"]["Variables"].get("CLOCK_OFFSET_PARAMETER") == parameter.ref
    }
    allowed = {
        name for name, rows in permissions(local).items() if "ssm:GetParameter" in {action for action, _ in rows}
    }
    assert reading
    assert allowed == reading
    for stage in (dev, prod):
        assert stage.of_type("AWS::SSM::Parameter") == []
        for function in stage.functions.values():
            assert "CLOCK_OFFSET_PARAMETER" not in function.properties["Environment"]["Variables"]
