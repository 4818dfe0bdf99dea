# SPDX-License-Identifier: Apache-2.0
"""What reader and writer of CJML (Customer Journey Modelling Language, SINTEF) agree on.

A step is a touchpoint, its title what the end user does, or whoever starts it. A lane of service
provider is backstage, named after the company; a card in it is that actor's side of the touchpoint,
with a tag where the touchpoint starts there.
"""

from typing import NamedTuple

SCALE = "1-5"
ROOT = "CJML"
PROVIDER_KIND = "backstage"
STARTS = "starts here"  # the tag; a word of the map, which stays the same in every language
DEVIATES = "deviation"


class Side(NamedTuple):
    """One of the two actors of a touchpoint, by id, and what it does."""

    actor: str
    label: str


class Touchpoint(NamedTuple):
    """A touchpoint as CJML has it; `receiver` None makes it an action. `rating` is 1 to 5."""

    initiator: Side
    receiver: Side | None
    phase: str = ""
    channel: str = ""
    comment: str = ""
    rating: str = ""
    experience: str = ""
    deviates: bool = False
    line: int = 0
    cell: str = ""


class Actor(NamedTuple):
    """An end user or a service provider, by id."""

    id: str
    name: str
    is_user: bool
    about: str = ""
    line: int = 0


class Phase(NamedTuple):
    """A phase, by id."""

    id: str
    name: str
    description: str = ""


class Journey(NamedTuple):
    """A journey, read from whatever dialect."""

    title: str
    planned: bool
    summary: str
    remarks: tuple[str, ...]
    phases: tuple[Phase, ...]
    actors: tuple[Actor, ...]
    touchpoints: tuple[Touchpoint, ...]
    at: str = ""
