# SPDX-License-Identifier: Apache-2.0
"""What every test stands on: no screen, no scaling, a home of its own, repeatable examples."""

import atexit
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Set before Qt or platformdirs are imported: a test never draws on a real screen and never reads
# or writes the settings, backups or fonts of the person who runs it.
_HOME = Path(tempfile.mkdtemp(prefix="journey-studio-tests-"))
atexit.register(shutil.rmtree, _HOME, ignore_errors=True)
_FOLDERS = {
    "HOME": "",
    "USERPROFILE": "",
    "APPDATA": "roaming",
    "LOCALAPPDATA": "local",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "XDG_CACHE_HOME": "cache",
    "XDG_RUNTIME_DIR": "run",
}
for _name, _folder in _FOLDERS.items():
    (_HOME / _folder).mkdir(mode=0o700, exist_ok=True)
    os.environ[_name] = str(_HOME / _folder)
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_SCALE_FACTOR"] = "1"
os.environ["QT_LOGGING_RULES"] = "qt.qpa.fonts.warning=false"

settings.register_profile(
    "ci",
    deadline=None,
    derandomize=True,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("dev", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "dev")

_PROJECT = Path(__file__).parent.parent
_REAL_DATA = _PROJECT.parent / "shared" / "data"


@pytest.fixture(scope="session")
def project() -> Path:
    """The root of the checkout."""
    return _PROJECT


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real files people made, kept beside the checkout and not part of it."""
    if not _REAL_DATA.is_dir():
        pytest.skip(f"no real files at {_REAL_DATA}")
    return _REAL_DATA


@pytest.fixture(autouse=True)
def _let_go_of_widgets() -> Iterator[None]:
    """Delete after each test what was to be deleted later: outside an event loop Qt never does."""
    yield
    if "PySide6.QtCore" in sys.modules:
        from PySide6.QtCore import QCoreApplication, QEvent

        if QCoreApplication.instance() is not None:
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def fresh_clipboard(qapp: object) -> Iterator[None]:  # noqa: ARG001 - there is none without it
    """Nothing that another test copied."""
    from PySide6.QtGui import QGuiApplication

    QGuiApplication.clipboard().clear()
    yield
    QGuiApplication.clipboard().clear()
