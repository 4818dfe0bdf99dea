# SPDX-License-Identifier: Apache-2.0
"""News: what colleagues have changed, by person and map, to be read in a minute."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from journey_studio.model.change import Author, Change, Label
from journey_studio.model.records import Comment, Connection
from journey_studio.model.snapshot import Snapshot
from journey_studio.model.whereabouts import map_of, same_department


class News(NamedTuple):
    """What one person changed on one map.

    `map` is "" for the library and the project itself. `records` are the live ones touched, cards
    in place of the comments and connections on them, the one touched last first. `first` and `last`
    are ms since 1970. `labels` say what was done, each once, the last first. `changes` are the
    names of the change sets.
    """

    author: Author
    map: str
    records: tuple[str, ...]
    first: int
    last: int
    labels: tuple[Label, ...]
    changes: tuple[str, ...]

    @property
    def department(self) -> str:
        """The department of the person, as they wrote it."""
        return self.author.department.strip()


def news(changes: Iterable[Change], snapshot: Snapshot) -> list[News]:
    """These changes by person and map, whoever changed something last first.

    A change on several maps is told on each.
    """
    groups: dict[tuple[str, str, str], list[tuple[Change, list[str]]]] = {}
    for change in sorted(changes, key=lambda each: each.order, reverse=True):
        who = (change.author.name.strip(), change.author.department.strip().casefold())
        touched: dict[str, list[str]] = {}
        for record_id in dict.fromkeys(record for record, _ in change.writes):
            records = touched.setdefault(map_of(snapshot, record_id), [])
            if (shown := _shown(snapshot, record_id)) is not None:
                records.append(shown)
        for map_id, records in (touched or {"": []}).items():
            groups.setdefault((*who, map_id), []).append((change, records))
    return [_told(map_id, group) for (*_, map_id), group in groups.items()]


def _shown(snapshot: Snapshot, record_id: str) -> str | None:
    """The live record a person would look at; None where there is none."""
    record = snapshot.records.get(record_id)
    if isinstance(record, Connection):
        record = snapshot.records.get(record.source or "")
    elif isinstance(record, Comment):
        record = snapshot.records.get(record.on or "")
    return record.id if record is not None and not record.deleted else None


def _told(map_id: str, group: Sequence[tuple[Change, list[str]]]) -> News:
    records = dict.fromkeys(record for _, touched in group for record in touched)
    labels = {(c.label.key, tuple(sorted(c.label.values.items()))): c.label for c, _ in group}
    times = [change.stamp.time for change, _ in group]
    return News(
        group[0][0].author,
        map_id,
        tuple(records),
        min(times),
        max(times),
        tuple(labels.values()),
        tuple(change.sha256 for change, _ in group),
    )


def of_department(found: Iterable[News], department: str) -> list[News]:
    """The news of one department."""
    return [each for each in found if same_department(each.department, department)]


def by_department(found: Iterable[News]) -> dict[str, list[News]]:
    """The news for each department, in the order in which they come; "" for people of none."""
    groups: dict[str, list[News]] = {}
    spelt: dict[str, str] = {}
    for each in found:
        name = spelt.setdefault(each.department.casefold(), each.department)
        groups.setdefault(name, []).append(each)
    return groups


def news_records(found: Iterable[News]) -> frozenset[str]:
    """The ids of all live records that are news, as marks on the canvas show them."""
    return frozenset(record for each in found for record in each.records)
