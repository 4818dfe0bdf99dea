# SPDX-License-Identifier: Apache-2.0
"""The style and the script of a page, and the policy that lets nothing else run or load."""

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from functools import cache

from journey_studio import assets
from journey_studio.exchange.map_view import MapView
from journey_studio.layout.theme import Theme, load_theme

_PX_PER_MM = 96 / 25.4
_MARGIN = 12.0  # mm, of a printed page
_LEAST_WIDTH = 277.0  # mm: A4 across
_COMMENT = re.compile(r"/\*.*?\*/\s*|^//[^\n]*\n", re.DOTALL | re.MULTILINE)
_HEAD, _COLUMN = 168.0, 208.0


def style(views: Sequence[MapView]) -> str:
    """All rules of the page: the colours of the themes, its look, and paper as wide as its maps."""
    spans = sorted(
        {
            unit.last - unit.first + 1
            for view in views
            for lane in view.lanes
            for row in lane.rows
            for unit in row
        }
        | {head.end - head.first for view in views for head in view.stages}
        | {len(view.columns) for view in views}
    )
    # On a narrow screen a row is a grid of its own, so cells below others that reach into their
    # row say where they stand.
    narrow = "".join(
        f'.map [colspan="{span}"]{{grid-column-end:span {span}}}' for span in spans if span > 1
    )
    several = {
        column
        for view in views
        if any(len(lane.rows) > 1 for lane in view.lanes)
        for column in range(len(view.columns))
    }
    narrow += "".join(f".map .c{n}{{grid-column-start:{n + 1}}}" for n in sorted(several))
    return "".join(
        [
            _variables(load_theme("light"), ":root"),
            "@media (prefers-color-scheme:dark){",
            _variables(load_theme("dark"), ":root"),
            "}@media print{",
            _variables(load_theme("print"), ":root"),
            "}",
            _classes(load_theme("light")),
            _text("page.css"),
            f"@media screen and (max-width:40rem){{{narrow}}}",
            *(_paper(number, len(view.columns)) for number, view in enumerate(views)),
            f".foot{{page:m{len(views) - 1}}}" if views else "",
        ]
    )


@cache
def script() -> str:
    """What zooms the board and shows or leaves out personas and lanes."""
    return _text("page.js")


@cache
def _text(name: str) -> str:
    return _COMMENT.sub("", assets.read_text(f"web_page/{name}"))


def _variables(theme: Theme, selector: str) -> str:
    rules = ";".join(f"--{name}:{value}" for name, value in _colours(theme))
    return f"{selector}{{{rules}}}"


def _colours(theme: Theme) -> Iterator[tuple[str, str]]:
    for name, value in theme.colours._asdict().items():
        yield name.replace("_", "-"), value
    for number, hue in enumerate(theme.hues):
        yield f"h{number}-fill", hue.fill
        yield f"h{number}-text", hue.text
    for kind, look in theme.kinds.items():
        yield f"{kind}-fill", look.fill
        yield f"{kind}-edge", look.line or "transparent"
        yield f"{kind}-mark", look.mark
        yield f"{kind}-text", look.text
        yield f"{kind}-label", look.label
    for number, persona in enumerate(theme.personas):
        yield f"p{number}", persona.colour
    yield "everyone", theme.everyone.colour


def _classes(theme: Theme) -> str:
    """The classes that pick colours out of the variables; the same in every theme."""
    hues = (
        f".h{n}{{background:var(--h{n}-fill);color:var(--h{n}-text)}}"
        for n in range(len(theme.hues))
    )
    kinds = (
        f".k-{kind}{{--fill:var(--{kind}-fill);--edge:var(--{kind}-edge);--mark:var(--{kind}-mark);"
        f"--words:var(--{kind}-text);--label:var(--{kind}-label)}}"
        for kind in theme.kinds
    )
    people = (f".p{n}{{--own:var(--p{n})}}" for n in range(len(theme.personas)))
    return "".join([*hues, *kinds, *people, ".everyone{--own:var(--everyone)}"])


def _paper(number: int, columns: int) -> str:
    """Paper on which a map has its whole width, in the proportions of A4 across."""
    width = max((_HEAD + _COLUMN * columns) / _PX_PER_MM + 2 * _MARGIN + 1, _LEAST_WIDTH)
    # Variables do not reach the page itself, so columns that a grid repeats are told here as well.
    return (
        f"@page m{number}{{size:{width:.0f}mm {width / 2**0.5:.0f}mm;margin:{_MARGIN:g}mm}}"
        f".j{number}{{page:m{number};--columns:{max(columns, 1)}}}"
    )


def policy(*parts: str) -> str:
    """The Content-Security-Policy of a page with this style and this script."""
    style_hash, script_hash = (
        base64.b64encode(hashlib.sha256(part.encode()).digest()).decode() for part in parts
    )
    return (
        f"default-src 'none'; style-src 'sha256-{style_hash}'; script-src 'sha256-{script_hash}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
