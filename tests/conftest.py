# SPDX-License-Identifier: Apache-2.0
"""What every test stands on: no screen, no scaling, a home of its own, repeatable examples."""

import atexit
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.chance import repeatable

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
_IN_CI = bool(os.environ.get("CI"))
settings.load_profile("ci" if _IN_CI else "dev")
_CHANCE = random.Random(0)  # behind ids, ranks and replica ids where examples are repeatable

_PROJECT = Path(__file__).parent.parent
_REAL_DATA = _PROJECT.parent / "shared" / "data"


@pytest.fixture(scope="session", autouse=True)
def _repeatable_ids() -> Iterator[None]:
    """In CI ids are as repeatable as examples are; elsewhere they are as random as a user's."""
    with repeatable(_CHANCE) if _IN_CI else nullcontext():
        yield


@pytest.fixture(autouse=True)
def _chance_of_its_own(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test gets the same ids whatever has run before it."""
    _CHANCE.seed(request.node.nodeid)
    yield
    _CHANCE.seed(0)  # for what is made for many tests


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
