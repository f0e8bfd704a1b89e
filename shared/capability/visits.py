"""What a bearer sent in their visit: the recipient's own count, or the visit's where many hold one link for anyone."""

from shared.capability import keys
from shared.capability.gate import LinkScene
from shared.capability.model import Recipient, Visited
from shared.capability.offer import Offer
from shared.table.keys import Key


def visit_of(to: Recipient, offer: Offer) -> str:
    """Name the visit somebody goes on with, as good as their pass is."""
    return to.own_visit or offer.visit


def beside(to: Recipient, offer: Offer) -> list[Key]:
    """Name what must be read along to tell; nothing of somebody who brings no pass."""
    if to.own_visit is not None or not offer.visit:
        return []
    return [keys.visit(to.firm, to.link, offer.visit)]


def visited(scene: LinkScene) -> Visited:
    """Tell what of all that was filed was sent in the visit of the pass."""
    to, held = scene.recipient, scene.link_pass
    if to.own_visit is not None:
        return Visited(files=to.uses, ticked=to.ticked or frozenset())
    standing = scene.items.get(keys.visit(to.firm, to.link, held.visit)) if held else None
    return Visited.model_validate(standing) if standing else Visited()
