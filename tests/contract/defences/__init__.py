"""What proves each row of docs/defences.md: tests, by name. A test named after a row stands under it."""

from collections.abc import Mapping

from tests.contract.defences.attacks import ATTACKS
from tests.contract.defences.faults import FAULTS

PROOFS: Mapping[str, tuple[str, ...]] = {**ATTACKS, **FAULTS}
