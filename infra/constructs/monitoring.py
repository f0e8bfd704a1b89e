"""One dashboard: what to look at first."""

from collections.abc import Mapping, Sequence

from aws_cdk import Duration, NestedStack
from aws_cdk.aws_apigatewayv2 import HttpApi
from aws_cdk.aws_cloudwatch import Dashboard, GraphWidget, IMetric
from aws_cdk.aws_sqs import IQueue
from constructs import Construct

from infra.constructs.function import PortalFunction

_PERIOD = Duration.minutes(5)
_WIDTH = 12


class Monitoring(NestedStack):
    """Errors, lateness, waiting work, dead letters and the API's answers on one page."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        api: HttpApi,
        functions: Mapping[str, PortalFunction],
        dead_letters: Mapping[str, IQueue],
    ) -> None:
        super().__init__(scope, construct_id)
        each = functions.items()
        relay = functions["relay"].function
        self.dashboard = Dashboard(
            self,
            "Dashboard",
            widgets=[
                [
                    _graph("Answers", [api.metric_server_error(), api.metric_client_error(), api.metric_count()]),
                    _graph("Time to answer, 95th percentile", [api.metric_latency(statistic="p95")]),
                ],
                [
                    _graph("Errors", [of.function.metric_errors(label=name) for name, of in each]),
                    _graph("Turned away", [of.function.metric_throttles(label=name) for name, of in each]),
                ],
                [
                    _graph("Duration, 95th percentile", [_p95(name, of) for name, of in each]),
                    _graph("How late events reach the bus", [relay.metric("IteratorAge", statistic="Maximum")]),
                ],
                [
                    _graph("Dead letters", [_depth(name, queue) for name, queue in dead_letters.items()]),
                ],
            ],
        )


def _graph(title: str, metrics: Sequence[IMetric]) -> GraphWidget:
    return GraphWidget(title=title, left=list(metrics), width=_WIDTH, period=_PERIOD)


def _p95(name: str, of: PortalFunction) -> IMetric:
    return of.function.metric_duration(label=name, statistic="p95")


def _depth(name: str, queue: IQueue) -> IMetric:
    return queue.metric_approximate_number_of_messages_visible(label=name, statistic="Maximum")
