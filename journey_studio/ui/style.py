# SPDX-License-Identifier: Apache-2.0
"""How windows look: Qt's Fusion style in the colours of the theme, in the face of the maps.

Widgets take their colours from the palette; the style sheet only removes what Fusion draws too much
of. Both are made from the theme, so that nothing here names a colour.
"""

from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication

from journey_studio.layout.faces import built_faces
from journey_studio.layout.theme import Theme, ThemeName, faded, load_theme
from journey_studio.paint.qt_faces import register_faces
from journey_studio.paint.qt_pens import qt_colour
from journey_studio.ui.preferences import Look

LEAST_POINTS = 9.75  # 13 px at 96 dots per inch, the size of words on cards

STYLE = "fusion"  # which the program is started with

_FIELDS = """
QFrame#inspector QLineEdit, QFrame#inspector QTextEdit, QFrame#inspector QComboBox {
    background: $field; border: 1px solid $line; border-radius: 6px; color: $text;
    selection-background-color: $accent; selection-color: $on_accent; }
QFrame#inspector QLineEdit { padding: 5px 7px; }
QFrame#inspector QTextEdit { padding: 0 1px; }
QFrame#inspector QComboBox { padding: 4px 7px; }
QFrame#inspector QComboBox::drop-down { border: none; width: 20px; }
QFrame#inspector QLineEdit:hover:enabled, QFrame#inspector QTextEdit:hover:enabled,
QFrame#inspector QComboBox:hover:enabled { border-color: $line_strong; }
QFrame#inspector QLineEdit:focus, QFrame#inspector QTextEdit:focus,
QFrame#inspector QComboBox:focus { border-color: $accent; }
QFrame#inspector QLineEdit:disabled, QFrame#inspector QTextEdit:disabled,
QFrame#inspector QComboBox:disabled { color: $quiet; background: $band_alt; }
QFrame#inspector QLineEdit[empty="true"] { color: $faint; }
QFrame#inspector QAbstractSpinBox QLineEdit, QFrame#inspector QAbstractSpinBox QLineEdit:focus,
QFrame#inspector QAbstractSpinBox QLineEdit:hover:enabled,
QFrame#inspector QAbstractSpinBox QLineEdit:disabled {
    border: none; padding: 0 7px; background: transparent; }
QFrame#inspector QComboBox QLineEdit, QFrame#inspector QComboBox QLineEdit:focus,
QFrame#inspector QComboBox QLineEdit:hover:enabled, QFrame#inspector QComboBox QLineEdit:disabled {
    border: none; padding: 0; background: transparent; }
"""

_SHEET = Template(
    """
QMainWindow, QDialog { background: $window; }
QToolBar { background: $panel; border: none; border-bottom: 1px solid $line;
           padding: 2px 10px 3px 10px; spacing: 2px; }
QToolBar::separator { background: $line; width: 1px; margin: 7px 6px; }
QToolBar QToolButton { border: 1px solid transparent; border-radius: 6px; padding: 4px 6px;
                       color: $text; background: transparent; }
QToolBar[tight="true"] { padding: 2px 4px 3px 4px; spacing: 0; }
QToolBar[tight="true"]::separator { margin: 7px 2px; }
QToolBar[tight="true"] QToolButton { padding: 4px 2px; }
QToolBar QToolButton:hover:enabled { background: $hover; }
QToolBar QToolButton:pressed:enabled, QToolBar QToolButton:checked { background: $chip; }
QToolBar QToolButton:focus { border-color: $accent; }
QToolBar QToolButton:disabled { color: $faint; }
QToolBar QToolButton::menu-indicator { image: none; }
QMenuBar { background: $panel; border: none; padding: 1px 6px 0 6px; }
QMenuBar::item { padding: 4px 9px; border-radius: 5px; background: transparent; color: $text; }
QMenuBar::item:selected { background: $hover; }
QStatusBar { background: $panel; border-top: 1px solid $line; color: $quiet; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $quiet; padding: 2px 8px; }
QStatusBar QLabel[state="locked"] { color: $warning; }
QFrame#notice { background: $panel; border: none; border-bottom: 1px solid $line; }
QFrame#notice[kind="failure"] { border-left: 4px solid $danger; }
QFrame#notice[kind="notice"] { border-left: 4px solid $accent; }
QFrame#notice[kind="good"] { border-left: 4px solid $good; }
QLabel[role="title"] { font-size: 21pt; font-weight: 600; color: $text; }
QLabel[role="head"] { font-weight: 600; color: $text; }
QLabel[role="quiet"] { color: $quiet; }
QLabel[role="quiet"]:disabled { color: $faint; }
QLabel[role="warning"] { color: $warning; }
QWidget#page { background: $ground; }
QPushButton { border: 1px solid $line_strong; border-radius: 6px; background: $panel; color: $text;
              padding: 5px 14px; min-width: 56px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $chip; }
QPushButton:default { background: $accent; border-color: $accent; color: $on_accent; }
QPushButton:focus { border-color: $accent; }
QPushButton:default:focus { border-color: $text; }
QPushButton:disabled { color: $faint; border-color: $line; background: $window; }
QPushButton[role="choice"] { text-align: left; padding: 0; border: 1px solid $line;
                             border-radius: 8px; background: $panel; }
QPushButton[role="choice"]:hover { background: $hover; border-color: $line_strong; }
QPushButton[role="choice"]:focus { border: 2px solid $accent; }
QPushButton[role="recent"] { min-width: 0; padding: 0; }
QPushButton[role="recent"] QToolButton { background: $panel; border: 1px solid $line;
                                         border-radius: 6px; }
QPushButton[role="recent"] QToolButton:hover { background: $hover; }
QScrollBar { background: $ground; border: none; margin: 0; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: $line_strong; border-radius: 3px; margin: 3px; }
QScrollBar::handle:hover { background: $face; }
QScrollBar::handle:vertical { min-height: 36px; }
QScrollBar::handle:horizontal { min-width: 36px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: none; }
QAbstractScrollArea::corner { background: $ground; border: none; }
QToolTip { background: $panel; color: $text; border: 1px solid $line_strong; padding: 3px; }
QSplitter#panels::handle { background: $line; }
QFrame#inspector, QFrame#palette, QFrame#team { background: $panel; border: none; }
QFrame#history { background: $panel; border: none; border-top: 1px solid $line; }
QFrame#history QLabel { padding: 0; }
QFrame#compare { background: $panel; border: none; border-bottom: 1px solid $line; }
QFrame#details { background: $panel; border: none; border-top: 1px solid $line; }
QFrame#compare QLabel, QFrame#details QLabel { padding: 0; }
QFrame#details QTextBrowser { background: $panel; border: none; color: $text; }
QToolButton#offer { border: 1px solid $line; border-radius: 6px; background: $panel; color: $text;
                    padding: 4px 9px 4px 7px; }
QToolButton#offer:hover:enabled { background: $hover; }
QToolButton#offer:pressed:enabled { background: $chip; }
QToolButton#offer:focus { border-color: $accent; }
QToolButton#offer:disabled { color: $faint; }
QFrame#inspector QScrollBar, QFrame#palette QScrollBar, QFrame#team QScrollBar {
    background: $panel; }
QWidget#tabs { background: $panel; border-bottom: 1px solid $line; }
QToolButton#tab { border: 1px solid transparent; border-radius: 6px; background: transparent;
                  color: $quiet; font-size: 8.25pt; font-weight: 500; padding: 3px 4px; }
QToolButton#tab:hover { background: $hover; }
QToolButton#tab:checked { background: $chip; color: $text; }
QToolButton#tab:focus { border-color: $accent; }
QFrame#entry { background: $panel; border: none; border-bottom: 1px solid $line; }
QFrame#entry[here="true"] { background: $band_alt; border-left: 3px solid $accent; }
QPushButton#way { border: 1px solid transparent; border-radius: 6px; background: transparent;
                  text-align: left; padding: 0; min-width: 0; }
QPushButton#way:hover:enabled { background: $hover; }
QPushButton#way:focus { border-color: $accent; }
QLabel[role="entry"] { color: $text; font-weight: 500; }
QLabel[role="said"] { color: $text; }
QWidget#shelf { background: $panel; }
QFrame#section { background: $panel; border: none; border-top: 1px solid $line; }
QFrame#inset { background: $band_alt; border: 1px solid $line; border-radius: 6px; }
QLabel[role="field"] { color: $quiet; font-size: 8.25pt; font-weight: 500; }
QLabel[role="problem"] { color: $danger; font-size: 8.25pt; }
QLabel#locked { color: $warning; background: $band_alt; border: none;
                border-top: 1px solid $line; padding: 7px 16px; }
QToolButton#fold { border: 1px solid transparent; border-radius: 6px; background: transparent;
                   color: $text; font-weight: 600; text-align: left; padding: 7px 4px; }
QToolButton#fold:hover { background: $hover; }
QToolButton#fold:focus { border-color: $accent; }
QToolButton#small { border: 1px solid transparent; border-radius: 6px; background: transparent;
                    padding: 3px; }
QToolButton#small:hover:enabled { background: $hover; }
QToolButton#small:pressed:enabled { background: $chip; }
QToolButton#small:focus { border-color: $accent; }
QToolButton#small::menu-indicator { image: none; }
QToolButton#chip { border: 1px solid $line_strong; border-radius: 11px; background: $panel;
                   color: $text; padding: 2px 8px 2px 6px; font-size: 8.25pt; font-weight: 500; }
QToolButton#chip:hover:enabled { background: $hover; }
QToolButton#chip:checked { background: $chip; border-color: $quiet; }
QToolButton#chip[some="true"] { border-style: dashed; color: $quiet; }
QToolButton#chip:focus { border: 1px solid $accent; }
QPushButton#thing { border: 1px solid transparent; border-radius: 6px; background: transparent;
                    text-align: left; padding: 0; min-width: 0; }
QPushButton#thing:hover:enabled { background: $hover; }
QPushButton#thing:focus { border-color: $accent; }
QListWidget#maps { background: $panel; border: none; outline: none; padding: 0 8px; }
QListWidget#maps::item { border: 1px solid transparent; border-radius: 6px; padding: 4px 6px;
                         color: $text; }
QListWidget#maps::item:hover { background: $hover; }
QListWidget#maps::item:selected { background: $chip; color: $text; }
QListWidget#maps::item:selected:focus { border-color: $accent; }
QListWidget#choices { background: $field; border: 1px solid $line; border-radius: 6px;
                      outline: none; padding: 4px; }
QListWidget#choices::item { border: 1px solid transparent; border-radius: 6px; padding: 5px 6px;
                            color: $text; }
QListWidget#choices::item:hover { background: $hover; }
QListWidget#choices::item:selected { background: $chip; color: $text; }
QListWidget#choices::item:selected:focus { border-color: $accent; }
QFrame#sheet { background: $panel; border: 1px solid $line_strong; }
QFrame#sheet QScrollBar { background: $panel; }
QToolButton#pill { border: 1px solid transparent; border-radius: 6px; background: transparent;
                   color: $quiet; padding: 1px 8px 1px 5px; }
QToolButton#pill:hover { background: $hover; }
QToolButton#pill:pressed { background: $chip; }
QToolButton#pill:focus { border-color: $accent; }
QPushButton[role="quiet"] { padding: 4px 10px; min-width: 0; }
QProgressBar { border: none; border-radius: 3px; background: $chip; max-height: 6px; }
QProgressBar::chunk { border-radius: 3px; background: $accent; }
"""
    + _FIELDS
    + _FIELDS.replace("QFrame#inspector", "QFrame#team")
    + _FIELDS.replace("QFrame#inspector", "PosterForm")
    + _FIELDS.replace("QFrame#inspector", "QWidget#form")
)


def theme_for(look: Look) -> Theme:
    """The theme a person has chosen, or that of their computer."""
    name: ThemeName = "dark" if look == "dark" else "light"
    if look == "system":
        scheme = QApplication.styleHints().colorScheme()
        name = "dark" if scheme == Qt.ColorScheme.Dark else "light"
    return load_theme(name)


def palette_for(theme: Theme) -> QPalette:
    """The theme's colours in the parts Qt gives them."""
    found = theme.colours
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    parts = {
        role.Window: found.window,
        role.WindowText: found.text,
        role.Base: found.field,
        role.AlternateBase: found.band_alt,
        role.Text: found.text,
        role.PlaceholderText: found.quiet,
        role.Button: found.panel,
        role.ButtonText: found.text,
        role.BrightText: found.on_accent,
        role.ToolTipBase: found.panel,
        role.ToolTipText: found.text,
        role.Highlight: found.accent,
        role.HighlightedText: found.on_accent,
        role.Accent: found.accent,
        role.Link: found.accent,
        role.LinkVisited: found.accent,
        role.Light: found.panel,
        role.Midlight: found.hover,
        role.Mid: found.line,
        role.Dark: found.line_strong,
        role.Shadow: found.shadow,
    }
    palette = QPalette()
    for part, value in parts.items():
        palette.setColor(part, qt_colour(value))
    for part in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(group.Disabled, part, qt_colour(faded(found.quiet, 0.6)))
    palette.setColor(group.Disabled, role.Highlight, qt_colour(found.chip))
    return palette


def sheet_for(theme: Theme) -> str:
    """The style sheet in the theme's colours."""
    values = {name: _css(colour) for name, colour in theme.colours._asdict().items()}
    values["faint"] = _css(faded(theme.colours.quiet, 0.6))
    return _SHEET.substitute(values)


def _css(value: str) -> str:
    """A colour as Qt's style sheets write it: with the opacity last, out of 255."""
    red, green, blue, *opacity = bytes.fromhex(value[1:])
    return f"rgba({red}, {green}, {blue}, {opacity[0] if opacity else 255})"


def dress(app: QApplication, theme: Theme) -> None:
    """Give every window of the program the theme's look."""
    app.setPalette(palette_for(theme))
    app.setStyleSheet(sheet_for(theme))


def prepare(app: QApplication) -> None:
    """The face of every window; once, before the first one."""
    register_faces()
    font = QFont(app.font())
    font.setFamilies([built_faces()["regular"].family, *font.families()])
    font.setPointSizeF(max(font.pointSizeF(), LEAST_POINTS))
    app.setFont(font)
