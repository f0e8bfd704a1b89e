"""What every entity shares: it is frozen, and it knows nothing of how it is stored."""

from pydantic import BaseModel, ConfigDict


class Entity(BaseModel):
    """A thing with an identity. A change makes a new value; unknown stored attributes are passed over.

    A newer version of the code may have written more than this one knows, so reading must not refuse it. What an item
    holds of people stays out of the log when it cannot be read.
    """

    # A cold start builds the validators of what it meets, not of all there is; so do events, contracts and views.
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True, defer_build=True)


class Versioned(Entity):
    """An entity people edit: `v` counts its versions, 1 when new, and is what ETag and If-Match carry."""

    v: int = 1
