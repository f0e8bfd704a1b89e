"""The CDK app: `cdk synth -c stage=dev`. The same source and context always give the same assembly."""

from aws_cdk import App

from infra.portal import portal

app = App()
portal(app)
app.synth()
