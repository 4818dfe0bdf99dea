# SPDX-License-Identifier: Apache-2.0
"""From a project to poster files: lay out, put on paper, check what can be read, write."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, get_args

from journey_studio.errors import JourneyError
from journey_studio.export.arrangement import Arrangement
from journey_studio.export.carrying import carriable
from journey_studio.export.delivery import Delivery, checked
from journey_studio.export.facts import chosen_maps, facts_of
from journey_studio.export.furniture import furniture, tile_note
from journey_studio.export.options import (
    NO_BETTER,
    Format,
    PosterOptions,
    PosterReport,
    format_of,
    named,
)
from journey_studio.export.pdf import write_pdf
from journey_studio.export.png import pixel_size, write_png
from journey_studio.export.readable import Findings, findings
from journey_studio.export.svg import write_svg
from journey_studio.export.watch import Progress, Watch, never, no_progress
from journey_studio.i18n import t
from journey_studio.layout import fonts
from journey_studio.layout.pages import Page, Pages, plan
from journey_studio.layout.scene import Shown
from journey_studio.layout.theme import Theme, ThemeName, load_theme
from journey_studio.layout.tiles import grid, tiles, with_bleed
from journey_studio.model.records import Map
from journey_studio.model.snapshot import Snapshot
from journey_studio.paint.pictures import PictureSource, no_pictures

_MOST_SHEETS = 400
_NOTE_WIDTH = 640.0  # px, of the note on a tile
_PLANNING = 0.2  # of all the work


class Poster(NamedTuple):
    """One map on paper: its sheets, what was found on them, and the signs no face draws."""

    title: str
    language: str
    sheets: tuple[Page, ...]
    findings: Findings
    missing: frozenset[str]


def export_poster(
    snapshot: Snapshot,
    out: Path,
    options: PosterOptions,
    pictures: PictureSource = no_pictures,
    progress: Progress = no_progress,
    cancelled: Callable[[], bool] = never,
    token: str = "",
    source: bytes | None = None,
) -> PosterReport:
    """Write the posters of a project to `out`, whose ending says the format.

    A PDF holds every page; PNG and SVG are one file for each page, numbered where there are
    several. `progress` gets the part done (0 to 1) and what is being done; `cancelled` is asked
    between pieces of work. Raises JourneyError, CancelledError among them: then nothing is written
    and an older file is whole. `token` names the unfinished files. `source` is the JSON of the
    maps, which every file carries so that it can be opened again; None for files that only show.
    """
    watch = Watch(progress, cancelled)
    target = checked(out)
    kind = format_of(target)
    posters = planned(snapshot, options, watch.part(0, _PLANNING))
    report = _report(posters, strict=options.strict)
    carried = carriable(source, kind)
    report = replace(report, warnings=(*report.warnings, *carried.warnings(options)))
    with Delivery(token) as delivery:
        write = _Writer(delivery, kind, options.dpi, pictures, carried.source)
        files = write.all(target, posters, watch.part(_PLANNING, 1))
        watch.at(1, t("export.progress_done"))
        delivery.finish()
    return replace(report, files=files)


def look_ahead(
    snapshot: Snapshot,
    options: PosterOptions,
    progress: Progress = no_progress,
    cancelled: Callable[[], bool] = never,
) -> PosterReport:
    """What an export would say about its pages and texts; nothing is written."""
    return _report(planned(snapshot, options, Watch(progress, cancelled)), strict=False)


def planned(snapshot: Snapshot, options: PosterOptions, watch: Watch) -> list[Poster]:
    """Every map asked for, laid out and put on its paper."""
    theme = _theme(options.theme)
    maps = chosen_maps(snapshot, options.map)
    posters = []
    for number, found in enumerate(maps):
        text = t("export.progress_layout", map=found.title or t("export.untitled"))
        watch.at(number / len(maps), text)
        posters.append(_planned(snapshot, found, options, theme))
    return posters


def _planned(snapshot: Snapshot, found: Map, options: PosterOptions, theme: Theme) -> Poster:
    facts = facts_of(snapshot, found, options, theme)
    signs = options.compared.shown if options.compared else None
    shown = Shown(faces=options.faces, band=options.band, compared=signs)
    lay_out = Arrangement(snapshot, found.id, theme, options.lanes, shown)
    beside = furniture(facts, theme)
    pages = plan(lay_out, beside, options.sheet())
    missing = set(pages.board.missing)
    for text in facts.texts():
        missing |= fonts.missing(text, facts.language)
    return Poster(
        facts.title,
        facts.language,
        tuple(_sheets(pages, facts.title, options, theme)),
        findings(pages, beside, lay_out, options),
        frozenset(missing),
    )


def _theme(name: str) -> Theme:
    known: tuple[ThemeName, ...] = get_args(ThemeName)
    for theme in known:
        if name == theme:
            return load_theme(theme)
    raise JourneyError(t("export.bad_theme", value=name, known=", ".join(known)))


def _sheets(pages: Pages, title: str, options: PosterOptions, theme: Theme) -> Iterator[Page]:
    """The pages with their bleed and marks, cut into tiles where that was asked for."""
    ink = theme.colours.text
    for page in pages.pages:
        if options.bleed or options.crop_marks:
            page = with_bleed(page, options.bleed, ink, crop_marks=options.crop_marks)  # noqa: PLW2901
        if not options.tile:
            yield page
            continue
        found = grid(page.content, named(options.tile), options.overlap)
        if found.sheets > _MOST_SHEETS:
            wrong = {"count": found.sheets, "paper": options.tile, "most": _MOST_SHEETS}
            raise JourneyError(t("export.too_many_sheets", **wrong))
        yield from tiles(page, found, ink, lambda note: tile_note(note, title, theme, _NOTE_WIDTH))


def _report(posters: Sequence[Poster], *, strict: bool) -> PosterReport:
    """What there is to say. JourneyError where `strict` and a text is too small to read."""
    small = [poster.findings for poster in posters if poster.findings.warning]
    if strict and small:
        raise JourneyError(
            t(
                "export.small_text_refused",
                warning=small[0].warning,
                suggestion=small[0].suggestion,
            )
        )
    missing = frozenset[str]().union(*(poster.missing for poster in posters))
    unknown = fonts.missing_report(missing)
    said = [f"{found.warning} {found.suggestion}" for found in small]
    return PosterReport(
        files=(),
        pages=sum(len(poster.sheets) for poster in posters),
        smallest=min((p.findings.smallest for p in posters if p.findings.smallest), default=0.0),
        small_count=sum(found.lines for found in small),
        small=tuple(example for found in small for example in found.examples),
        suggestion=small[0].suggestion if small else "",
        better=small[0].better if small else NO_BETTER,
        missing=unknown,
        warnings=tuple(filter(None, (*said, unknown))),
    )


class _Writer(NamedTuple):
    """Writes planned posters into the files of a delivery."""

    delivery: Delivery
    kind: Format
    dpi: int
    pictures: PictureSource
    source: bytes | None = None

    def all(self, target: Path, posters: Sequence[Poster], watch: Watch) -> tuple[Path, ...]:
        """One PDF of all sheets, or a file for each."""
        if self.kind == "pdf":
            sheets = [sheet for poster in posters for sheet in poster.sheets]
            first = posters[0]
            about = (first.title, first.language)
            with self.delivery.writing(target) as file:
                write_pdf(file, sheets, *about, self.pictures, watch, self.source)
            return (target,)
        work = [(poster, sheet) for poster in posters for sheet in poster.sheets]
        if self.kind == "png":
            for _, sheet in work:
                pixel_size(sheet, self.dpi)  # refuse before hours of work, not after
        files: tuple[Path, ...] = (target,)
        if len(work) > 1:
            numbers = range(1, len(work) + 1)
            names = (f"{target.stem}-{number}{target.suffix}" for number in numbers)
            files = tuple(checked(target.with_name(name)) for name in names)
        for number, (path, (poster, sheet)) in enumerate(zip(files, work, strict=True)):
            part = watch.part(number / len(work), (number + 1) / len(work))
            self._one(path, poster, sheet, part)
        return files

    def _one(self, target: Path, poster: Poster, sheet: Page, watch: Watch) -> None:
        title = poster.title
        with self.delivery.writing(target) as file:
            if self.kind == "png":
                write_png(file, sheet, title, self.dpi, self.pictures, watch, source=self.source)
            else:
                about = (title, poster.language)
                write_svg(file, sheet, *about, self.pictures, watch, self.source)
