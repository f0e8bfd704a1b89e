"""What the chart of entities says of one kind of item."""

from dataclasses import dataclass

type Place = tuple[str, str]


@dataclass(frozen=True)
class Chart:
    """Where items of a kind stand. `timer` names what they wait for: in g4, and planned in g3."""

    what: str
    pk: str
    sk: str
    g1: Place | None = None
    g2: Place | None = None
    timer: str | None = None
    note: str = ""
    is_planned: bool = True

    @property
    def indexes(self) -> dict[str, Place]:
        """The places in indexes, by index."""
        places = {"g1": self.g1, "g2": self.g2}
        if self.timer:
            if self.is_planned:
                places["g3"] = ("F#<firm>#PLAN", f"<due at>#{self.timer}#<id>")
            places["g4"] = (f"DUE#{self.timer}#<shard>", "<due at>#<id>")
        return {index: place for index, place in places.items() if place is not None}
