# SPDX-License-Identifier: Apache-2.0
"""The pictures in a project file: blobs named by the SHA-256 of their bytes."""

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from journey_studio.i18n import t
from journey_studio.store import tables
from journey_studio.store.database import Database
from journey_studio.store.errors import LostPicture, PictureRefused

if TYPE_CHECKING:  # imported with the first picture
    from journey_studio.store.images import CleanPicture

_BY_NAME = f"{tables.rows_of(tables.picture)} WHERE sha256 = ?"


class StoredPicture(NamedTuple):
    """What is known of a stored picture without its bytes; sizes in pixels."""

    sha256: str
    media_type: str
    width: int
    height: int


def is_whole_picture(row: Sequence[Any]) -> bool:
    """Whether a row of `picture`, its checksum last, is what was written."""
    *about, data, checksum = row
    return bool(hashlib.sha256(data).digest() == row[1]) and tables.checksum(about) == checksum


class Pictures:
    """The table `picture`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._names: frozenset[str] | None = None  # where nobody else can add any

    def add(self, data: bytes) -> str:
        """Store a picture and give its name, for a register that refers to it.

        It is on the disk when this returns; the same picture is stored once. Raises
        PictureRefused, ReadOnlyProject or NotSaved.
        """
        from journey_studio.store.images import clean_picture  # Pillow takes its time to load

        return self._store(clean_picture(data))

    def take(self, sha256: str, data: bytes) -> None:
        """Store a picture of another copy of the project, byte by byte as it is called there.

        For any thread. It is on the disk when this returns. Raises PictureRefused where the bytes
        are not those of the name or no picture, ReadOnlyProject or NotSaved.
        """
        from journey_studio.store.images import checked_picture

        if hashlib.sha256(data).hexdigest() != sha256:
            raise PictureRefused(t("store.picture.damaged"))
        self._store(checked_picture(data))

    def _store(self, clean: "CleanPicture") -> str:
        digest = hashlib.sha256(clean.data).digest()
        with self._database.saving() as writer:
            if writer.value("SELECT 1 FROM picture WHERE sha256 = ?", (digest,)) is None:
                number = writer.value("SELECT coalesce(max(number), 0) + 1 FROM picture")
                about = (number, digest, clean.media_type, clean.width, clean.height)
                row = (*about, tables.checksum(about), clean.data)
                writer.add(tables.picture, [row])
            self._names = None
        return digest.hex()

    def get(self, sha256: str) -> bytes | None:
        """The bytes of a picture, None where it is not here; raises LostPicture where damaged."""
        with self._database.reading() as connection:
            row = connection.execute(_BY_NAME, (bytes.fromhex(sha256),)).fetchone()
        if row is None:
            return None
        if not is_whole_picture(row):
            raise LostPicture(t("store.picture.lost", name=self._database.path.name))
        return bytes(row[5])

    def names(self) -> frozenset[str]:
        """What the stored pictures are called. For any thread."""
        found = self._names
        if found is None:
            with self._database.reading() as connection:
                rows = connection.execute("SELECT sha256 FROM picture")
                found = frozenset(row[0].hex() for row in rows)
                self._names = found if self._database.write else None
        return found

    def all(self) -> list[StoredPicture]:
        """All pictures in the order they came."""
        query = "SELECT sha256, media_type, width, height FROM picture ORDER BY number"
        with self._database.reading() as connection:
            rows = connection.execute(query).fetchall()
        return [StoredPicture(row[0].hex(), *row[1:]) for row in rows]
