# SPDX-License-Identifier: Apache-2.0
"""What a poster carries so that it can be opened again: the interchange JSON of its maps."""

from typing import NamedTuple

from journey_studio.export.facts import chosen_maps
from journey_studio.export.options import PosterOptions
from journey_studio.model.snapshot import Snapshot
from journey_studio.paint.pictures import PictureSource


class PosterSource(NamedTuple):
    """The JSON, None for a poster that only shows, and sentences about what is not in it."""

    data: bytes | None = None
    warnings: tuple[str, ...] = ()


def poster_source(
    snapshot: Snapshot, options: PosterOptions, pictures: PictureSource
) -> PosterSource:
    """The maps that the poster shows, and no others; nothing where two maps are compared."""
    if not options.source or options.compared is not None:
        return PosterSource()
    from journey_studio.exchange import interchange  # with the first poster

    ids = tuple(each.id for each in chosen_maps(snapshot, options.map))
    written = interchange.bundle(snapshot, ids, pictures, whole=False)
    return PosterSource(written.data, tuple(dict.fromkeys(loss.reason for loss in written.losses)))
