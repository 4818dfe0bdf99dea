# SPDX-License-Identifier: Apache-2.0
"""Every colour, size and type style of the program, read from one file, checked once, typed.

Sizes are px at 100 %; colours "#rrggbb" or "#rrggbbaa". A theme is one object per name for the
life of the process, so identity tells themes apart.
"""

import json
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Literal, NamedTuple, get_args

from journey_studio import assets
from journey_studio.layout.checked import Matches, Within, read
from journey_studio.layout.text_style import TextStyle
from journey_studio.model.kinds import CardKind

Colour = Annotated[str, Matches("#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?")]
Size = Annotated[float, Within(0, 2000)]
ThemeName = Literal["light", "dark", "print"]
Marker = Literal["circle", "square", "diamond", "triangle"]
THEMES: tuple[ThemeName, ...] = get_args(ThemeName)


class Grid(NamedTuple):
    """Sizes of the map: columns, rows, heads, cards and their marks."""

    unit: Size
    column: Size
    column_least: Size
    column_slim: Size  # of a collapsed stage
    column_slim_most: Size
    cell_padding: Size
    card_gap: Size
    card_x: Size  # padding within a card
    card_y: Size
    lane_least: Size
    lane_slim: Size  # of a collapsed lane
    lane_head: Size
    lane_head_x: Size
    lane_head_y: Size
    stage_head: Size
    step_head: Size
    head_x: Size
    head_y: Size
    stage_gap: Size
    stage_line: Size
    radius: Size
    divider: Size
    picture_ratio: Size  # height to width
    icon: Size
    icon_stroke: Size
    chip: Size
    chip_gap: Size
    tag_x: Size
    tag_y: Size
    bar: Size  # the left edge of pains and opportunities
    hatch: Size  # the left edge of what happens behind the scenes
    mark: Size  # moment of truth, comment, lock
    evidence: Size
    pill: Size  # a card of a collapsed lane
    pill_gap: Size
    badge: Size  # of what differs between two maps
    badge_line: Size
    trend_width: Size
    trend_height: Size
    link_width: Size
    link_radius: Size
    arrow: Size
    link_label: Size  # the longest line of a connection's label
    lane_head_icon: Size
    invitation: Size
    empty_width: Size
    empty_height: Size


class Curve(NamedTuple):
    """Sizes of the experience curve; `area` is the opacity of its area, `spread` that of the band
    where answers spread.
    """

    plot: Size
    line: Size
    point: Size
    point_line: Size
    area: Annotated[float, Within(0, 1)]
    spread: Annotated[float, Within(0, 1)]
    level_width: Size
    face: Size
    note_gap: Size
    plot_margin: Size
    leader_width: Size


class Touch(NamedTuple):
    """How the canvas answers to hands."""

    ring: Size
    ring_off: Size
    gap_ms: Size
    lift_degrees: Size
    shadow_blur: Size
    shadow_down: Size


class Type(NamedTuple):
    """The type styles, in the language their text is in."""

    map_title: TextStyle
    title: TextStyle
    stage: TextStyle
    step: TextStyle
    card: TextStyle
    strong: TextStyle
    quote: TextStyle
    label: TextStyle
    note: TextStyle
    lane: TextStyle
    value: TextStyle
    mark: TextStyle


class Colours(NamedTuple):
    """The colours that are not a kind's, a stage's or a persona's own."""

    ground: Colour
    band: Colour
    band_alt: Colour
    line: Colour
    line_strong: Colour
    text: Colour
    quiet: Colour
    accent: Colour
    on_accent: Colour
    danger: Colour
    warning: Colour
    good: Colour
    level: Colour
    neutral: Colour
    face: Colour
    moment: Colour
    moment_tint: Colour
    link: Colour
    chip: Colour
    chip_text: Colour
    evidence: Colour
    arc: Colour
    arc_fill: Colour
    shadow: Colour
    ghost: Colour
    window: Colour
    panel: Colour
    field: Colour
    hover: Colour


class Hue(NamedTuple):
    """The colours of a stage."""

    fill: Colour
    text: Colour


class KindLook(NamedTuple):
    """The colours of a kind of card; `mark` is its edge, its icon or its quotation mark."""

    fill: Colour
    line: Colour | None
    edge: Literal["none", "bar", "hatch"]
    mark: Colour
    text: Colour
    label: Colour


class PersonaLook(NamedTuple):
    """How a persona's curve is told from the others: colour, dash and marker together."""

    colour: Colour
    dash: tuple[Size, ...]
    marker: Marker


class DifferenceLook(NamedTuple):
    """The colours of one way in which compared maps differ: outline and badge, what is filled with
    it from afar, and the sign on the badge.
    """

    line: Colour
    fill: Colour
    on: Colour


class Differences(NamedTuple):
    """How differences of two maps are told; `better` and `worse` fill the area between curves."""

    added: DifferenceLook
    removed: DifferenceLook
    moved: DifferenceLook
    changed: DifferenceLook
    same: Colour  # a card from afar that does not differ
    better: Colour
    worse: Colour


class _Parts(NamedTuple):
    """What a theme is made of."""

    name: ThemeName
    grid: Grid
    curve: Curve
    touch: Touch
    type: Type
    colours: Colours
    hues: tuple[Hue, ...]
    kinds: Mapping[CardKind, KindLook]
    personas: tuple[PersonaLook, ...]
    everyone: PersonaLook  # a curve that is nobody's in particular
    differences: Differences


class Theme(_Parts):
    """A complete look. No two are equal: many caches ask for theirs, and its values are many."""

    __slots__ = ()
    __eq__ = object.__eq__
    __ne__ = object.__ne__
    __hash__ = object.__hash__

    def hue(self, index: int) -> Hue:
        """The colours of the stage at `index`."""
        return self.hues[index % len(self.hues)]

    def persona(self, index: int | None) -> PersonaLook:
        """The look of the project's persona at `index`; None is everybody."""
        return self.everyone if index is None else self.personas[index % len(self.personas)]


@cache
def load_theme(name: ThemeName) -> Theme:
    """The theme of that name. Raises ValueError where the theme file does not hold what it must."""
    content = json.loads(assets.read_text("themes/theme.json"))
    shared = {part: content[part] for part in ("grid", "curve", "touch", "type")}
    theme: Theme = read(Theme, {"name": name, **shared, **content[name]}, name)
    if not (theme.hues and theme.personas):
        raise ValueError(f"the theme {name} has no colours for stages or personas")
    lacking = set(get_args(CardKind)) - theme.kinds.keys()
    if lacking:
        raise ValueError(f"the theme {name} has no look for {sorted(lacking)}")
    return theme


def faded(colour: Colour, opacity: float) -> Colour:
    """The colour at `opacity` (0 to 1) of its own."""
    own = int(colour[7:9], 16) if len(colour) == 9 else 255
    return f"{colour[:7]}{round(own * opacity):02X}"
