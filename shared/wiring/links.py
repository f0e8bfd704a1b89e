"""What lets in whoever comes by a link; it is carried by those alone who let anybody in so."""

from shared.capability.gate import LinkGate
from shared.wiring import ground


def link_gate() -> LinkGate:
    return LinkGate(ground.table())
