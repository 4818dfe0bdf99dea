# SPDX-License-Identifier: Apache-2.0
"""The pictures in a project file: blobs named by the SHA-256 of their bytes."""

import hashlib
from typing import Any, NamedTuple

from sqlalchemy import Row

from journey_studio.i18n import t
from journey_studio.store import tables
from journey_studio.store.database import Database
from journey_studio.store.errors import LostPicture

_PICTURES = tables.rows_of(tables.picture)


class StoredPicture(NamedTuple):
    """What is known of a stored picture without its bytes; sizes in pixels."""

    sha256: str
    media_type: str
    width: int
    height: int


def is_whole_picture(row: Row[Any]) -> bool:
    """Whether a row of `picture` is what was written."""
    return bool(hashlib.sha256(row.data).digest() == row.sha256) and (
        tables.checksum(row[:5]) == row.checksum
    )


class Pictures:
    """The table `picture`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, data: bytes) -> str:
        """Store a picture and give its name, for a register that refers to it.

        It is on the disk when this returns; the same picture is stored once. Raises
        PictureRefused, ReadOnlyProject or NotSaved.
        """
        from journey_studio.store.images import clean_picture  # Pillow takes its time to load

        clean = clean_picture(data)
        digest = hashlib.sha256(clean.data).digest()
        with self._database.saving() as connection:
            query = "SELECT 1 FROM picture WHERE sha256 = ?"
            if connection.exec_driver_sql(query, (digest,)).first() is None:
                query = "SELECT coalesce(max(number), 0) + 1 FROM picture"
                number = connection.exec_driver_sql(query).scalar()
                about = (number, digest, clean.media_type, clean.width, clean.height)
                row = (*about, tables.checksum(about), clean.data)
                connection.exec_driver_sql(tables.insert_into(tables.picture), row)
        return digest.hex()

    def get(self, sha256: str) -> bytes | None:
        """The bytes of a picture, None where it is not here; raises LostPicture where damaged."""
        query = _PICTURES.where(tables.picture.c.sha256 == bytes.fromhex(sha256))
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        if not is_whole_picture(row):
            raise LostPicture(t("store.picture.lost", name=self._database.path.name))
        return bytes(row.data)

    def all(self) -> list[StoredPicture]:
        """All pictures in the order they came."""
        query = "SELECT sha256, media_type, width, height FROM picture ORDER BY number"
        with self._database.reading() as connection:
            rows = connection.exec_driver_sql(query).fetchall()
        return [StoredPicture(row[0].hex(), *row[1:]) for row in rows]
