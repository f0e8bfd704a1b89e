"""How a credential is called in the user pools: firm and e-mail digest, so that a token names its holder by itself."""

from shared.domain.errors import NotFoundError, UnauthenticatedError
from shared.domain.ids import FirmId, MemberId, PersonId, bare, known
from shared.domain.principals import ActorKind


def user_name(firm: FirmId, credential: MemberId | PersonId) -> str:
    return f"{firm}:{bare(credential)}"


def holder(name: str, kind: ActorKind) -> tuple[FirmId, MemberId | PersonId]:
    """Tell whose user name this is; UnauthenticatedError when it is none of ours."""
    firm, _, digest = name.partition(":")
    try:
        if kind is ActorKind.MEMBER:
            return known(FirmId, firm), known(MemberId, f"mem_{digest}")
        return known(FirmId, firm), known(PersonId, f"per_{digest}")
    except NotFoundError as unknown:
        raise UnauthenticatedError from unknown
