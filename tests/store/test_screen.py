# SPDX-License-Identifier: Apache-2.0
"""Foreign files are looked at before they are opened: nothing runs, nothing is written."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from journey_studio.store import locks, tables
from journey_studio.store.check import check
from journey_studio.store.errors import (
    DamagedProject,
    HostileProject,
    NewerProject,
    NotAProject,
    ReadOnlyProject,
    StoreError,
    TooLarge,
)
from journey_studio.store.project import open_project
from journey_studio.store.screen import screen
from journey_studio.store.writing import creates
from tests.store.projects import edit, names, small_project

Spoil = Callable[[sqlite3.Connection], None]


def sql(*statements: str) -> Spoil:
    def run(connection: sqlite3.Connection) -> None:
        for statement in statements:
            connection.execute(statement)

    return run


def schema(change: str, *values: str) -> Spoil:
    """Write the schema by hand, as no statement could."""

    def run(connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute(change, values)
        connection.execute("PRAGMA writable_schema=OFF")

    return run


_TRIGGER = "CREATE TRIGGER evil AFTER INSERT ON change BEGIN DELETE FROM card; END"
_REPLACE_SQL = "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE name = 'card'"
HOSTILE: dict[str, Spoil] = {
    "a trigger": sql(_TRIGGER),
    "a trigger on a view": sql(
        "CREATE VIEW cards AS SELECT * FROM card",
        "CREATE TRIGGER evil INSTEAD OF INSERT ON cards BEGIN DELETE FROM card; END",
    ),
    "a trigger in disguise": sql(_TRIGGER.replace("TRIGGER evil", 'TRIGGER "table"')),
    "a view": sql("CREATE VIEW evil AS SELECT * FROM card"),
    "a view in place of a table": sql("DROP TABLE tag", "CREATE VIEW tag AS SELECT * FROM card"),
    "an endless view": sql(
        "DROP TABLE tag",
        "CREATE VIEW tag AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n)"
        " SELECT id FROM n",
    ),
    "an index": sql("CREATE INDEX evil ON card (text)"),
    "an index over an expression": sql("CREATE INDEX evil ON card (abs(span))"),
    "an index over a part": sql("CREATE INDEX evil ON card (text) WHERE span > 1"),
    "one table more": sql("CREATE TABLE evil (a)"),
    "a virtual table": sql("CREATE VIRTUAL TABLE evil USING fts5(a)"),
    "a virtual table in place of a table": sql(
        "DROP TABLE tag", "CREATE VIRTUAL TABLE tag USING fts5(id)"
    ),
    "a virtual table of no known kind": schema(
        "INSERT INTO sqlite_master VALUES ('table', 'evil', 'evil', 0, ?)",
        "CREATE VIRTUAL TABLE evil USING load_me()",
    ),
    "one table less": sql("DROP TABLE tag"),
    "a computed column": sql("ALTER TABLE card ADD COLUMN evil TEXT AS (upper(text))"),
    "one column more": sql("ALTER TABLE card ADD COLUMN evil TEXT"),
    "one column less": sql("ALTER TABLE card DROP COLUMN refs"),
    "a default that is computed": schema(_REPLACE_SQL, "text TEXT", "text TEXT DEFAULT (1+1)"),
    "a check": schema(_REPLACE_SQL, "text TEXT", "text TEXT CHECK (length(text) > 0)"),
    "a comment in the schema": schema(_REPLACE_SQL, "text TEXT", "text TEXT /* evil */"),
    "a collation": schema(_REPLACE_SQL, "text TEXT", "text TEXT COLLATE evil"),
    "a table renamed": sql("ALTER TABLE tag RENAME TO tags"),
    "statistics": sql("ANALYZE"),
    "a schema that is no SQL": schema(_REPLACE_SQL, "CREATE TABLE", "CREATE CHAOS"),
    "a schema of words": schema("UPDATE sqlite_master SET sql = 'x' WHERE name = 'tag'"),
    "two entries of one name": schema(
        "INSERT INTO sqlite_master SELECT * FROM sqlite_master WHERE name = 'tag'"
    ),
    "a root page that is another's": schema(
        "UPDATE sqlite_master SET rootpage = 2 WHERE name = 'tag'"
    ),
    "no version": sql("PRAGMA user_version=0"),
    "a version below zero": sql("PRAGMA user_version=-5"),
    "another application": sql("PRAGMA application_id=252006673"),
    "a write-ahead log": sql("PRAGMA journal_mode=WAL"),
    "a newer version with a trigger": sql(_TRIGGER, "PRAGMA user_version=9"),
    "a newer version with another log": sql(
        "ALTER TABLE change ADD COLUMN evil TEXT", "PRAGMA user_version=9"
    ),
    "a newer version with a virtual table": sql(
        "CREATE VIRTUAL TABLE evil USING fts5(a)", "PRAGMA user_version=9"
    ),
}


def _state(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in sorted(folder.iterdir())}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused_and_left_as_it_is(tmp_path: Path, what: str) -> None:
    path = small_project(tmp_path / "a.journey")
    connection = sqlite3.connect(path, isolation_level=None)
    HOSTILE[what](connection)
    connection.close()
    os.utime(path, (1, 1))
    before = _state(tmp_path)
    for read_only in (False, True):
        with pytest.raises(StoreError) as refused:
            open_project(path, read_only=read_only)
        assert path.name in str(refused.value)
    assert check(path) == [str(refused.value)]
    assert _state(tmp_path) == before


@pytest.mark.parametrize(
    ("what", "error", "word"),
    [
        ("a trigger", HostileProject, "trigger evil"),
        ("a view", HostileProject, "view evil"),
        ("an index", HostileProject, "index evil"),
        ("a virtual table", HostileProject, "table evil"),
        ("a computed column", HostileProject, "table card"),
        ("another application", NotAProject, "not a Journey Studio project"),
        ("a newer version with another log", NewerProject, "update Journey Studio"),
        ("one table less", DamagedProject, "part of it is missing"),
    ],
)
def test_each_refusal_has_a_word_of_its_own(
    tmp_path: Path, what: str, error: type[StoreError], word: str
) -> None:
    path = small_project(tmp_path / "a.journey")
    connection = sqlite3.connect(path, isolation_level=None)
    HOSTILE[what](connection)
    connection.close()
    with pytest.raises(error, match=word):
        open_project(path)


def test_a_newer_file_whose_log_is_as_ever_opens_for_reading(tmp_path: Path) -> None:
    path = small_project(tmp_path / "a.journey")
    with open_project(path) as project:
        snapshot = project.snapshot
    connection = sqlite3.connect(path, isolation_level=None)
    sql(
        "CREATE TABLE hologram (id TEXT NOT NULL, PRIMARY KEY (id))",
        "DROP TABLE tag",
        "ALTER TABLE card ADD COLUMN smell TEXT",
        f"PRAGMA user_version={tables.VERSION + 1}",
    )(connection)
    connection.close()
    before = _state(tmp_path)
    with open_project(path) as project:
        assert project.snapshot == snapshot
        assert "newer Journey Studio" in (project.read_only_reason or "")
        with pytest.raises(ReadOnlyProject, match="newer"):
            edit(project, "x")
    assert check(path) == []
    assert _state(tmp_path) == before


def test_a_file_beyond_all_bounds_is_refused_at_once(tmp_path: Path) -> None:
    path = small_project(tmp_path / "a.journey")
    os.truncate(path, 5 * 1024**3)  # a hole: takes no room
    with pytest.raises(TooLarge):
        open_project(path)


def test_a_journal_that_names_further_files_deletes_none(tmp_path: Path) -> None:
    """SQLite would delete the file such a journal names, once it has been rolled back."""
    path = small_project(tmp_path / "a.journey")
    victim = tmp_path / "letter.txt"
    victim.write_text("dear")
    name = str(victim).encode()
    magic = bytes.fromhex("d9d505f920a163d7")
    tail = name + len(name).to_bytes(4, "big") + (sum(name) & 0xFFFFFFFF).to_bytes(4, "big") + magic
    head = magic + b"\0\0\0\0" + b"\0" * 8 + (4096).to_bytes(4, "big") * 2
    (tmp_path / "a.journey-journal").write_bytes(head.ljust(512, b"\0") + tail)
    before = _state(tmp_path)
    with pytest.raises(HostileProject, match=r"a\.journey-journal"):
        open_project(path)
    assert _state(tmp_path) == before


def test_the_look_drops_no_lock_of_this_process(tmp_path: Path) -> None:
    """Closing a file drops the locks a process has on it; SQLite knows, so the look goes there."""
    path = small_project(tmp_path / "a.journey")
    with open_project(path) as project, project._database.saving():
        screen(path)
        screen(path)
        script = "import sqlite3, sys; sqlite3.connect(sys.argv[1], 0).execute('BEGIN IMMEDIATE')"
        other = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True)
        assert b"database is locked" in other.stderr


def test_a_schema_differs_only_in_what_means_nothing() -> None:
    assert tables.normalised('CREATE TABLE a (\n\t"key" TEXT, \n\tb REAL\n)\n STRICT\n') == (
        tables.normalised("CREATE TABLE a (key TEXT,b REAL) STRICT")
    )
    assert tables.normalised("CREATE TABLE a (b TEXT)") != tables.normalised("CREATE TABLE a (b)")


def test_the_schema_of_this_version_is_the_one_on_the_list() -> None:
    """A change of the tables needs a new VERSION, so that files of this one still open."""
    connection = sqlite3.connect(":memory:")
    for table in tables.ALL:
        connection.execute(creates(table))
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    assert tables.SCHEMAS[tables.VERSION] == tables.schema_hash(rows)


_AS_NOBODY = """
import os, sys
from pathlib import Path
from journey_studio.store.errors import StoreError
from journey_studio.store.project import open_project

def look(**how):
    try:
        with open_project(Path(sys.argv[1]), **how) as project:
            return f"{len(project.snapshot.records)} {project.read_only_reason}"
    except StoreError as error:
        return f"{type(error).__name__} {error}"

look(read_only=True)  # read all modules while that is still allowed
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
print(look())
"""


def _as_nobody(path: Path, home: Path) -> str:
    """Open the project in a process that may not write where it must not."""
    for folder in (path.parent, *path.parents[1:4], home):
        folder.chmod(folder.stat().st_mode | 0o055)
    environment = os.environ | {"XDG_DATA_HOME": str(home), "XDG_STATE_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", _AS_NOBODY, str(path)],
        cwd=Path(__file__).parents[2],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A folder that others may read and not write."""
    folder = tmp_path / "shared"
    folder.mkdir()
    return folder


def test_a_folder_that_may_not_be_written_to_opens_for_reading(shared: Path, home: Path) -> None:
    path = small_project(shared / "a.journey")
    path.chmod(0o666)
    shared.chmod(0o555)
    before = _state(shared)
    answer = _as_nobody(path, home)
    shared.chmod(0o755)
    assert (
        answer.strip() == "53 Its folder may not be written to; save a copy elsewhere to edit it."
    )
    assert _state(shared) == before


def test_a_file_that_may_not_be_written_to_opens_for_reading(shared: Path, home: Path) -> None:
    path = small_project(shared / "a.journey")
    path.chmod(0o444)
    shared.chmod(0o777)
    assert _as_nobody(path, home).strip() == (
        "53 The file may not be written to; save a copy elsewhere to edit it."
    )
    assert stat.S_IMODE(path.stat().st_mode) == 0o444


def test_a_save_cut_short_in_a_folder_that_may_not_be_written_to(shared: Path, home: Path) -> None:
    from tests.faults.crash import leave_a_hot_journal

    path = small_project(shared / "a.journey")
    leave_a_hot_journal(path)
    path.chmod(0o444)
    path.with_name("a.journey-journal").chmod(0o444)
    shared.chmod(0o555)
    before = _state(shared)
    answer = _as_nobody(path, home)
    assert answer.startswith("HalfSaved a.journey was left in the middle of saving"), answer
    assert _state(shared) == before
    shared.chmod(0o755)
    path.chmod(0o644)
    with open_project(path) as project:
        assert project.read_only_reason is None
    assert check(path) == []
    assert names(shared) == ["a.journey"]


def test_no_place_for_notes_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = small_project(tmp_path / "a.journey")
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(locks, "open_folder", lambda: tmp_path / "file" / "open")
    with open_project(path) as project:
        assert "could not note that it is open" in (project.read_only_reason or "")
