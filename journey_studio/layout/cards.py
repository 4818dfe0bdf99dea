# SPDX-License-Identifier: Apache-2.0
"""Cards: how high each is, and what it shows. Nothing is drawn before somebody looks.

From the top: a picture edge to edge, the channel, the metric, the words, the footer. `height` and
`draw` walk the same parts; only `height` runs for every card of a map.
"""

from typing import NamedTuple

from journey_studio.i18n import t
from journey_studio.layout.blocks import Block, block, one_line
from journey_studio.layout.card_frames import frame, frame_items, is_assumed, marks
from journey_studio.layout.display import Group, Item, Picture, TextLine
from journey_studio.layout.footers import draw_footer, footer, footer_height, has_footer
from journey_studio.layout.geometry import Box
from journey_studio.layout.icons import icon
from journey_studio.layout.metrics import draw_metric, metric_part
from journey_studio.layout.scene import Marks, Scene
from journey_studio.layout.text import TextStyle, count_lines, is_rtl
from journey_studio.model.kinds import CardKind
from journey_studio.model.records import Card

_GAP = 4.0
_FOOTER_GAP = 8.0
_ICON_GAP = 6.0
_QUOTE_INDENT = 18.0
_HATCH_INDENT = 4.0
_EMPTY_PICTURE = 56.0


class CardKey(NamedTuple):
    """Everything a card's items depend on."""

    card: Card
    kind: CardKind
    marks: Marks
    scene: Scene


class CardFrame(NamedTuple):
    """What a card without its content depends on in one theme; its `items` are the first ones."""

    kind: CardKind
    assumed: bool
    w: float
    h: float
    items: int


class CardGroup(Group):
    """The group of a card: one object instead of four, since a map has thousands."""

    __slots__ = ("_card", "_kind", "_maker", "_marks")
    role = "card"

    def __init__(
        self, maker: "CardMaker", card: Card, kind: CardKind, marks: Marks, box: Box
    ) -> None:
        self.id = card.id
        self.box = box
        self.tint = maker.tints[kind]
        self._items = None
        self._maker = maker
        self._card = card
        self._kind = kind
        self._marks = marks

    @property
    def key(self) -> CardKey:  # type: ignore[override]
        """Everything the items depend on."""
        return CardKey(self._card, self._kind, self._marks, self._maker.scene)

    @property
    def frame(self) -> CardFrame:
        """What the first items, the ground and the edge, depend on."""
        kind, box = self._kind, self.box
        return CardFrame(kind, is_assumed(self._card), box.w, box.h, self._maker.frames[kind])

    def _make(self) -> tuple[Item, ...]:
        return self._maker.draw(self.key, self.box)


class CardMaker:
    """Makes the groups of cards of one scene; keeps what many cards share."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        grid = scene.theme.grid
        self._padding = 2 * grid.card_y
        self._indents: dict[str, float] = {}
        self._insets: dict[str, float] = {}
        self._styles: dict[str, TextStyle] = {}
        for kind, look in scene.theme.kinds.items():
            indent = grid.card_x + (_HATCH_INDENT if look.edge == "hatch" else 0)
            indent += _QUOTE_INDENT if kind == "quote" else 0
            self._indents[kind] = indent
            self._insets[kind] = indent + grid.card_x
            self._styles[kind] = scene.type.quote if kind == "quote" else scene.type.card
        self._settings = {
            kind: (style, style.leading, self._insets[kind]) for kind, style in self._styles.items()
        }
        self.frames = {kind: frame_items(look) for kind, look in scene.theme.kinds.items()}
        self.tints = {kind: look.fill for kind, look in scene.theme.kinds.items()}
        self._metrics: dict[tuple[str, float], float] = {}
        self._labels: dict[tuple[str, str, float], float] = {}
        self._footers: dict[tuple[object, ...], float] = {}

    def height(self, card: Card, kind: CardKind, width: float) -> float:
        """How high a card is at `width` px. Runs for every card of a map, hence its plainness."""
        style, leading, inset = self._settings[kind]
        inner = width - inset
        total = 0.0
        if card.channel is not None:
            total = self._label_height(card.channel, kind, inner)
        if card.metric is not None:
            part = self._metric_height(card.metric, inner)
            total += part + _GAP if part and total else part
        if card.text:
            part = count_lines(card.text, style, inner) * leading
            total += part + _GAP if total else part
        if card.tags or card.personas or card.refs or card.links or card.owner:
            part = self._footer_height(card, inner)
            total += part + _FOOTER_GAP if part and total else part
        if card.picture or kind == "picture":
            top = picture_height(self.scene, card, width)
            return top + total + self._padding if total else top
        return (total or leading) + self._padding

    def group(self, card: Card, kind: CardKind, known: Marks, box: Box) -> Group:
        """The group of a card that lies in `box`."""
        return CardGroup(self, card, kind, known, box)

    def draw(self, key: CardKey, box: Box) -> tuple[Item, ...]:
        """The items of a card."""
        card, kind, known, scene = key
        look = scene.theme.kinds[key.kind]
        items = frame(scene, card, look, box)
        y = box.y + scene.theme.grid.card_y
        if card.picture or kind == "picture":
            top = picture_height(scene, card, box.w)
            items.append(_picture(scene, card, box._replace(h=top)))
            y += top
        x, inner = box.x + self._indents[kind], box.w - self._insets[kind]
        first = y
        if card.channel is not None:
            height = self._label_height(card.channel, kind, inner)
            items += _draw_label(scene, key, x, y, inner) if height else []
            y += height
        metric = metric_part(scene, card.metric, inner)
        if metric:
            y += _GAP if y > first else 0
            items += draw_metric(scene, metric, look, x, y)
            y += metric.height
        if card.text:
            y += _GAP if y > first else 0
            words = block(card.text, self._styles[kind], inner)
            if kind == "quote":
                items += _quotation_mark(scene, key, box, y)
            items += words.at(_words_x(key, box, x), y, look.text)
            y += words.height
        if has_footer(card):
            y += _FOOTER_GAP if y > first else 0
            items += draw_footer(scene, footer(scene, card, inner), look, x, y)
        items += marks(scene, card, known, look, box)
        return tuple(items)

    def _label_height(self, channel: str, kind: CardKind, inner: float) -> float:
        key = (channel, kind, inner)
        height = self._labels.get(key)
        if height is None:
            height = self._labels[key] = _label(self.scene, channel, kind, inner).height
        return height

    def _metric_height(self, metric: str, inner: float) -> float:
        height = self._metrics.get((metric, inner))
        if height is None:
            part = metric_part(self.scene, metric, inner)
            height = self._metrics[metric, inner] = part.height if part else 0.0
        return height

    def _footer_height(self, card: Card, inner: float) -> float:
        key = (card.tags, card.personas, card.refs, card.links, card.owner, inner)
        height = self._footers.get(key)
        if height is None:
            height = self._footers[key] = footer_height(self.scene, card, inner)
        return height


def picture_height(scene: Scene, card: Card, width: float) -> float:
    """The height of a card's picture; a picture card without one keeps its place free."""
    return round(width * scene.theme.grid.picture_ratio) if card.picture else _EMPTY_PICTURE


def _label(scene: Scene, channel_id: str, kind: CardKind, inner: float) -> Block:
    """The line that names a card's channel; no lines without one."""
    channel = scene.channels.get(channel_id)
    style = scene.type.strong if kind == "channel" else scene.type.label
    name = channel.name or t("layout.channel.unnamed") if channel else ""
    return block(name, style, inner - scene.theme.grid.icon - _ICON_GAP)


def _draw_label(scene: Scene, key: CardKey, x: float, y: float, inner: float) -> list[Item]:
    look, grid = scene.theme.kinds[key.kind], scene.theme.grid
    made = _label(scene, key.card.channel or "", key.kind, inner)
    channel = scene.channels[key.card.channel or ""]
    top = y + (made.style.leading - grid.icon) / 2
    colour = look.text if key.kind == "channel" else look.label
    sign = icon(channel.icon, x, top, grid.icon, look.mark, grid.icon_stroke * 0.8)
    return [sign, *made.at(x + grid.icon + _ICON_GAP, y, colour)]


def _words_x(key: CardKey, box: Box, x: float) -> float:
    """Where the words begin: a quotation that runs from the right has its mark there."""
    if key.kind == "quote" and is_rtl(key.card.text):
        return box.x + key.scene.theme.grid.card_x
    return x


def _quotation_mark(scene: Scene, key: CardKey, box: Box, y: float) -> list[TextLine]:
    style, grid = scene.type.mark, scene.theme.grid
    mark = one_line(t("layout.quote.mark"), style)
    rtl = is_rtl(key.card.text)
    x = box.right - grid.card_x - mark.width if rtl else box.x + grid.card_x
    return mark.at(x, y, scene.theme.kinds[key.kind].mark)


def _picture(scene: Scene, card: Card, box: Box) -> Item:
    grid = scene.theme.grid
    if card.picture:
        return Picture(box, card.picture, radius=grid.radius)
    return icon(
        "image",
        box.centre.x - grid.chip / 2,
        box.centre.y - grid.chip / 2,
        grid.chip,
        scene.theme.colours.line_strong,
        grid.icon_stroke,
    )
