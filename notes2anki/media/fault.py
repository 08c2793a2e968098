"""What is wrong with a picture, a recording or a diagram, and how to mend it; the place is the caller's."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """Why something cannot be packed."""

    message: str
    hint: str
    is_offline: bool = False  # the network does not answer
