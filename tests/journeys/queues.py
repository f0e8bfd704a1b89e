"""Queues as SQS works them off: in batches, what failed again later, what failed too often among the dead letters."""

from dataclasses import dataclass, field
from random import Random

from tests.infra.assembly import Assembly, Resource


@dataclass
class Message:
    """A message and how often it was handed over."""

    id: str
    body: str
    received: int = 0


@dataclass
class Queue:
    """A queue of the template with the function that works it off."""

    path: str
    function: str
    batch: int
    tries: int
    hidden_seconds: int
    waiting: list[Message] = field(default_factory=list)
    hidden: list[Message] = field(default_factory=list)
    dead: list[Message] = field(default_factory=list)
    sent: int = 0

    def send(self, body: str) -> None:
        self.sent += 1
        self.waiting.append(Message(f"{self.path}-{self.sent}", body))

    def take(self, order: Random | None) -> list[Message]:
        """Hand over a batch; SQS promises no order."""
        if order:
            order.shuffle(self.waiting)
        taken, self.waiting = self.waiting[: self.batch], self.waiting[self.batch :]
        for each in taken:
            each.received += 1
        return taken

    def give_back(self, failed: list[Message]) -> None:
        """Hide what failed until its time is over, or set it aside for good."""
        for each in failed:
            (self.dead if each.received >= self.tries else self.hidden).append(each)

    def show(self) -> bool:
        """Let what was hidden be seen again; tell whether there was anything."""
        self.waiting, self.hidden = [*self.waiting, *self.hidden], []
        return bool(self.waiting)

    def redrive(self) -> None:
        """Bring the dead letters back, as an operator does."""
        for each in self.dead:
            each.received = 0
        self.waiting, self.dead = [*self.waiting, *self.dead], []


def queues(assembly: Assembly) -> dict[str, Queue]:
    """Read the queues with a worker out of the template, by path."""
    found = {}
    for mapping in assembly.of_type("AWS::Lambda::EventSourceMapping"):
        source = assembly.at(mapping.properties["EventSourceArn"])
        if source.type == "AWS::SQS::Queue":
            found[source.path] = _queue(assembly, mapping, source)
    return found


def _queue(assembly: Assembly, mapping: Resource, queue: Resource) -> Queue:
    return Queue(
        path=queue.path,
        function=assembly.at(mapping.properties["FunctionName"]).path,
        batch=mapping.properties["BatchSize"],
        tries=queue.properties["RedrivePolicy"]["maxReceiveCount"],
        hidden_seconds=queue.properties["VisibilityTimeout"],
    )
