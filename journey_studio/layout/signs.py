# SPDX-License-Identifier: Apache-2.0
"""Which signs on a board no face can draw."""

from collections.abc import Iterable, Iterator

from journey_studio.layout.fonts import missing
from journey_studio.layout.scene import Scene
from journey_studio.model.arrangement import Arrangement


def lost(texts: Iterable[str], language: str) -> frozenset[str]:
    """The signs of these texts that no face can draw."""
    found = [missing(text, language) for text in texts if not text.isascii()]
    return frozenset[str]().union(*found)


def on_heads(shape: Arrangement, scene: Scene) -> frozenset[str]:
    """Those in the title of a map and on its stages and steps."""
    return lost(_heads(shape), scene.language)


def in_scene(scene: Scene) -> frozenset[str]:
    """Those in the names of what cards refer to."""
    return lost(_scenery(scene), scene.language)


def _heads(shape: Arrangement) -> Iterator[str]:
    yield shape.map.title
    for stage, steps in shape.stages:
        yield from (stage.title, stage.goal, stage.owner)
        for step in steps:
            yield from (step.title, step.description)


def _scenery(scene: Scene) -> Iterator[str]:
    yield from (channel.name for channel in scene.channels.values())
    yield from (tag.name for tag in scene.tags.values())
    yield from (persona.name for _, persona in scene.personas.values())
    yield from (metric.name + metric.unit for metric, _ in scene.metrics.values())
    yield from (entry.title for entry in scene.entries.values())
