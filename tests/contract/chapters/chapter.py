"""The shape of one chapter."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.contract.telling import Story


@dataclass(frozen=True)
class Chapter:
    """`begins` names the stage it goes on from; whatever it brings about is forgotten when it ends."""

    name: str
    begins: str
    tell: "Callable[[Story], None]"
