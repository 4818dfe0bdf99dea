# SPDX-License-Identifier: Apache-2.0
"""One open project: its file, its document and its pictures, wired once and closed once. No Qt."""

from journey_studio.session.session import Session, open_session
from journey_studio.session.settings import Settings, load_settings, save_settings
from journey_studio.session.starting import import_project, new_project, new_sample

__all__ = [
    "Session",
    "Settings",
    "import_project",
    "load_settings",
    "new_project",
    "new_sample",
    "open_session",
    "save_settings",
]
