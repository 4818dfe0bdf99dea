# SPDX-License-Identifier: Apache-2.0
"""What of some maps is not in a file for TheyDo, which holds one kind of record."""

from collections.abc import Iterator, Sequence

from journey_studio.exchange.formats import Carries
from journey_studio.exchange.read_back import loss_of, unlike
from journey_studio.exchange.reporting import words_of
from journey_studio.i18n import t
from journey_studio.model.contents import contents
from journey_studio.model.loss import Loss
from journey_studio.model.records import Metric, Reading
from journey_studio.model.same_things import library_name
from journey_studio.model.snapshot import Snapshot


def left_out(
    snapshot: Snapshot, map_ids: Sequence[str], back: Snapshot, carries: Carries, shape: str
) -> Iterator[Loss]:
    """The losses of registers that some file for TheyDo holds and this one, read as `back`, does
    not.
    """
    reason = t("exchange.theydo.other_shape", shape=t(f"exchange.theydo.{shape}"))
    maps = back.maps()
    known: list[Loss] = []
    for number, map_id in enumerate(map_ids):
        if maps and number == 0:
            found = unlike(snapshot, map_id, back, maps[0].id, carries)
        else:
            found = [*_not_there(snapshot, map_id, back, carries, reason)]
        named = {(loss.record, loss.register) for loss in known}
        known += [loss for loss in found if (loss.record, loss.register) not in named]
    yield from known


def _not_there(
    snapshot: Snapshot, map_id: str, back: Snapshot, carries: Carries, reason: str
) -> Iterator[Loss]:
    there = {
        (each.KIND, _name(back, each.id)): words_of(each)
        for each in back.records.values()
        if not each.deleted
    }
    for record in contents(snapshot, [map_id]):
        words = words_of(record)
        other = there.get((record.KIND, _name(snapshot, record.id)))
        for register in sorted(carries.get(record.KIND, ())):
            if other is None and register in words:
                yield loss_of(snapshot, record, register, reason)
            elif other is not None and words.get(register) != other.get(register):
                yield loss_of(snapshot, record, register, changed=register in other)


def _name(snapshot: Snapshot, record_id: str) -> str:
    record = snapshot.records[record_id]
    if isinstance(record, Reading):
        metric = snapshot.get(Metric, record.metric)
        return f"{metric.name if metric else ''}\n{record.day}"
    return library_name(snapshot, record_id) or record_id
