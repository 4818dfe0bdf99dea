# SPDX-License-Identifier: Apache-2.0
"""Files of TheyDo that hold solutions, to be written by that name."""

from collections.abc import Sequence

from journey_studio.exchange import theydo
from journey_studio.exchange.formats import Choices, Pictures, Written
from journey_studio.model.snapshot import Snapshot

CARRIES = theydo.CARRIES


def write(
    snapshot: Snapshot, map_ids: Sequence[str], choices: Choices, pictures: Pictures
) -> Written:
    """The solutions of these maps and their library as a file."""
    return theydo.write(snapshot, map_ids, choices._replace(shape="solutions"), pictures)
