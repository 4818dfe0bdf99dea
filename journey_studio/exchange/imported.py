# SPDX-License-Identifier: Apache-2.0
"""What an importer hands on: a map as plain values, before it has ids, ranks and lanes."""

from dataclasses import dataclass
from typing import NamedTuple


class ImportedPoint(NamedTuple):
    """One experience value at a step. `persona` is an index into the map's personas."""

    persona: int
    value: float


@dataclass(frozen=True, slots=True)
class ImportedStep:
    """A step: its title (may hold line breaks) and at most one point per persona."""

    title: str
    points: tuple[ImportedPoint, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportedStage:
    """A stage with its steps in order. An empty title: the source named none."""

    title: str
    steps: tuple[ImportedStep, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportedMap:
    """One map as another tool's file tells it.

    `title` and `description` are empty and `language` is None where the source says nothing.
    `personas` are names in order of first appearance; the name "" is the unnamed persona that
    carries values nobody was named for.
    """

    title: str
    description: str
    language: str | None
    stages: tuple[ImportedStage, ...]
    personas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """The maps of one file in their order, and a sentence for everything a person should check."""

    maps: tuple[ImportedMap, ...]
    warnings: tuple[str, ...] = ()
