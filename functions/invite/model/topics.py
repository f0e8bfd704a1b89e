"""What a tie allows and tells: flags, and the topics its contact hears of."""

from collections.abc import Mapping

from pydantic import Field

from shared.domain.entities import Entity
from shared.published.people import Topic

__all__ = ["TieSettings", "Topic"]


class TieSettings(Entity):
    """How a tie is wanted; None leaves a key as it is."""

    notify: bool | None = None
    email_sync: bool | None = None
    signatory: bool | None = None
    topics: Mapping[Topic, bool] = Field(default_factory=dict)

    def applied(self, muted: frozenset[Topic]) -> dict[str, object]:
        """Spell what a tie with these topics muted is to get."""
        flags = self.model_dump(include={"notify", "email_sync", "signatory"}, exclude_none=True)
        off = {topic for topic, is_on in self.topics.items() if not is_on}
        return {**flags, "muted": (muted | off) - (set(self.topics) - off)}
