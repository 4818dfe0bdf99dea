# SPDX-License-Identifier: Apache-2.0
"""The formats: what each is called, which module reads or writes it, and what they hand over.

A module of a format has

    recognises(data) -> bool                              whether these bytes are of this format
    read(data, name, choices) -> Found                    maps out of them
    write(snapshot, map_ids, choices, pictures) -> Written    and back
    CARRIES: Mapping[str, frozenset[str]]                 kind -> registers that travel whole

of which a format that is only read, or only written, leaves out the other half. Modules are
imported when they are needed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from journey_studio.model.loss import Loss
from journey_studio.model.snapshot import Snapshot

Pictures = Callable[[str], bytes | None]  # the bytes of a picture by its name, None if not here
Carries = Mapping[str, frozenset[str]]


class Column(NamedTuple):
    """A column of a table: its heading, the first of its values, and what it is taken for.

    `meaning` is one of those the format's `Offer.meanings` lists, or "" for a column left out.
    """

    heading: str
    sample: tuple[str, ...]
    meaning: str


class Choices(NamedTuple):
    """What a person may decide about reading or writing a file; empty is "as it looks best"."""

    scale: str = ""  # a name of `scales.SCALES`
    language: str = ""  # of the map: "fr"
    sheets: tuple[str, ...] = ()  # of a workbook; empty: all that hold a map
    shape: str = ""  # of a table "matrix" or "long", of slides "stages" or "map"
    columns: tuple[str, ...] = ()  # the meaning of each column of a long table
    steps_row: bool | None = None  # whether the second row of a matrix holds steps
    encoding: str = ""
    separator: str = ""
    decimal: str = ""  # "," or "."
    maps: tuple[str, ...] = ()  # only these, by title
    source: bool = True  # whether a page carries its maps, so that it can be opened again


class Offer(NamedTuple):
    """What was chosen or guessed in reading a file, and what else there is to choose from."""

    chosen: Choices = Choices()
    scales: tuple[str, ...] = ()  # empty: the format knows only one
    sheets: tuple[str, ...] = ()
    shapes: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    meanings: tuple[str, ...] = ()
    encodings: tuple[str, ...] = ()
    separators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The maps of a file as a snapshot that belongs to no project yet.

    `losses` is what of the file is not in it, `warnings` are sentences about what a person should
    check though nothing is lost. `pictures` are the bytes of pictures by the name in the registers.
    """

    snapshot: Snapshot
    losses: tuple[Loss, ...] = ()
    warnings: tuple[str, ...] = ()
    offer: Offer = field(default_factory=Offer)
    pictures: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """A file, and what of the maps is not in it beyond what the format never carries."""

    data: bytes
    losses: tuple[Loss, ...] = ()
