# SPDX-License-Identifier: Apache-2.0
"""The form of a map."""

from collections.abc import Sequence
from typing import get_args

from journey_studio.i18n import t
from journey_studio.model.records import Map, MapState
from journey_studio.ui.inspector.choices import ChoiceField, Option
from journey_studio.ui.inspector.form import Form
from journey_studio.ui.inspector.hands import Hands
from journey_studio.ui.inspector.owners import OwnerField
from journey_studio.ui.inspector.people import LensField
from journey_studio.ui.inspector.sections import Beside, Section
from journey_studio.ui.inspector.subject import Subject
from journey_studio.ui.inspector.texts import TextField

LANGUAGES = (
    *("ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "he", "hr", "hu"),
    *("it", "ja", "ko", "lt", "lv", "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sv", "tr"),
    *("uk", "zh"),
)


class _LanguageField(ChoiceField):
    """The language a map is written in, by the name it gives itself."""

    def options(self, subject: Subject) -> Sequence[Option]:
        """The usual languages, and the one the map has."""
        held = {each.language for each in subject.records if isinstance(each, Map)}
        codes = sorted({*LANGUAGES, *held} - {""})
        named = sorted((language_name(code), code) for code in codes)
        return [Option(t("inspector.language.none"), ""), *(Option(*each) for each in named)]


def language_name(code: str) -> str:
    """The name of a language in itself; of one that is rare here, its code."""
    return t(f"inspector.language.{code}") if code in LANGUAGES else code


class _ParentField(ChoiceField):
    """The step of another map that this map tells in detail."""

    def options(self, subject: Subject) -> Sequence[Option]:
        """Every step of the other maps."""
        snapshot = subject.snapshot
        found = [Option(t("inspector.parent.none"), None)]
        for each in snapshot.maps():
            if each.id in subject.ids:
                continue
            for stage in snapshot.stages(each.id):
                for step in snapshot.steps(stage.id):
                    text = t(
                        "inspector.parent.step",
                        map=each.title or t("export.untitled"),
                        step=step.title or t("inspector.unnamed"),
                    )
                    found.append(Option(text, step.id))
        return found

    def refresh(self, other: bool, /) -> None:
        """There is nothing to choose in a project of one map."""
        super().refresh(other)
        self.setVisible(len(self._options) > 1 or self.filled)


def map_form(hands: Hands) -> Form:
    """A map: what it is about, and whose journey it is."""
    states: tuple[str, ...] = get_args(MapState)
    state = [Option(t(f"layout.map.{each}"), each) for each in states]

    def prose(name: str) -> TextField:
        return TextField(hands, name, t(f"inspector.map.{name}"), lines=2)

    return Form(
        (
            Section(
                hands,
                "",
                (
                    TextField(hands, "title", t("inspector.title")),
                    prose("scenario"),
                    Beside(
                        ChoiceField(hands, "state", t("inspector.state"), state),
                        _LanguageField(hands, "language", t("inspector.language")),
                    ),
                ),
            ),
            Section(hands, "lens", (LensField(hands),), open_first=True),
            Section(hands, "aims", (prose("goal"), prose("expectations"))),
            Section(
                hands,
                "upkeep",
                (
                    OwnerField(hands, "owner", t("inspector.owner")),
                    _ParentField(hands, "parent_step", t("inspector.parent")),
                ),
            ),
        )
    )
