# SPDX-License-Identifier: Apache-2.0
"""The table of actions is whole: each has a name, a place in a menu, a key that anybody has."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence

from journey_studio.i18n import t
from journey_studio.layout.outlines import icon_names
from journey_studio.model.kinds import LANE_KINDS
from journey_studio.ui import keyboard
from journey_studio.ui.action_set import shortcuts
from journey_studio.ui.actions import LANE_ICONS, ROWS
from journey_studio.ui.menus import BAR, ELSEWHERE, LANE_MENU, MENUS, ZOOM_MENU

IDS = {row.id for row in ROWS}


def _entries() -> list[str]:
    in_menus = [entry for menu in MENUS for entry in menu.entries]
    return [entry for entry in (*in_menus, *LANE_MENU) if entry in IDS]


def test_every_action_has_an_id_and_a_text_of_its_own() -> None:
    assert len(IDS) == len(ROWS)
    texts = Counter(t(row.text) for row in ROWS)
    assert [text for text, count in texts.items() if count > 1] == []


def test_every_action_stands_in_one_menu() -> None:
    entries = Counter(_entries())
    assert [entry for entry, count in entries.items() if count > 1] == []
    assert IDS - set(entries) == ELSEWHERE


def test_every_entry_of_a_menu_and_of_the_bar_is_an_action() -> None:
    named = {entry for menu in MENUS for entry in menu.entries} | {*BAR, *ZOOM_MENU, *LANE_MENU}
    assert {entry for entry in named if not entry.startswith(("*", "-"))} <= IDS


def test_every_icon_is_in_the_set_and_stands_for_one_action_of_a_menu() -> None:
    assert {row.icon for row in ROWS if row.icon} <= set(icon_names())
    for menu in MENUS:
        icons = [row.icon for row in ROWS if row.id in menu.entries and row.icon]
        assert len(set(icons)) == len(icons), t(menu.text)
    assert set(LANE_ICONS) == set(LANE_KINDS)
    assert len(set(LANE_ICONS.values())) == len(LANE_KINDS)


@pytest.mark.usefixtures("qapp")
def test_every_key_means_one_thing() -> None:
    keys = Counter(key.toString() for row in ROWS for key in shortcuts(row))
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.usefixtures("qapp")
def test_every_key_is_spelt_as_qt_spells_it() -> None:
    spelt = [key for row in ROWS for key in row.keys]
    spelt += [key for keys, _ in (*keyboard.CANVAS_KEYS, *keyboard.WRITING_KEYS) for key in keys]
    assert [key for key in spelt if QKeySequence(key).toString() != key] == []


def test_no_action_needs_a_key_that_some_keyboards_lack() -> None:
    """On French and German keyboards digits need Shift and signs stand elsewhere or need AltGr."""
    steady = re.compile(
        r"(Ctrl\+|Shift\+|Alt\+)*([A-Z]|F\d+|Ins|Del|Return|Pg\w+|Left|Right|Up|Down)"
    )
    stuck = [
        row.id for row in ROWS if row.keys and not any(steady.fullmatch(key) for key in row.keys)
    ]
    assert stuck == []


def test_no_key_is_altgr_in_disguise() -> None:
    assert [key for row in ROWS for key in row.keys if "Ctrl+Alt" in key] == []


@pytest.mark.usefixtures("qapp")
def test_the_usual_keys_are_those_of_the_system() -> None:
    for row in ROWS:
        if row.standard is not None and QKeySequence.keyBindings(row.standard):
            usual = {key.toString() for key in QKeySequence.keyBindings(row.standard)}
            assert usual & set(row.keys), row.id


@pytest.mark.usefixtures("qapp")
def test_the_page_about_the_keyboard_is_the_one_in_the_docs(project: Path) -> None:
    written = (project / "docs/keyboard.md").read_text(encoding="utf-8")
    assert written == keyboard.page(), "python packaging/pictures.py writes it anew"


@pytest.mark.usefixtures("qapp")
def test_the_page_names_every_key_of_every_action() -> None:
    page = keyboard.page()
    for row in ROWS:
        for key in row.keys:
            assert f"`{key}`" in page, row.id


def test_the_texts_of_this_area_begin_with_a_capital_where_they_stand_alone(project: Path) -> None:
    texts = json.loads((project / "resources/i18n/en/ui.json").read_text(encoding="utf-8"))
    for name, text in texts.items():
        if name.startswith(("do.", "menu.", "welcome.", "keys.")) and isinstance(text, str):
            first = text.lstrip("&#")[0]
            allowed = name == "welcome.gone" or not first.isalpha() or first.isupper()
            assert allowed, f"{name}: {text}"
