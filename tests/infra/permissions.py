"""The permission table: what each function may do, read off the synthesized template.

`docs/permissions.md` is a committed snapshot of it, so that a grant never widens unseen. After a wanted change, read
the difference and write it anew with `.venv/bin/python -m pytest tests/infra --write-permissions`.
"""

from collections import defaultdict

from tests.infra.assembly import Assembly

_HEAD = """# What each function may do

Read off the template of stage `dev` by the tests, which fail when this table and the template differ
(`tests/infra/permissions.py` says how to write it anew). On stage `local`, sending mail is granted on `*`, what
reads the time may read the parameter that moves the clock, and a scanner of our own stands where AWS has GuardDuty;
nothing else differs.

| function | action | on |
|---|---|---|
"""


def permissions(stage: Assembly) -> dict[str, set[tuple[str, str]]]:
    """Tell every (action, resource) of every function."""
    table: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for name, function in stage.functions.items():
        for statement in stage.statements(stage.at(function.properties["Role"])):
            assert statement["Effect"] == "Allow"
            for action in _listed(statement["Action"]):
                table[name].update((action, _readable(on)) for on in _listed(statement["Resource"]))
    return table


def spelled(table: dict[str, set[tuple[str, str]]]) -> str:
    """Spell the table as the document does."""
    rows = [f"| {name} | `{action}` | {on} |" for name in sorted(table) for action, on in sorted(table[name])]
    return _HEAD + "\n".join(rows) + "\n"


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def _readable(resource: str) -> str:
    if resource == "*":
        return "any"
    return "`" + resource.replace(".Arn>", "").replace("<", "").replace(">", "") + "`"
