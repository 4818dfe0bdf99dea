# SPDX-License-Identifier: Apache-2.0
"""The three themes: complete, and every text readable on what lies under it."""

import re
from typing import get_args

import pytest

from journey_studio.assets import root
from journey_studio.layout.theme import THEMES, Theme, ThemeName, faded, load_theme
from journey_studio.model.kinds import CardKind
from tests.source import modules

AA = 4.5  # WCAG 2.2, 1.4.3: text under 24 px
AA_SHAPE = 3.0  # 1.4.11: lines and signs that carry meaning


def channels(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))


def over(colour: str, ground: str) -> str:
    """An opaque colour: what `colour` looks like on `ground`."""
    part = int(colour[7:9], 16) / 255 if len(colour) == 9 else 1.0
    mixed = [
        a * part + b * (1 - part) for a, b in zip(channels(colour), channels(ground), strict=True)
    ]
    return "#" + "".join(f"{round(channel * 255):02X}" for channel in mixed)


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two opaque colours, WCAG 2.2."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def text_pairs(theme: Theme) -> dict[str, tuple[str, str]]:
    """Every text colour with every ground it stands on."""
    colours = theme.colours
    bands = {"ground": colours.ground, "band": colours.band, "band_alt": colours.band_alt}
    tinted = {f"moment on {name}": over(colours.moment_tint, band) for name, band in bands.items()}
    pairs = {}
    for name, ground in {**bands, **tinted}.items():
        pairs[f"text on {name}"] = (colours.text, ground)
        pairs[f"quiet on {name}"] = (colours.quiet, ground)
        pairs[f"arc on {name}"] = (colours.arc, ground)
        for number, persona in enumerate([*theme.personas, theme.everyone]):
            pairs[f"persona {number} on {name}"] = (persona.colour, ground)
    for number, hue in enumerate(theme.hues):
        pairs[f"stage {number}"] = (hue.text, hue.fill)
    for kind, look in theme.kinds.items():
        pairs[f"words of {kind}"] = (look.text, look.fill)
        pairs[f"labels of {kind}"] = (look.label, look.fill)
        pairs[f"links of {kind}"] = (colours.accent, look.fill)
    pairs["tag"] = (colours.chip_text, colours.chip)
    pairs["button"] = (colours.on_accent, colours.accent)
    for name in ("window", "panel", "field", "hover"):
        pairs[f"text on {name}"] = (colours.text, getattr(colours, name))
        pairs[f"quiet on {name}"] = (colours.quiet, getattr(colours, name))
    for name in ("accent", "danger", "warning", "good"):
        pairs[f"{name} on panel"] = (getattr(colours, name), colours.panel)
    return pairs


@pytest.mark.parametrize("name", THEMES)
def test_every_text_has_the_contrast_that_people_need(name: ThemeName) -> None:
    pairs = text_pairs(load_theme(name))
    poor = {role: round(contrast(*pair), 2) for role, pair in pairs.items() if contrast(*pair) < AA}
    assert not poor


@pytest.mark.parametrize("name", THEMES)
def test_lines_and_signs_that_carry_meaning_stand_out(name: ThemeName) -> None:
    theme = load_theme(name)
    colours = theme.colours
    signs = {
        "moment": colours.moment,
        "link": colours.link,
        "evidence": colours.evidence,
        "conflict": colours.warning,
        "selection": colours.accent,
        "face": colours.face,
        "worst moment": colours.danger,
    }
    for role, colour in signs.items():
        for band in (colours.band, colours.band_alt):
            assert contrast(colour, band) >= AA_SHAPE, role
    for kind, look in theme.kinds.items():
        if look.edge != "none":
            assert contrast(look.mark, look.fill) >= AA_SHAPE, kind


@pytest.mark.parametrize("name", THEMES)
def test_personas_differ_in_more_than_colour(name: ThemeName) -> None:
    looks = load_theme(name).personas
    assert len({(look.dash, look.marker) for look in looks}) == len(looks)
    assert len({look.colour for look in looks}) == len(looks)


@pytest.mark.parametrize("name", THEMES)
def test_a_theme_is_complete(name: ThemeName) -> None:
    theme = load_theme(name)
    assert set(theme.kinds) == set(get_args(CardKind))
    assert len(theme.hues) == 8
    assert theme is load_theme(name)


def test_no_text_is_smaller_than_eleven() -> None:
    styles = load_theme("light").type
    assert min(style.size for style in styles) >= 11


def test_paper_takes_little_ink() -> None:
    theme = load_theme("print")
    assert theme.colours.ground == "#FFFFFF"
    fills = [look.fill for look in theme.kinds.values()] + [hue.fill for hue in theme.hues]
    assert all(min(channels(fill)) >= 1 - 0.13 for fill in fills)


def test_a_faded_colour_keeps_its_hue() -> None:
    assert faded("#2459D6", 0.08) == "#2459D614"
    assert faded("#2459D680", 0.5) == "#2459D640"


def test_nothing_but_the_theme_file_names_a_colour_of_the_map() -> None:
    found = {
        module.path.name: re.findall(
            r'"#[0-9A-Fa-f]{6}(?:[0-9A-Fa-f]{2})?"', module.path.read_text("utf-8")
        )
        for module in modules()
        if module.path.parent.name in ("layout", "canvas", "ui")
    }
    assert (root() / "themes" / "theme.json").is_file()
    assert not {name: colours for name, colours in found.items() if colours}
