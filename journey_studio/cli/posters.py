# SPDX-License-Identifier: Apache-2.0
"""The command that exports posters: progress on a terminal, and a stop that leaves no file."""

import os
from pathlib import Path
from typing import Literal, NamedTuple

from journey_studio.cli.ending import Stop
from journey_studio.cli.terminal import ProgressLine, say, warn
from journey_studio.errors import JourneyError
from journey_studio.export.options import PosterOptions, PosterReport
from journey_studio.export.poster import export_poster
from journey_studio.export.watch import CancelledError
from journey_studio.i18n import t
from journey_studio.model.snapshot import Snapshot
from journey_studio.session import open_session
from journey_studio.session.poster_source import poster_source


class Wanted(NamedTuple):
    """The options as they were given."""

    map: str
    paper: str
    orientation: str
    fit: str
    dpi: int
    theme: str
    lanes: tuple[str, ...]
    strict: bool
    tile: str
    overlap: float
    bleed: float
    crop_marks: bool
    faces: bool
    band: bool
    source: bool


def export(file: Path, out: Path, wanted: Wanted) -> None:
    """Write the posters of a project."""
    # Qt has much to say about systems without a screen, and nothing of it concerns a poster.
    os.environ.setdefault("QT_LOGGING_RULES", "*=false")
    stop = Stop()
    progress = ProgressLine()
    with open_session(file, read_only=True) as session:
        if session.project.notice:
            warn(session.project.notice)
        snapshot = session.snapshot
        options = _options(wanted, snapshot)
        source = poster_source(snapshot, options, session.picture)
        try:
            with stop.listening():
                report = export_poster(
                    snapshot,
                    out,
                    options,
                    session.picture,
                    progress,
                    stop.asked,
                    source=source.data,
                )
        except CancelledError:
            stop.end()
            raise
        finally:
            progress.close()
    for warning in source.warnings:
        warn(warning)
    _tell(report)


def _tell(report: PosterReport) -> None:
    for warning in report.warnings:
        warn(warning)
    for path in report.files:
        say(t("cli.exported", path=path))


def _options(wanted: Wanted, snapshot: Snapshot) -> PosterOptions:
    return PosterOptions(
        map=_map(wanted.map),
        paper=wanted.paper,
        orientation=wanted.orientation,  # type: ignore[arg-type]
        fit=wanted.fit,  # type: ignore[arg-type]
        dpi=wanted.dpi,
        theme=wanted.theme,
        lanes=_lanes(wanted.lanes, snapshot),
        strict=wanted.strict,
        tile=wanted.tile,
        overlap=wanted.overlap,
        bleed=wanted.bleed,
        crop_marks=wanted.crop_marks,
        faces=wanted.faces,
        band=wanted.band,
        source=wanted.source,
    )


def _map(text: str) -> int | Literal["all"]:
    if text == "all":
        return "all"
    if text.isascii() and text.isdecimal() and len(text) < 10:
        return int(text)
    raise JourneyError(t("cli.bad_map", value=text))


def _lanes(given: tuple[str, ...], snapshot: Snapshot) -> tuple[str, ...]:
    """Lane names, also several with commas between; a title may hold commas itself."""
    titles = {
        lane.title.casefold() for found in snapshot.maps() for lane in snapshot.lanes(found.id)
    }
    names: list[str] = []
    for text in given:
        parts = [text] if text.strip().casefold() in titles else text.split(",")
        names += [part.strip() for part in parts if part.strip()]
    return tuple(names)
