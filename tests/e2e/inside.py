"""A look behind the API, for what no caller can see: items, users, grants, mappings."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from local.aws import client
from local.stage import Stage


class Inside:
    """The embedded cloud under the stage."""

    def __init__(self, stage: Stage) -> None:
        endpoint = stage.addresses.endpoint
        self._outputs = stage.addresses.outputs
        self._functions = stage.addresses.functions
        self._dynamodb = client(endpoint, "dynamodb")
        self._cognito = client(endpoint, "cognito-idp")
        self._lambda = client(endpoint, "lambda")
        self._iam = client(endpoint, "iam")

    def items(self) -> list[dict[str, Any]]:
        """Everything in the portal's table, in the order of its keys."""
        pages = self._dynamodb.get_paginator("scan").paginate(TableName=self._outputs["PortalTable"])
        found = [item for page in pages for item in page["Items"]]
        return sorted(found, key=lambda item: (item["pk"]["S"], item["sk"]["S"]))

    def users(self, pool: str, email: str) -> list[dict[str, Any]]:
        """The users of a pool (`StaffPoolId` or `ClientPoolId`) with this e-mail."""
        pages = self._cognito.get_paginator("list_users").paginate(UserPoolId=self._outputs[pool])
        users = [user for page in pages for user in page["Users"]]
        return [user for user in users if {"Name": "email", "Value": email} in user["Attributes"]]

    def tokens(self, audience: str, email: str, password: str) -> dict[str, str]:
        """All tokens of a sign-in, the ID token that the API never gives out among them."""
        pool, app = {"team": ("StaffPoolId", "StaffClientId"), "client": ("ClientPoolId", "ClientClientId")}[audience]
        user = self.users(pool, email)[0]["Username"]
        answer = self._cognito.admin_initiate_auth(
            UserPoolId=self._outputs[pool],
            ClientId=self._outputs[app],
            AuthFlow="ADMIN_USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": user, "PASSWORD": password},
        )
        tokens: dict[str, str] = answer["AuthenticationResult"]
        return tokens

    def tokens_of_another_app(self, audience: str, email: str, password: str) -> dict[str, str]:
        """The tokens of a sign-in at the right pool, but for an application that is not ours."""
        pool = self._outputs[{"team": "StaffPoolId", "client": "ClientPoolId"}[audience]]
        flows = ["ALLOW_ADMIN_USER_PASSWORD_AUTH"]
        made = self._cognito.create_user_pool_client(UserPoolId=pool, ClientName="another", ExplicitAuthFlows=flows)
        app = made["UserPoolClient"]["ClientId"]
        user = self.users({"team": "StaffPoolId", "client": "ClientPoolId"}[audience], email)[0]["Username"]
        try:
            answer = self._cognito.admin_initiate_auth(
                UserPoolId=pool,
                ClientId=app,
                AuthFlow="ADMIN_USER_PASSWORD_AUTH",
                AuthParameters={"USERNAME": user, "PASSWORD": password},
            )
        finally:
            self._cognito.delete_user_pool_client(UserPoolId=pool, ClientId=app)
        tokens: dict[str, str] = answer["AuthenticationResult"]
        return tokens

    @contextmanager
    def without_mapping(self, function: str) -> Iterator[None]:
        """Take a function's event source mapping away for a while."""
        name = self._functions[function]
        mappings = self._lambda.list_event_source_mappings(FunctionName=name)["EventSourceMappings"]
        for each in mappings:
            self._lambda.delete_event_source_mapping(UUID=each["UUID"])
        try:
            yield
        finally:
            for each in mappings:
                self._lambda.create_event_source_mapping(
                    EventSourceArn=each["EventSourceArn"],
                    FunctionName=name,
                    BatchSize=each["BatchSize"],
                    FunctionResponseTypes=each.get("FunctionResponseTypes", []),
                )

    @contextmanager
    def without_grant(self, function: str, action: str) -> Iterator[None]:
        """Drop one action from a function's role for a while."""
        role = self._lambda.get_function_configuration(FunctionName=self._functions[function])["Role"].split("/")[-1]
        documents = {
            name: self._iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
            for name in self._iam.list_role_policies(RoleName=role)["PolicyNames"]
        }
        try:
            for name, document in documents.items():
                kept = json.dumps(_without(document, action))
                self._iam.put_role_policy(RoleName=role, PolicyName=name, PolicyDocument=kept)
            yield
        finally:
            for name, document in documents.items():
                self._iam.put_role_policy(RoleName=role, PolicyName=name, PolicyDocument=json.dumps(document))


def _without(document: dict[str, Any], action: str) -> dict[str, Any]:
    statements = []
    for each in document["Statement"]:
        actions = [each["Action"]] if isinstance(each["Action"], str) else each["Action"]
        if kept := [other for other in actions if other != action]:
            statements.append({**each, "Action": kept})
    assert statements != document["Statement"], f"{action} was never granted"
    return {**document, "Statement": statements}
