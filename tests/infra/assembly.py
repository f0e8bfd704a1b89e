"""A synthesized stage, flattened: every resource of every nested stack by its path, references spelled as paths.

A reference reads `<path>` or `<path>.<Attribute>` in angle brackets, whichever nested stack it crosses, so that
a test compares what CloudFormation would compare.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

_STACK = "AWS::CloudFormation::Stack"


@dataclass(frozen=True)
class Resource:
    """One resource; `nest` is the nested stack it stands in."""

    path: str
    type: str
    nest: str
    properties: Mapping[str, Any]
    deletion_policy: str | None
    update_policy: str | None
    depends_on: tuple[str, ...]

    @property
    def ref(self) -> str:
        return f"<{self.path}>"

    def attribute(self, name: str) -> str:
        return f"<{self.path}.{name}>"


class Assembly:
    """Everything a stage deploys."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        top = next(folder.glob("Portico-*.template.json"))
        self.name = top.name.removesuffix(".template.json")
        self._root = _Template(self, json.loads(top.read_text()), None, "")

    @cached_property
    def resources(self) -> dict[str, Resource]:
        return {each.path: each for each in self._root.flattened()}

    @cached_property
    def outputs(self) -> dict[str, Any]:
        outputs: Mapping[str, Any] = self._root.body["Outputs"]
        return {name: self._root.resolve(output["Value"]) for name, output in outputs.items()}

    def of_type(self, *types: str) -> list[Resource]:
        return [each for each in self.resources.values() if each.type in types]

    def at(self, ref: str) -> Resource:
        """Return the resource a resolved reference points to; KeyError when it points to none."""
        path = ref.removeprefix("<").removesuffix(">")
        return self.resources[path] if path in self.resources else self.resources[path.rpartition(".")[0]]

    @cached_property
    def functions(self) -> dict[str, Resource]:
        """The functions by the name the outputs give them."""
        named: dict[str, str] = json.loads(self.outputs["Functions"])
        return {name: self.at(ref) for name, ref in named.items()}

    def statements(self, role: Resource) -> Iterator[Mapping[str, Any]]:
        """Yield what a role may do, statement by statement."""
        for policy in self.of_type("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy"):
            if role.ref in policy.properties.get("Roles", ()):
                yield from policy.properties["PolicyDocument"]["Statement"]
        for policy in role.properties.get("Policies", ()):
            yield from policy["PolicyDocument"]["Statement"]


class _Template:
    def __init__(self, assembly: Assembly, body: Mapping[str, Any], parent: "_Template | None", own_id: str) -> None:
        self._assembly = assembly
        self.body = body
        self._parent = parent
        self._own_id = own_id

    @cached_property
    def _children(self) -> dict[str, "_Template"]:
        found = {}
        for logical, resource in self.body["Resources"].items():
            if resource["Type"] == _STACK:
                path = self._assembly.folder / resource["Metadata"]["aws:asset:path"]
                found[logical] = _Template(self._assembly, json.loads(path.read_text()), self, logical)
        return found

    def path(self, logical: str) -> str:
        whole: str = self.body["Resources"][logical]["Metadata"]["aws:cdk:path"]
        return whole.partition("/")[2].removesuffix("/Resource")

    def flattened(self) -> Iterator[Resource]:
        for logical, resource in self.body["Resources"].items():
            if resource["Type"] in {_STACK, "AWS::CDK::Metadata"}:
                continue
            waits = resource.get("DependsOn", ())
            yield Resource(
                path=self.path(logical),
                type=resource["Type"],
                nest=self.path(logical).partition("/")[0],
                properties=self.resolve(resource.get("Properties", {})),
                deletion_policy=resource.get("DeletionPolicy"),
                update_policy=resource.get("UpdateReplacePolicy"),
                depends_on=tuple(self.path(each) for each in ([waits] if isinstance(waits, str) else waits)),
            )
        for child in self._children.values():
            yield from child.flattened()

    def resolve(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self.resolve(each) for each in value]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            ((function, argument),) = value.items()
            if function == "Ref":
                return self._ref(argument)
            if function == "Fn::GetAtt":
                return self._attribute(*argument)
            if function == "Fn::Join":
                return argument[0].join(str(each) for each in self.resolve(argument[1]))
            if function.startswith("Fn::"):
                return f"{function}({json.dumps(self.resolve(argument))})"
        return {key: self.resolve(each) for key, each in value.items()}

    def _ref(self, name: str) -> Any:
        if name in self.body["Resources"]:
            return f"<{self.path(name)}>"
        if self._parent is not None and name in self.body.get("Parameters", {}):
            given = self._parent.body["Resources"][self._own_id]["Properties"]["Parameters"]
            return self._parent.resolve(given[name])
        return f"${{{name}}}"

    def _attribute(self, logical: str, attribute: str) -> Any:
        if logical in self._children:
            child = self._children[logical]
            return child.resolve(child.body["Outputs"][attribute.removeprefix("Outputs.")]["Value"])
        return f"<{self.path(logical)}.{attribute}>"
