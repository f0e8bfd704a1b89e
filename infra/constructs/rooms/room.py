"""A room's nested stack, and the kinds of functions it may have."""

from collections.abc import Mapping

from aws_cdk import Duration, NestedStack
from aws_cdk.aws_events import CfnRule
from aws_cdk.aws_iam import PolicyStatement
from constructs import Construct

from infra import grants
from infra.constructs.acknowledge import acknowledge
from infra.constructs.consumption import Subscription, work_off
from infra.constructs.core import Core
from infra.constructs.function import PortalFunction, let_events_start
from infra.constructs.mail import feedback_pattern
from infra.constructs.queues import WorkQueue, let_rules_send
from infra.subscriptions import Pattern, pattern

# The gateway waits 30 s for an answer; a lease taken by a call must outlive the call (60 s for an activation).
_ANSWER_WITHIN = Duration.seconds(20)
_WORK_WITHIN = Duration.seconds(30)
# One step of a job may read a whole sheet of 100,000 rows.
_STEP_WITHIN = Duration.seconds(60)
_JOBS_AT_ONCE = 2
_NAMED_LATER = "Objects are named as they are made; what is granted is one prefix of the bucket."

# Ten thousand invitations of one firm let the one of another pass.
_BY_FIRM = "$.detail.firm"
# SES takes a number of letters a second of us all. More senders would only be turned away more often.
SENDERS = 3


class Room(NestedStack):
    """A room's nested stack: a function per kind of trigger, every one made the same way."""

    def __init__(self, scope: Construct, room: str, core: Core) -> None:
        super().__init__(scope, room.capitalize())
        self.room = room
        self.core = core
        self.variables = core.variables
        self.functions: dict[str, PortalFunction] = {}

    def _http(self, *may: PolicyStatement) -> None:
        """The function behind the room's routes. It gets more memory, and so more processor: somebody waits."""
        self._function("http", may, timeout=_ANSWER_WITHIN, memory_mb=1024)

    def _doors(self, *may: PolicyStatement) -> None:
        """The function behind those routes that take passwords or end sessions. Somebody waits for it as well."""
        self._function("doors", may, timeout=_ANSWER_WITHIN, memory_mb=1024)

    def _consumer(
        self,
        *may: PolicyStatement,
        batch: int = 10,
        window: Duration | None = None,
        at_once: int | None = None,
    ) -> None:
        """The function that reacts to events of other rooms, or of its own."""
        Subscription(
            self,
            "Subscription",
            bus=self.core.bus,
            pattern=pattern(self.room),
            worker=self._function("consumer", may, timeout=_WORK_WITHIN),
            timeout=_WORK_WITHIN,
            share=_BY_FIRM,
            batch=batch,
            window=window,
            at_once=at_once,
        )

    def _reaction(
        self, trigger: str, *may: PolicyStatement, within: Duration, memory_mb: int, at_once: int, paper: bool = False
    ) -> PortalFunction:
        """A function for what is too heavy to be done among the room's other reactions: one event a call."""
        worker = self._function(trigger, may, timeout=within, memory_mb=memory_mb, paper=paper)
        Subscription(
            self,
            f"{trigger.capitalize()}Subscription",
            bus=self.core.bus,
            pattern=pattern(f"{self.room}-{trigger}"),
            worker=worker,
            timeout=within,
            share=_BY_FIRM,
            batch=1,
            at_once=at_once,
        )
        return worker

    def _mailbox(self, *may: PolicyStatement) -> None:
        """The function that hears what became of the letters, from SES by way of the account's own bus."""
        Subscription(
            self,
            "Feedback",
            bus=None,
            pattern=feedback_pattern(self.core.mail.configuration),
            worker=self._function("mailbox", may, timeout=_WORK_WITHIN),
            timeout=_WORK_WITHIN,
        )

    def _listener(
        self,
        trigger: str,
        patterns: Mapping[str, Pattern],
        *may: PolicyStatement,
        timeout: Duration = _WORK_WITHIN,
        memory_mb: int = 512,
        queue: WorkQueue | None = None,
        at_once: int | None = None,
    ) -> None:
        """A function that hears, message by message, what AWS tells on the account's own bus."""
        worker = self._function(trigger, may, timeout=timeout, memory_mb=memory_mb)
        (_, first), *rest = patterns.items()
        heard = Subscription(
            self,
            f"Hears{trigger.capitalize()}",
            bus=None,
            pattern=first,
            worker=worker,
            timeout=timeout,
            queue=queue,
            batch=1,
            at_once=at_once,
        )
        for name, other in rest:
            heard.hear(name, other)

    def _schedule(self, rate: str, *may: PolicyStatement) -> None:
        """The function that announces what time has brought."""
        sweep = self._function("schedule", may, timeout=Duration.seconds(55), nobody_waits=True)
        let_rules_send(sweep.dead_letters, self)
        rule = CfnRule(
            self,
            "Tick",
            schedule_expression=rate,
            targets=[
                CfnRule.TargetProperty(
                    id="Schedule",
                    arn=sweep.function.function_arn,
                    dead_letter_config=CfnRule.DeadLetterConfigProperty(arn=sweep.dead_letters.queue_arn),
                    # The next tick does what this one missed.
                    retry_policy=CfnRule.RetryPolicyProperty(maximum_event_age_in_seconds=60, maximum_retry_attempts=1),
                )
            ],
        )
        let_events_start(sweep, rule.attr_arn)

    def _job_queue(self) -> WorkQueue:
        """The queue of the room's jobs."""
        return self._known_queue("JobQueue", "JOBS_QUEUE_URL", _STEP_WITHIN)

    def _known_queue(self, name: str, variable: str, timeout: Duration) -> WorkQueue:
        """A queue that is known to the room's functions from here on."""
        ground = self.core.ground
        queue = WorkQueue(self, name, ground.settings, ground.key, timeout=timeout)
        self.variables = self.variables.also(**{variable: queue.queue_url})
        return queue

    def _jobs(self, queue: WorkQueue, *may: PolicyStatement) -> None:
        """The worker of the room's jobs: a message is a step, and two are done at once in all."""
        worker = self._function("jobs", may, timeout=_STEP_WITHIN, memory_mb=1024)
        work_off(worker, queue, batch=1, at_once=_JOBS_AT_ONCE)

    def _objects(self, trigger: str, under: str, *operations: str) -> None:
        """Let a function use the objects under one prefix of the bucket of files, and no others."""
        function, bucket = self.functions[trigger], self.core.files.bucket
        function.may(grants.on_objects(bucket, under, *operations))
        acknowledge(
            function.role, {f"AwsSolutions-IAM5[Resource::<{self.core.known_as(bucket)}>/{under}/*]": _NAMED_LATER}
        )

    def _operator(self, *may: PolicyStatement) -> None:
        """The function the stage's owner calls by hand; nothing else starts it."""
        self._function("operator", may, timeout=_WORK_WITHIN, nobody_waits=True)

    def _function(
        self,
        trigger: str,
        may: tuple[PolicyStatement, ...],
        *,
        timeout: Duration,
        memory_mb: int = 512,
        nobody_waits: bool = False,
        paper: bool = False,
    ) -> PortalFunction:
        environment = self.variables.of(f"{self.room}-{trigger}")
        function = PortalFunction(
            self,
            trigger.capitalize(),
            self.core.ground,
            service=self.room,
            handler=f"functions.{self.room}.{trigger}.handler",
            environment=environment,
            may=[*may, *self.core.may_tell_time(environment)],
            timeout=timeout,
            memory_mb=memory_mb,
            nobody_waits=nobody_waits,
            paper=paper,
        )
        self.functions[trigger] = function
        return function

    def _mail(self) -> PolicyStatement:
        return grants.send_mail(*self.core.mail.may_send_as)
