# SPDX-License-Identifier: Apache-2.0
"""The commands that bring maps in from other formats and out into them, with a report of both."""

import json
from pathlib import Path
from typing import NamedTuple

from journey_studio.cli.opening import opened
from journey_studio.cli.terminal import data, one_line, say, warn
from journey_studio.errors import JourneyError
from journey_studio.exchange.formats import Choices
from journey_studio.exchange.registry import by_name, for_ending
from journey_studio.exchange.scales import SCALES
from journey_studio.i18n import t
from journey_studio.model.loss import LossReport
from journey_studio.model.map_pairs import maps_called
from journey_studio.model.snapshot import Snapshot
from journey_studio.session import open_session
from journey_studio.session.importing import Imported
from journey_studio.session.reading import Draft, read_foreign
from journey_studio.session.starting import project_of
from journey_studio.session.writing import deliver, outgoing

_MOST_PLACES = 8  # of one loss that are named
_MOST_WARNINGS = 50


class Wanted(NamedTuple):
    """The options of import and export that both know, as they were given."""

    format: str = ""
    scale: str = ""
    language: str = ""
    report: bool = False
    as_json: bool = False
    columns: str = ""

    def choices(self) -> Choices:
        """What they mean for a reader or a writer."""
        if self.scale and self.scale not in SCALES:
            names = ", ".join(SCALES)
            raise JourneyError(t("cli.bad_scale", value=self.scale[:40], names=names))
        return Choices(scale=self.scale, language=self.language, columns=self._columns())

    def _columns(self) -> tuple[str, ...]:
        if not self.columns:
            return ()
        from journey_studio.exchange.tables.columns import OFFERED

        given = tuple(word.strip() for word in self.columns.split(","))
        for word in given:
            if word and word not in OFFERED:
                names = ", ".join(OFFERED)
                raise JourneyError(t("cli.bad_column", value=one_line(word)[:40], names=names))
        return given


def import_file(
    source: Path, file: Path, add: bool, into: str, remove: bool, wanted: Wanted
) -> None:
    """Make a project of another program's file, or add its maps to one; with `remove`, what of the
    map `into` the file has not goes.
    """
    choices = wanted.choices()
    if remove and not into:
        raise JourneyError(t("cli.remove_alone"))
    if add or into:
        with opened(file) as session:
            session.require_writable()
            target = _map_called(session.snapshot, into) if into else ""
            draft = _read(source, wanted.format, choices)
            taken = session.take_in(draft.found, target, draft.called, removing=remove)
            found = Imported(draft, taken)
    else:
        draft = _read(source, wanted.format, choices)
        session, taken = project_of(file, draft)
        session.close()
        found = Imported(draft, taken)
    _tell_import(found, file, wanted)


def _read(source: Path, format: str, choices: Choices) -> Draft:  # noqa: A002
    """What a file holds. Raises JourneyError, also where somebody has to say first what it is."""
    draft = read_foreign(source, format, choices)
    found = draft.found
    if found.warnings and not found.snapshot.records:
        raise JourneyError(t("cli.unclear", said=found.warnings[0]))
    return draft


def _tell_import(found: Imported, file: Path, wanted: Wanted) -> None:
    for warning in found.warnings:
        warn(warning)
    report = found.report
    if wanted.as_json:
        data(_as_json(report, found.draft.format))
        return
    if wanted.report:
        _tell_report(report)
    else:
        _warn_of(report)
    label = by_name(found.draft.format).label
    count, content = len(found.taken.map_ids), found.taken.library
    if content and not count:
        said = t("cli.imported_library", content=content, path=file)
    else:
        said = t("cli.imported", count=count, path=file)
    say(t("cli.imported_format", said=said, format=label))


def writes(out: Path, format: str) -> bool:  # noqa: A002
    """Whether OUT is no poster but a file of a format that is written here."""
    return bool(format) or for_ending(out.name) is not None


def export_file(file: Path, out: Path, which: str, source: bool, wanted: Wanted) -> None:
    """Write the maps of a project as a file of another format."""
    choices = wanted.choices()._replace(source=source)
    chosen = by_name(wanted.format) if wanted.format else for_ending(out.name)
    assert chosen is not None
    with open_session(file, read_only=True) as session:
        if session.project.notice:
            warn(session.project.notice)
        ids = _chosen(session.snapshot, which)
        if which not in ("", "all"):
            choices = choices._replace(maps=tuple(which.split(",")))
        made = outgoing(session.snapshot, ids, chosen, choices, session.picture)
    target = deliver(made.data, out)
    if wanted.as_json:
        data(_as_json(made.report, chosen.name))
        return
    if wanted.report:
        _tell_report(made.report)
    elif made.report.losses:
        _warn_of_all(made.report)
    say(t("cli.exported", path=target))


def _chosen(snapshot: Snapshot, which: str) -> tuple[str, ...]:
    """The maps of that number or title, or of several with commas between; all without any."""
    maps = snapshot.maps()
    if not maps:
        raise JourneyError(t("cli.no_maps"))
    if which in ("", "all"):
        return tuple(each.id for each in maps)
    if len(maps_called(snapshot, which)) == 1:
        return (_map_called(snapshot, which),)
    return tuple(dict.fromkeys(_map_called(snapshot, word) for word in which.split(",")))


def _map_called(snapshot: Snapshot, word: str) -> str:
    found = maps_called(snapshot, word)
    if len(found) == 1:
        return found[0].id
    key = "cli.map_missing" if not found else "cli.map_several"
    raise JourneyError(t(key, title=one_line(word)[:60], count=len(found)))


def _warn_of(report: LossReport) -> None:
    """Each loss with its place, as far as somebody would read them."""
    for loss in report.losses[:_MOST_WARNINGS]:
        place = t("cli.loss_at", place=loss.place, reason=loss.reason)
        warn(place if loss.place else loss.reason)
    more = len(report.losses) - _MOST_WARNINGS
    if more > 0:
        warn(t("cli.loss_more", count=more))


def _warn_of_all(report: LossReport) -> None:
    """How much did not travel: what exactly, the report says."""
    dropped = sum(loss.fate == "dropped" for loss in report.losses)
    changed = len(report.losses) - dropped
    if dropped:
        warn(t("cli.loss_dropped", count=dropped))
    if changed:
        warn(t("cli.loss_changed", count=changed))


def _tell_report(report: LossReport) -> None:
    for what, count in report.kept.items():
        say(t("cli.report.kept", what=what, number=count))
    for group in report.groups():
        shown = ", ".join(one_line(place) for place in group.places[:_MOST_PLACES] if place)
        more = len(group.places) - _MOST_PLACES
        places = t("cli.report.more", places=shown, count=more) if more > 0 else shown
        key = "cli.report.dropped" if group.fate == "dropped" else "cli.report.changed"
        line = t(
            key,
            what=one_line(group.what),
            number=len(group.places),
            reason=one_line(group.reason),
            places=places,
        )
        say(line.rstrip(" :"))


def _as_json(report: LossReport, format: str) -> str:  # noqa: A002
    losses = [
        {
            "fate": loss.fate,
            "what": loss.what,
            "place": loss.place,
            "reason": loss.reason,
            **({"record": loss.record, "register": loss.register} if loss.record else {}),
        }
        for loss in report.losses
    ]
    made = {"format": format, "kept": dict(report.kept), "losses": losses}
    return json.dumps(made, ensure_ascii=False)
