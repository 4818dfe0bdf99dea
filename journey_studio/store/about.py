# SPDX-License-Identifier: Apache-2.0
"""What a project file says about itself: its identity, and how it was looked at last."""

import json
import os
import sqlite3
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote_to_bytes

from journey_studio.i18n import t
from journey_studio.model.ids import is_id
from journey_studio.store import tables
from journey_studio.store.database import Database
from journey_studio.store.errors import damaged

if TYPE_CHECKING:  # imported at the first edit
    from journey_studio.store.writing import Writer


class About:
    """The table `meta`: few keys, each with a text."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._values: dict[str, str] = {}

    def begin(self, writer: "Writer", project_id: str) -> None:
        """The first entries of a new file."""
        self.put(writer, "project", project_id)
        self.put(writer, "projection", str(tables.PROJECTION))
        self.put(writer, "state", "0 0")

    def load(self, connection: sqlite3.Connection) -> None:
        """Read and check all entries."""
        for key, value, found in connection.execute(tables.rows_of(tables.meta)):
            if tables.checksum((key, value)) != found:
                raise damaged(self._database.path, t("store.damage.about"))
            self._values[key] = value
        if not is_id(self._values.get("project", "")):
            raise damaged(self._database.path, t("store.damage.about"))

    def put(self, writer: "Writer", key: str, value: str) -> None:
        """Set an entry within a transaction."""
        writer.put(tables.meta, [(key, value, tables.checksum((key, value)))])
        self._values[key] = value

    @property
    def project_id(self) -> str:
        """The identity that copies of the project share."""
        return self._values["project"]

    @property
    def projection(self) -> int:
        """The version of the projection the rows are of; 0 where none is said."""
        text = self._values.get("projection", "")
        return int(text) if text.isdecimal() else 0

    @property
    def state(self) -> tuple[int, int]:
        """How many change sets the rows are of, and the sum of their checksums."""
        count, _, total = self._values.get("state", "").partition(" ")
        return (int(count), int(total)) if count.isdecimal() and total.isdecimal() else (0, 0)

    @property
    def share(self) -> str:
        """The folder that is shared with others, by its path on this computer; "" for none."""
        return os.fsdecode(unquote_to_bytes(self._values.get("share", "")))

    def keep_share(self, folder: str) -> None:
        """Remember the shared folder, or with "" forget it. Local to this file, like the view."""
        with self._database.saving() as writer:
            # Quoted, for a path may hold bytes that are no text.
            self.put(writer, "share", quote(os.fsencode(folder)))

    @property
    def view(self) -> dict[str, Any]:
        """How the project was looked at last: whatever `keep_view` was given, or {}."""
        try:
            found = json.loads(self._values.get("view", "{}"))
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    def keep_view(self, view: dict[str, Any]) -> None:
        """Remember how the project is looked at. Local to this file, no part of its history."""
        with self._database.saving() as writer:
            self.put(writer, "view", json.dumps(view, ensure_ascii=False, sort_keys=True))
