# SPDX-License-Identifier: Apache-2.0
"""How far a person has looked: what colleagues changed since is news.

Kept outside the project, for each project file by itself, as the number and the name of a change
set of its log. A file that is opened for the first time has been looked at as it is, and so has one
that was put in place of another.
"""

import json
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any

from journey_studio.model.change import Change
from journey_studio.session.own import own_replicas
from journey_studio.session.session import Session
from journey_studio.store.places import kept_folder, path_key

MOST = 5_000  # changes that are told as news; who has been away for longer reads the history


class Looking:
    """How far the project of a session has been looked at. Belongs to the session's thread."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._path = kept_folder() / "looked" / f"{path_key(session.place)}.json"
        self._number = self._kept()

    @property
    def _log(self) -> list[str]:
        return self._session.project.journal.hashes

    def _kept(self) -> int:
        """How many change sets of the log have been looked at."""
        kept = _content(self._path)
        name, project = kept.get("name"), kept.get("project")
        if project == self._session.document.project and name == "":
            return 0
        number = self._session.project.journal.numbers.get(str(name))
        if project != self._session.document.project or number is None:
            self._keep(len(self._log))
            return len(self._log)
        return number

    def unseen(self) -> list[Change]:
        """The changes of others that have come since, in the order in which they came.

        Of more than `MOST` the last ones.
        """
        journal, own = self._session.project.journal, own_replicas()
        names = self._log[self._number :][-MOST:]
        journal.prepare(names)
        found = (journal.get(name) for name in names)
        return [each for each in found if each is not None and each.stamp.replica not in own]

    def mark_looked(self) -> None:
        """Everything there is has been looked at."""
        if self._number != len(self._log):
            self._number = len(self._log)
            self._keep(self._number)

    def _keep(self, number: int) -> None:
        """Write the mark whole or not at all; else it lasts until the session ends."""
        name = self._log[number - 1] if number else ""
        content = json.dumps({"project": self._session.document.project, "name": name})
        part = self._path.with_name(f"{self._path.name}.{secrets.token_hex(4)}.part")
        with suppress(OSError):
            try:
                self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                part.write_text(content, encoding="utf-8")
                part.replace(self._path)
            finally:
                part.unlink(missing_ok=True)


def _content(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
