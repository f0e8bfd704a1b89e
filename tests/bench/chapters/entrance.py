"""A client comes in."""

from tests.bench.story import JANE, PASSWORD, SLUG, Story


def client_enters(story: Story) -> None:
    story.get("/v1/public/invitation", token=story.link(), case="a client's")
    story.accept(story.link(), "a client's")
    story.accept(story.link(), "a client's, repeated under its key", key=story.keys)
    signing_in = {"audience": "client", "firm": SLUG, "email": JANE, "password": PASSWORD}
    story.post("/v1/public/sessions", signing_in, case="a client")
    story.get("/v1/portal/me", story.client)
