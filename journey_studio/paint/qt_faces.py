# SPDX-License-Identifier: Apache-2.0
"""Our faces as Qt knows them, each loaded from its own file."""

from functools import cache

from PySide6.QtGui import QFontDatabase

from journey_studio.layout.faces import Face, built_faces


@cache
def family_of(face: Face) -> str:
    """The Qt family of a face."""
    number = QFontDatabase.addApplicationFont(str(face.path))
    families = QFontDatabase.applicationFontFamilies(number)
    if face.family in families or not families:
        return face.family
    return families[min(face.member, len(families) - 1)]


def register_faces() -> None:
    """Make every face that comes with the program known to Qt, for widgets that mix scripts."""
    for face in built_faces().values():
        family_of(face)
