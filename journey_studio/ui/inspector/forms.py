# SPDX-License-Identifier: Apache-2.0
"""The forms of cards, stages, steps, lanes, connections and points."""

from typing import get_args

from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.model.kinds import CARD_KINDS, LANE_KINDS
from journey_studio.model.records import (
    MOST_SIZE,
    MOST_SPAN,
    Card,
    Connection,
    DividerLine,
    Evidence,
    Lane,
)
from journey_studio.ui.actions import LANE_ICONS
from journey_studio.ui.inspector.chips import PersonasField, TokensField
from journey_studio.ui.inspector.choices import CheckField, ChoiceField, Option
from journey_studio.ui.inspector.feelings import FeelingField
from journey_studio.ui.inspector.field import Field, words
from journey_studio.ui.inspector.form import Form
from journey_studio.ui.inspector.hands import Hands
from journey_studio.ui.inspector.links import LinksField
from journey_studio.ui.inspector.metrics import MetricField
from journey_studio.ui.inspector.numbers import CountField, DayField
from journey_studio.ui.inspector.owners import OwnerField
from journey_studio.ui.inspector.picks import ChannelField
from journey_studio.ui.inspector.pictures import PictureField
from journey_studio.ui.inspector.places import At
from journey_studio.ui.inspector.sections import Beside, Section
from journey_studio.ui.inspector.subject import Subject
from journey_studio.ui.inspector.texts import TextField

_IDEAS = ("insight", "opportunity", "solution")


def kind_options(theme: Theme) -> list[Option]:
    """The kinds of cards, each with the sign and the colour it has on the map."""
    return [
        Option(t(f"inspector.card.{kind}"), kind, LANE_ICONS[kind], theme.kinds[kind].mark)
        for kind in CARD_KINDS
    ]


def evidence_field(hands: Hands) -> ChoiceField:
    """How well something is known."""
    levels: tuple[str, ...] = get_args(Evidence)
    options = [Option(t(f"inspector.evidence.{level or 'none'}"), level) for level in levels]
    return ChoiceField(hands, "evidence", t("inspector.evidence"), options)


def upkeep(hands: Hands) -> Section:
    """Who keeps something true."""
    return Section(
        hands,
        "upkeep",
        (
            Beside(
                OwnerField(hands, "owner", t("inspector.owner")),
                DayField(hands, "recheck", t("inspector.recheck")),
            ),
            CheckField(hands, "locked", t("inspector.locked")),
        ),
    )


def card_form(hands: Hands) -> Form:
    """Cards: what they say, how they look, and what they rest on."""
    first = (
        TextField(hands, "text", t("inspector.text"), lines=3, hint=t("inspector.text.hint")),
        ChoiceField(hands, "kind", t("inspector.kind"), kind_options(hands.theme)),
        ChannelField(hands, "channel", t("inspector.channel")),
        evidence_field(hands),
        CheckField(hands, "moment_of_truth", t("inspector.moment")),
    )
    tags = TokensField(hands, "tags", t("inspector.tags"), ("tag",), t("inspector.tags.hint"))
    ideas = TokensField(hands, "refs", t("inspector.refs"), _IDEAS, t("inspector.refs.hint"))
    span = CountField(hands, "span", t("inspector.span"), 1, MOST_SPAN)
    personas = PersonasField(hands, "personas", t("inspector.personas"))
    return Form(
        (
            Section(hands, "", first),
            Section(hands, "people", (personas, tags), open_first=True),
            Section(hands, "picture", (PictureField(hands, "picture"),)),
            Section(hands, "links", (LinksField(hands, "links"),)),
            Section(hands, "metric", (MetricField(hands, "metric"),)),
            Section(hands, "library", (ideas,)),
            Section(hands, "place", (span,)),
            upkeep(hands),
        )
    )


def stage_form(hands: Hands) -> Form:
    """Stages."""
    story = ("goal", "expectations", "interactions")
    return Form(
        (
            Section(hands, "", (TextField(hands, "title", t("inspector.title")),)),
            Section(
                hands,
                "story",
                [TextField(hands, each, t(f"inspector.{each}"), lines=2) for each in story],
                open_first=True,
            ),
            Section(
                hands, "place", (CheckField(hands, "collapsed", t("inspector.stage.collapsed")),)
            ),
            upkeep(hands),
        )
    )


def step_form(hands: Hands) -> Form:
    """Steps."""
    usual = round(hands.theme.grid.column)
    width = CountField(
        hands,
        "width",
        t("inspector.width"),
        0,
        MOST_SIZE,
        step=16,
        first=usual,
        least_text=t("inspector.width.usual"),
        unit=t("inspector.px"),
    )
    return Form(
        (
            Section(
                hands,
                "",
                (
                    TextField(hands, "title", t("inspector.title")),
                    TextField(hands, "description", t("inspector.description"), lines=3),
                ),
            ),
            Section(hands, "place", (width,), open_first=True),
        )
    )


class _DividerField(ChoiceField):
    """Which line a divider is; other lanes have none."""

    def show_subject(self, subject: Subject, *, other: bool) -> None:
        """Be there for dividers only."""
        super().show_subject(subject, other=other)
        every = [each for each in subject.records if isinstance(each, Lane)]
        self.setVisible(any(each.kind == "divider" for each in every))


def lane_form(hands: Hands) -> Form:
    """Lanes."""
    kinds = [Option(t(f"canvas.lane.{kind}"), kind, LANE_ICONS[kind]) for kind in LANE_KINDS]
    lines: tuple[str, ...] = get_args(DividerLine)
    height = CountField(
        hands,
        "height",
        t("inspector.height"),
        0,
        MOST_SIZE,
        step=12,
        first=round(hands.theme.grid.lane_least),
        least_text=t("inspector.height.usual"),
        unit=t("inspector.px"),
    )
    return Form(
        (
            Section(
                hands,
                "",
                (
                    TextField(hands, "title", t("inspector.title")),
                    ChoiceField(hands, "kind", t("inspector.kind"), kinds),
                    _DividerField(
                        hands,
                        "line",
                        t("inspector.line"),
                        [Option(t(f"layout.divider.{each}"), each) for each in lines],
                    ),
                ),
            ),
            Section(
                hands,
                "place",
                (height, CheckField(hands, "collapsed", t("inspector.lane.collapsed"))),
                open_first=True,
            ),
            upkeep(hands),
        )
    )


class EndsField(Field):
    """Where a connection begins and where it ends, in the words of the cards."""

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands, "")
        self.ends = tuple(words("", "words") for _ in range(2))
        self.ends[0].setContentsMargins(0, 0, 0, 8)
        for name, end in zip(("from", "to"), self.ends, strict=True):
            self.put(words(t(f"inspector.{name}"), "field"), named=False)
            self.put(end, named=False)

    def refresh(self, _other: bool, /) -> None:
        """Show the words."""
        link = self.subject.records[0] if self.subject and self.subject.ids else None
        if not isinstance(link, Connection) or self.subject is None:
            return
        self.setVisible(len(self.subject.ids) == 1)
        for end, card in zip(self.ends, (link.source, link.target), strict=True):
            record = self.subject.snapshot.records.get(card or "")
            text = record.text if isinstance(record, Card) else ""
            end.setText(text or t("inspector.unnamed"))


def connection_form(hands: Hands) -> Form:
    """Connections."""
    label = TextField(hands, "label", t("inspector.label"), hint=t("inspector.label.hint"))
    return Form((Section(hands, "", (label, EndsField(hands))),))


def point_form(hands: Hands, at: At | None) -> Form:
    """One point of a curve; several points have no value in common to set."""
    fields: list[Field] = [FeelingField(hands, at, t("inspector.feeling"))] if at else []
    note = TextField(hands, "note", t("inspector.note"), lines=3, hint=t("inspector.note.hint"))
    return Form((Section(hands, "", (*fields, evidence_field(hands), note)),))


def feelings_form(hands: Hands, points: list[tuple[At, str]]) -> Form:
    """How each persona feels at one step, for an empty place in a lane of curves."""
    return Form((Section(hands, "", [FeelingField(hands, at, name) for at, name in points]),))
