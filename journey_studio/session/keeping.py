# SPDX-License-Identifier: Apache-2.0
"""Opening a project wherever it lies: in its place, or through a working copy."""

import os
import time
from contextlib import ExitStack
from pathlib import Path

from journey_studio.i18n import t
from journey_studio.model.change import Author
from journey_studio.session.merging import opened_copy
from journey_studio.session.session import Session, open_session
from journey_studio.session.working_copy import WorkingCopy
from journey_studio.store.errors import StoreError
from journey_studio.store.fetching import copy_whole, mark_of
from journey_studio.store.locks import try_lock
from journey_studio.store.lying import lying_of
from journey_studio.store.places import sync_folder
from journey_studio.store.project import OpenProject
from journey_studio.store.working import (
    folder_for,
    inner_of,
    kept_for,
    note_original,
    original_of,
    working_folder,
)

_MAKING = 20.0  # s that another process may take to make the same working copy


def open_kept(path: Path, author: Author | None = None) -> Session:
    """Open a project for the person at this computer.

    One that lies in a synced folder or on another computer is opened through a working copy, with
    what was brought to the original meanwhile merged in; `session.working.opened` says what that
    was. The second to open it may read it, like any project. Raises like `open_session`.
    """
    try:
        original = original_of(Path(path)).resolve()
    except (OSError, RuntimeError):
        return open_session(path, author=author)
    lying = lying_of(original, own=working_folder())
    if lying is None:
        return open_session(original, author=author)
    mark = mark_of(original)
    with ExitStack() as stack:
        there, inner = _found(original, stack)
        session = open_session(inner, author=author)
        try:
            working = session.working = WorkingCopy(session, original, lying)
            if session.read_only_reason is not None:
                return session
            look = working.look_at(mark, there)
            if look is not None:
                working.opened = working.take(look)
            reason = _locked(original)
        except BaseException:
            session.close()
            raise
    return session if reason is None else _for_reading(session, reason, author)


def _for_reading(session: Session, reason: str, author: Author | None) -> Session:
    """The same project again, but nothing in it can be edited."""
    session.close()
    readable = open_session(session.path, read_only=True, author=author)
    readable.project.read_only_reason = reason
    readable.working = session.working
    return readable


def _locked(original: Path) -> str | None:
    """Why the original may not be written to, as for any project; None where it may, or is gone."""
    if original.exists() and not os.access(original, os.W_OK):
        return t("store.read_only.file")
    if original.parent.exists() and not os.access(original.parent, os.W_OK):
        return t("store.read_only.folder")
    return None


def _found(original: Path, stack: ExitStack) -> tuple[OpenProject | None, Path]:
    """A copy of the original, open for reading, and where its working copy lies, made where there
    is none yet.

    Where the original cannot be read, None and the latest working copy of it. Raises StoreError.
    """
    try:
        there = stack.enter_context(opened_copy(original))
        inner = inner_of(original, there.project_id)
        if not inner.is_file():
            _make(there.path, inner, original)
    except StoreError:
        kept = kept_for(original)
        if not kept:
            raise
        return None, kept[0]
    except OSError as error:
        reason = error.strerror or error
        raise StoreError(t("sharing.working.no_room", name=original.name, reason=reason)) from error
    return there, inner


def _make(source: Path, inner: Path, original: Path) -> None:
    """Make the working copy, unless another process is quicker."""
    folder = folder_for(original)
    inner.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    end = time.monotonic() + _MAKING
    guard = try_lock(folder / "making", make=True)
    while guard is None and time.monotonic() < end:
        guard = try_lock(folder / "making", make=True)
    try:
        if not inner.is_file():
            note_original(inner, original)
            copy_whole(source, inner)
            sync_folder(folder)
    finally:
        if guard is not None:
            guard.close()
