"""What a person or a script needs to use the running stage, as one JSON file."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Self

from local import http
from local.failure import StageError
from local.place import REGION, Place


@dataclass(frozen=True, slots=True)
class Firm:
    """The demo firm."""

    slug: str
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class SignIn:
    """One sign-in that works: who, and with which password."""

    name: str
    email: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the deployed stack is found, and by which names its parts are called."""

    web: str
    api: str
    endpoint: str
    mailbox: str
    functions: dict[str, str]
    outputs: dict[str, str]
    region: str = REGION

    @classmethod
    def of(cls, place: Place, outputs: Mapping[str, str]) -> Self:
        """Read them from the stack's outputs."""
        return cls(
            web=place.web,
            # The cloud tells APIs apart by host, as AWS does; the pages' server resolves it.
            api=f"http://{outputs['ApiId']}.execute-api.localhost:{place.port}",
            endpoint=place.endpoint,
            mailbox=f"{place.endpoint}/_ministack/ses/messages",
            functions=json.loads(outputs["Functions"]),
            outputs={name: value for name, value in outputs.items() if name != "Functions"},
        )


@dataclass(frozen=True, slots=True)
class Demo:
    """The firm every fresh stage has, and who may enter."""

    firm: Firm
    owner: SignIn
    employee: SignIn
    client: SignIn
    account: str


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage: where it is found, who may enter, and until when all that was announced is sure to have arrived."""

    addresses: Addresses
    demo: Demo
    delivered_until: str

    def write(self, place: Place) -> None:
        """Leave the file where scripts look for it, readable by this user alone."""
        place.stage_file.touch(mode=0o600)
        flat = {**asdict(self.addresses), **asdict(self.demo), "delivered_until": self.delivered_until}
        place.stage_file.write_text(json.dumps(flat, indent=2) + "\n")

    @classmethod
    def recall(cls, place: Place) -> Self:
        """Read the file of a stage that need not run.

        Raises:
            StageError: None was ever started here, or one of another version.
        """
        if not place.stage_file.exists():
            raise StageError("There is no local stage yet. Start one with: make up")
        try:
            return cls._from(json.loads(place.stage_file.read_text()))
        except (KeyError, TypeError, ValueError):
            raise StageError(
                f"{place.stage_file} was left by another version. Start anew with: make reset up"
            ) from None

    @classmethod
    def _from(cls, read: dict[str, Any]) -> Self:
        sign_ins = {who: SignIn(**read[who]) for who in ("owner", "employee", "client")}
        return cls(
            addresses=Addresses(**{each.name: read[each.name] for each in fields(Addresses)}),
            demo=Demo(firm=Firm(**read["firm"]), account=read["account"], **sign_ins),
            delivered_until=read["delivered_until"],
        )

    @classmethod
    def read(cls, place: Place) -> Self:
        """Read the file of the stage that runs.

        Raises:
            StageError: None was ever started here, or it runs no more.
        """
        stage = cls.recall(place)
        endpoint = stage.addresses.endpoint
        try:
            http.call("GET", f"{endpoint}/_ministack/health", timeout_for=10)
        except OSError:
            raise StageError(f"The local stage does not run ({endpoint} is silent). Start it: make up") from None
        return stage
