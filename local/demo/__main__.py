"""Tell the story on the running stage.

Everything goes over HTTP. PORTICO_WEB sends it through another address, a recording proxy for instance.
"""

import os

from local.api import Caller
from local.clock import StageClock
from local.demo.changes import Changes
from local.demo.crowd import Crowd
from local.demo.door import Door
from local.demo.papers import Papers
from local.demo.story import Story
from local.failure import main
from local.place import Place
from local.stage import Stage


def run() -> None:
    """Tell it from the owner's sign-in to the end.

    Raises:
        StageError: A line saw something else than it must.
    """
    stage = Stage.read(Place.from_environment())
    door = Caller(os.environ.get("PORTICO_WEB", stage.addresses.web).rstrip("/"))
    story = Story(stage, door, StageClock(stage.addresses))
    Door(story).tell()
    Changes(story).tell()
    Papers(story).tell()
    Crowd(story).tell()
    print(f"\nThe whole way, {story.told} lines.")


if __name__ == "__main__":
    main(run)
