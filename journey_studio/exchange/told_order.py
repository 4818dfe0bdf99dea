# SPDX-License-Identifier: Apache-2.0
"""What a text or a workbook tells in another order than the map has it in."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from journey_studio.exchange.read_back import loss_of
from journey_studio.i18n import t
from journey_studio.model.arrangement import Arrangement, arrange
from journey_studio.model.loss import Loss
from journey_studio.model.snapshot import Snapshot


def moved(
    snapshot: Snapshot, map_id: str, shown: Snapshot, shown_id: str, twins: Mapping[str, str]
) -> Iterator[Loss]:
    """What of a map is read in another order, or in another cell, than it was told from.

    `shown_id` is that map as it is read, `twins` the records by the ids that they have there.
    """
    reason = t("exchange.text.differs")
    # A lane may be told as several, of which one is its twin.
    backward = {mine: other for other, mine in twins.items()}
    twins = {other: mine for mine, other in backward.items()}
    mine = dict(_rows(arrange(snapshot, map_id)))
    for place, there in _rows(arrange(shown, shown_id)):
        before = mine.get((place[0], *[twins.get(each, "") for each in place[1:]]), ())
        for each in _out_of_order(before, [twins[one] for one in there if one in twins]):
            if each in snapshot.records:
                record = snapshot.records[each]
                yield loss_of(snapshot, record, "place", reason, changed=True)


def _rows(shape: Arrangement) -> Iterator[tuple[tuple[str, ...], Sequence[str]]]:
    """What stands in an order: a kind and what it stands in, and the records."""
    yield ("stage",), [stage.id for stage, _ in shape.stages]
    yield ("lane",), [lane.id for lane in shape.lanes]
    for stage, steps in shape.stages:
        yield ("step", stage.id), [step.id for step in steps]
    for (lane, step), cards in shape.cells.items():
        yield ("card", lane, step), [card.id for card in cards]


def _out_of_order(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    """Those of `after` that are not in `before`, and as few of the others as would have to move
    for the rest to follow each other as before.
    """
    at = {each: number for number, each in enumerate(before)}
    ends: list[int] = []  # of the runs of each length, the earliest last place
    runs: list[int] = []  # the length of the longest run that ends in each
    for each in after:
        if each not in at:
            runs.append(-1)
            continue
        runs.append(bisect_left(ends, at[each]))
        ends[runs[-1] : runs[-1] + 1] = [at[each]]
    wanted = len(ends) - 1
    for each, length in zip(reversed(after), reversed(runs), strict=True):
        if length == wanted >= 0:
            wanted -= 1
        else:
            yield each
