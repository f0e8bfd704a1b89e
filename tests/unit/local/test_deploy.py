"""Whether the stack has to be deployed again."""

import pytest

from local.deploy import fingerprint
from local.release import command

_CONTEXT = ["--context", "stage=local"]


@pytest.fixture
def project(tmp_path):
    for name in ("app.py", "cdk.json", "pyproject.toml", "uv.lock", "README.md"):
        (tmp_path / name).write_text(name)
    for folder in ("functions/invite", "infra", "shared/table", "infra/cli/node_modules/aws-cdk", "shared/__pycache__"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "module.py").write_text(folder)
    return tmp_path


@pytest.mark.parametrize("changed", ["app.py", "uv.lock", "functions/invite/module.py", "shared/table/module.py"])
def test_a_changed_source_is_deployed(project, changed):
    before = fingerprint(project, _CONTEXT)

    (project / changed).write_text("otherwise")

    assert fingerprint(project, _CONTEXT) != before


def test_a_moved_source_is_deployed(project):
    before = fingerprint(project, _CONTEXT)

    (project / "shared/table/module.py").rename(project / "shared/module.py")

    assert fingerprint(project, _CONTEXT) != before


def test_other_pages_are_another_deploy(project):
    assert fingerprint(project, _CONTEXT) != fingerprint(project, [*_CONTEXT, "--context", "portalOrigin=http://x"])


@pytest.mark.parametrize(
    "changed", ["README.md", "infra/cli/node_modules/aws-cdk/module.py", "shared/__pycache__/x.pyc"]
)
def test_what_the_stack_is_not_made_from_is_no_reason_to_deploy(project, changed):
    before = fingerprint(project, _CONTEXT)

    (project / changed).write_text("otherwise")

    assert fingerprint(project, _CONTEXT) == before


def test_a_stage_is_released_with_its_own_values():
    spelled = command("deploy", "prod", 'mailFrom="Quay <portal@quay.example>" alarmMail=ops@quay.example')

    assert spelled[2:] == [
        "deploy",
        "Portico-prod",
        "--context",
        "stage=prod",
        "--context",
        "mailFrom=Quay <portal@quay.example>",
        "--context",
        "alarmMail=ops@quay.example",
    ]
