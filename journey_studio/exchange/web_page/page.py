# SPDX-License-Identifier: Apache-2.0
"""The page put together: its head, a section for each map, the maps themselves."""

import base64
from collections.abc import Callable, Sequence

from journey_studio.exchange.formats import Pictures
from journey_studio.exchange.map_view import MapView
from journey_studio.exchange.web_page.cards import cards_of
from journey_studio.exchange.web_page.front import front, library, switches
from journey_studio.exchange.web_page.look import policy, script, style
from journey_studio.exchange.web_page.markup import element, lines, used_signs, words
from journey_studio.exchange.web_page.table import table
from journey_studio.i18n import LANGUAGE, t
from journey_studio.layout.geometry import Box
from journey_studio.paint.carried import KEYWORD
from journey_studio.paint.rasters import encode, prepare

_WHOLE = Box(0, 0, 1, 1)
_LONGEST = 1200  # px, of a picture: a card is 208 wide, at the largest zoom on a sharp screen 1,248
_KEPT = ("png", "jpeg", "webp", "gif")


def page(
    views: Sequence[MapView], project: str, picture: Callable[[str], str], source: bytes | None
) -> str:
    """The whole page. `project` is the title of the project, `picture` gives
    pictures by their names as URIs, `source` is the interchange of the maps.
    """
    body = lines(
        [
            f'<a class="skip" href="#b0">{words(t("exchange.page.skip"))}</a>' if views else "",
            _contents(views),
            "<main>",
            *(_section(view, number, picture) for number, view in enumerate(views)),
            "</main>",
            _foot(project),
        ]
    )
    look, deeds = style(views), script()
    title = words(" · ".join(view.title for view in views) or project)
    return lines(
        [
            "<!DOCTYPE html>",
            f'<html lang="{LANGUAGE}" dir="ltr">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy(look, deeds)}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            '<meta name="color-scheme" content="light dark">',
            '<meta name="generator" content="Journey Studio">',
            f"<title>{title}</title>",
            f"<style>{look}</style>",
            "</head>",
            "<body>",
            used_signs(body),
            body,
            _source(source),
            f"<script>{deeds}</script>",
            "</body>",
            "</html>",
            "",
        ]
    )


def _section(view: MapView, number: int, picture: Callable[[str], str]) -> str:
    language = f' lang="{words(view.map.language)}"' if view.map.language else ""
    region = words(t("exchange.page.board", title=view.title))
    cards = cards_of(view, number, picture)
    return lines(
        [
            f'<section class="journey j{number}" aria-labelledby="m{number}"{language}>',
            front(view, number, picture),
            switches(view),
            f'<div class="board" id="b{number}" role="region" aria-label="{region}" tabindex="0">',
            table(cards),
            "</div>",
            library(view),
            "</section>",
        ]
    )


def _contents(views: Sequence[MapView]) -> str:
    """The way to each of several maps."""
    if len(views) < 2:
        return ""
    links = "".join(
        f'<a href="#m{number}" dir="auto">{words(view.title)}</a>'
        for number, view in enumerate(views)
    )
    return f'<nav class="contents" aria-label="{words(t("exchange.page.contents"))}">{links}</nav>'


def _foot(project: str) -> str:
    made = words(t("exchange.page.made"))
    named = element("span", project) or "<span></span>"
    return f'<footer class="foot">{named}<span>{made}</span></footer>'


def _source(source: bytes | None) -> str:
    """The maps as JSON, in which nothing can end the block or begin a comment."""
    if source is None:
        return ""
    text = source.decode("utf-8").replace("&", "\\u0026").replace("<", "\\u003c")
    text = text.replace(">", "\\u003e").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f'<script type="application/json" id="{KEYWORD}">{text}</script>'


def picture_uris(pictures: Pictures) -> Callable[[str], str]:
    """A picture by its name as a URI of its own bytes; "" for one that is not here or is none."""
    found: dict[str, str] = {}

    def uri(name: str) -> str:
        if name not in found:
            data = pictures(name)
            raster = prepare(data, _WHOLE, _LONGEST, _KEPT) if data else None
            found[name] = ""
            if raster is not None:
                kind, shown = encode(raster)
                found[name] = f"data:{kind};base64,{base64.b64encode(shown).decode()}"
        return found[name]

    return uri
