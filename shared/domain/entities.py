"""What every entity shares: it is frozen, and it knows nothing of how it is stored."""

from typing import Self

from pydantic import BaseModel, ConfigDict


class Entity(BaseModel):
    """A thing with an identity. A change makes a new value; unknown stored attributes are passed over.

    A newer version of the code may have written more than this one knows, so reading must not refuse it. What an item
    holds of people stays out of the log when it cannot be read.
    """

    # A cold start builds the validators of what it meets, not of all there is; so do events, contracts and views.
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True, defer_build=True)


class Rewritten(Entity):
    """An entity that is stored whole each time it changes, with whatever newer code wrote of it.

    Two releases stand side by side while one goes out, and the newer may be taken back: what this one does not know it
    carries along and looks at nowhere. Two are the same when all that this code knows of them is.
    """

    model_config = ConfigDict(extra="allow")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def of_its_own(self) -> Self:
        """Leave behind what newer code wrote: it was of somebody this is no longer about."""
        return type(self)(**{name: getattr(self, name) for name in type(self).model_fields})


class Versioned(Entity):
    """An entity people edit: `v` counts its versions, 1 when new, and is what ETag and If-Match carry."""

    v: int = 1
