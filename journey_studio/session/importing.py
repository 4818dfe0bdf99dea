# SPDX-License-Identifier: Apache-2.0
"""What was found in a foreign file, taken into a project as one step."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from journey_studio.errors import JourneyError
from journey_studio.exchange.formats import Found
from journey_studio.i18n import t
from journey_studio.model.commands.merge_into import MergeInto
from journey_studio.model.commands.take_in import TakeIn
from journey_studio.model.fragments import LIBRARY_KINDS
from journey_studio.model.loss import Loss, LossReport
from journey_studio.model.records import Record
from journey_studio.model.snapshot import Snapshot
from journey_studio.session.left_out import left_out, report_with
from journey_studio.session.reading import Draft
from journey_studio.store.errors import PictureRefused

_SHOW_PICTURES = {"card": "picture", "persona": "photo"}


class Taken(NamedTuple):
    """What taking in came to: the ids of the maps, and a sentence for every doubt.

    `library` tells in words what is new in the library, `losses` what of the file the project did
    not take.
    """

    map_ids: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    library: str = ""
    losses: tuple[Loss, ...] = ()


class Imported(NamedTuple):
    """A file that was read and taken in."""

    draft: Draft
    taken: Taken

    @property
    def warnings(self) -> tuple[str, ...]:
        """A sentence for everything that a person should check."""
        return (*self.draft.found.warnings, *self.taken.warnings)

    @property
    def report(self) -> LossReport:
        """What of the file is in the project now, and what is not."""
        return report_with(self.draft.report, self.taken.losses)


class Pictures(NamedTuple):
    """The pictures that a snapshot shows: those that can be stored, and why others cannot."""

    good: Mapping[str, bytes]
    refused: Mapping[str, str]  # a sentence each

    @property
    def renamed(self) -> dict[str, str]:
        """What the refused are shown as: nothing."""
        return dict.fromkeys(self.refused, "")


def pictures_of(found: Found) -> Pictures:
    """The pictures of what was found that are shown in it, looked through one by one."""
    good: dict[str, bytes] = {}
    refused: dict[str, str] = {}
    for name in sorted(pictures_shown(found.snapshot.records.values()) & found.pictures.keys()):
        from journey_studio.store.images import checked_picture  # Pillow takes its time to load

        try:
            good[name] = checked_picture(found.pictures[name]).data
        except PictureRefused as error:
            refused[name] = t("session.import.picture", reason=error)
    return Pictures(good, refused)


def pictures_shown(records: Iterable[Record]) -> set[str]:
    """The names of the pictures that these records show."""
    return {
        name
        for record in records
        if (name := getattr(record, _SHOW_PICTURES.get(record.KIND, ""), ""))
    }


def command_of(
    found: Found,
    into: str,
    called: str,
    maps: tuple[str, ...],
    pictures: Pictures,
    *,
    removing: bool = False,
) -> TakeIn | MergeInto:
    """The command that takes in what was found: as new maps, or into the map `into`.

    JourneyError where a map is to go into another one and none was found.
    """
    if not into:
        return TakeIn(found.snapshot, maps, called, pictures.renamed)
    ids = maps or tuple(each.id for each in found.snapshot.maps())
    if not ids:
        raise JourneyError(t("session.import.no_map"))
    return MergeInto(found.snapshot, ids[0], into, removing, pictures.renamed)


def library_words(records: Iterable[Record]) -> str:
    """How much there is of what maps are made of: "3 insights, 1 metric"; "" where nothing is."""
    alive = Counter(record.KIND for record in records if not record.deleted)
    return t("session.import.library_list").join(
        t(
            "session.import.library_count",
            count=alive[kind],
            kind=t(f"model.kind.{kind}", count=alive[kind]),
        )
        for kind in LIBRARY_KINDS
        if alive[kind]
    )


def taken(
    command: TakeIn | MergeInto, pictures: Pictures, before: Snapshot, after: Snapshot
) -> Taken:
    """What a command that was carried out between these two came to."""
    new = (each for each in after.records.values() if each.id not in before.records)
    doubts = tuple(dict.fromkeys(pictures.refused.values()))
    return Taken(command.map_ids, doubts, library_words(new), left_out(command, before, after))
