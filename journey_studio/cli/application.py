# SPDX-License-Identifier: Apache-2.0
"""The commands and their options. What a command does lies in a module that is imported when it
runs, so that `--help` is there at once.
"""

from pathlib import Path
from typing import Annotated, Any

import typer

from journey_studio import __version__
from journey_studio.i18n import t

NAME = "journey-studio"
_ENDING = ".journey"

application = typer.Typer(
    name=NAME,
    help=t("cli.help"),
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

ProjectFile = Annotated[Path, typer.Argument(metavar="FILE", help=t("cli.help.file"))]


def command_line() -> Any:
    """The whole command line as a callable that takes the arguments."""
    return typer.main.get_command(application)


def with_command(given: list[str]) -> list[str]:
    """The arguments with `open` put in where they name no command but a project, or nothing."""
    if not given:
        return ["open"]
    first = given[0]
    known = {command.name for command in application.registered_commands}
    if first.startswith("-") or first in known:
        return given
    looks_like_a_file = first.lower().endswith(_ENDING) or Path(first).exists()
    return ["open", *given] if looks_like_a_file else given


def _named(word: str) -> Path:
    """A path that was given; an empty word, as of a variable that is not set, is none."""
    if not word.strip():
        raise typer.BadParameter(t("cli.no_name"))
    return Path(word)


def _version(wanted: bool) -> None:
    if wanted:
        from journey_studio.cli.terminal import say

        say(f"{NAME} {__version__}")
        raise typer.Exit


@application.callback()
def _about(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help=t("cli.help.version")),
    ] = False,
) -> None:
    pass


@application.command("open", help=t("cli.help.open"))
def open_window(
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help=t("cli.help.open.file"))
    ] = None,
) -> None:
    from journey_studio.cli.window import open_window as run

    raise typer.Exit(run(file))


@application.command("new", help=t("cli.help.new"))
def new(
    file: ProjectFile,
    sample: Annotated[bool, typer.Option("--sample", help=t("cli.help.new.sample"))] = False,
    title: Annotated[str, typer.Option("--title", help=t("cli.help.new.title"))] = "",
) -> None:
    from journey_studio.cli.projects import new as run

    run(file, sample, title)


_Format = Annotated[str, typer.Option("--format", metavar="NAME", help=t("cli.help.format"))]
_Scale = Annotated[str, typer.Option("--scale", metavar="SCALE", help=t("cli.help.scale"))]
_NoSource = Annotated[bool, typer.Option("--no-source", help=t("cli.help.export.no_source"))]
_Report = Annotated[bool, typer.Option("--report", help=t("cli.help.report"))]
_Json = Annotated[bool, typer.Option("--json", help=t("cli.help.report.json"))]


@application.command("import", help=t("cli.help.import"))
def import_file(
    source: Annotated[Path, typer.Argument(metavar="IN", help=t("cli.help.import.in"))],
    file: ProjectFile,
    add: Annotated[bool, typer.Option("--add", help=t("cli.help.import.add"))] = False,
    into: Annotated[
        str, typer.Option("--into", metavar="MAP", help=t("cli.help.import.into"))
    ] = "",
    remove: Annotated[bool, typer.Option("--remove", help=t("cli.help.import.remove"))] = False,
    format: _Format = "",  # noqa: A002
    scale: _Scale = "",
    language: Annotated[
        str, typer.Option("--language", metavar="CODE", help=t("cli.help.import.language"))
    ] = "",
    columns: Annotated[
        str, typer.Option("--columns", metavar="A,B,…", help=t("cli.help.import.columns"))
    ] = "",
    report: _Report = False,
    as_json: _Json = False,
) -> None:
    from journey_studio.cli.exchanging import Wanted
    from journey_studio.cli.exchanging import import_file as run

    wanted = Wanted(format, scale, language, report, as_json, columns)
    run(source, file, add, into, remove, wanted)


@application.command("apply", help=t("cli.help.apply"))
def apply(
    file: ProjectFile,
    commands: Annotated[
        Path, typer.Argument(metavar="COMMANDS.json", help=t("cli.help.apply.commands"))
    ],
) -> None:
    from journey_studio.cli.projects import apply as run

    run(file, commands)


@application.command("check", help=t("cli.help.check"))
def check(file: ProjectFile) -> None:
    from journey_studio.cli.projects import check as run

    run(file)


@application.command("info", help=t("cli.help.info"))
def info(
    file: ProjectFile,
    as_json: Annotated[bool, typer.Option("--json", help=t("cli.help.info.json"))] = False,
    outline: Annotated[bool, typer.Option("--outline", help=t("cli.help.info.outline"))] = False,
) -> None:
    from journey_studio.cli.telling import info as run

    run(file, as_json, outline)


@application.command("dump", help=t("cli.help.dump"))
def dump(
    file: ProjectFile,
    ids: Annotated[bool, typer.Option("--ids", help=t("cli.help.dump.ids"))] = False,
) -> None:
    from journey_studio.cli.telling import dump as run

    run(file, ids)


@application.command("export", help=t("cli.help.export"))
def export(
    file: ProjectFile,
    out: Annotated[Path, typer.Argument(metavar="OUT", help=t("cli.help.export.out"))],
    which: Annotated[
        str, typer.Option("--map", metavar="N|all", help=t("cli.help.export.map"))
    ] = "",
    paper: Annotated[
        str, typer.Option("--paper", metavar="PAPER", help=t("cli.help.export.paper"))
    ] = "A3",
    orientation: Annotated[
        str, typer.Option("--orientation", metavar="WAY", help=t("cli.help.export.orientation"))
    ] = "auto",
    fit: Annotated[
        str, typer.Option("--fit", metavar="page|width|height", help=t("cli.help.export.fit"))
    ] = "page",
    dpi: Annotated[int, typer.Option("--dpi", help=t("cli.help.export.dpi"))] = 300,
    theme: Annotated[
        str, typer.Option("--theme", metavar="THEME", help=t("cli.help.export.theme"))
    ] = "print",
    lanes: Annotated[
        list[str] | None, typer.Option("--lanes", metavar="LANE", help=t("cli.help.export.lanes"))
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help=t("cli.help.export.strict"))] = False,
    tile: Annotated[
        str, typer.Option("--tile", metavar="PAPER", help=t("cli.help.export.tile"))
    ] = "",
    overlap: Annotated[
        float, typer.Option("--overlap", metavar="MM", help=t("cli.help.export.overlap"))
    ] = 10.0,
    bleed: Annotated[
        float, typer.Option("--bleed", metavar="MM", help=t("cli.help.export.bleed"))
    ] = 0.0,
    crop_marks: Annotated[
        bool, typer.Option("--crop-marks", help=t("cli.help.export.crop_marks"))
    ] = False,
    no_faces: Annotated[
        bool, typer.Option("--no-faces", help=t("cli.help.export.no_faces"))
    ] = False,
    band: Annotated[bool, typer.Option("--band", help=t("cli.help.export.band"))] = False,
    no_source: _NoSource = False,
    format: _Format = "",  # noqa: A002
    scale: _Scale = "",
    report: _Report = False,
    as_json: _Json = False,
) -> None:
    from journey_studio.cli import exchanging

    if exchanging.writes(out, format):
        given = exchanging.Wanted(format, scale, "", report, as_json)
        exchanging.export_file(file, out, which, not no_source, given)
        return
    from journey_studio.cli.posters import Wanted
    from journey_studio.cli.posters import export as run

    wanted = Wanted(
        which or "1", paper, orientation, fit, dpi, theme, tuple(lanes or ()), strict, tile,
        overlap, bleed, crop_marks, not no_faces, band, not no_source,
    )  # fmt: skip
    run(file, out, wanted)


@application.command("diff", help=t("cli.help.diff"))
def diff(
    one: Annotated[str, typer.Argument(metavar="A", help=t("cli.help.diff.a"))],
    other: Annotated[str, typer.Argument(metavar="B", help=t("cli.help.diff.b"))],
    maps: Annotated[
        list[str] | None, typer.Option("--map", metavar="TITLE", help=t("cli.help.diff.map"))
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help=t("cli.help.diff.json"))] = False,
    poster: Annotated[
        Path | None, typer.Option("--poster", metavar="OUT", help=t("cli.help.diff.poster"))
    ] = None,
) -> None:
    from journey_studio.cli.comparing import diff as run

    run(one, other, maps or [], as_json, poster)


@application.command("join", help=t("cli.help.join"))
def join(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", parser=_named, help=t("cli.help.join.folder"))
    ],
    file: ProjectFile,
) -> None:
    from journey_studio.cli.sharing import join as run

    run(folder, file)


@application.command("sync", help=t("cli.help.sync"))
def sync(
    file: ProjectFile,
    folder: Annotated[
        Path | None,
        typer.Option("--folder", metavar="DIR", parser=_named, help=t("cli.help.sync.folder")),
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help=t("cli.help.sync.watch"))] = False,
    repair: Annotated[bool, typer.Option("--repair", help=t("cli.help.sync.repair"))] = False,
) -> None:
    from journey_studio.cli.sharing import sync as run

    run(file, folder, watch, repair)


@application.command("doctor", help=t("cli.help.doctor"))
def doctor() -> None:
    from journey_studio.cli.doctor import doctor as run

    raise typer.Exit(run())
