# SPDX-License-Identifier: Apache-2.0
"""Which formats there are, and which of them a file is in.

A file is known by its content. Its name decides only between formats that both could be meant, and
for a file that nobody recognises, so that the reader of its ending can say what is wrong with it.
"""

from dataclasses import replace
from importlib import import_module
from pathlib import PurePath
from typing import NamedTuple, Protocol, cast

from msgspec import structs

from journey_studio.errors import JourneyError
from journey_studio.exchange.formats import Carries, Choices, Found, Pictures, Written
from journey_studio.i18n import t
from journey_studio.model.loss import Loss
from journey_studio.model.registers import registers
from journey_studio.model.snapshot import Snapshot

_HEAD = 4096


class UnknownFormat(JourneyError):
    """A file, an ending or a name that belongs to no format."""


class Reader(Protocol):
    """The half of a format's module that reads."""

    def recognises(self, data: bytes, /) -> bool:
        """Whether these bytes are of this format; cheap, and never raises."""

    def read(self, data: bytes, name: str, choices: Choices, /) -> Found:
        """The maps of a file of that name. Raises JourneyError."""


class Writer(Protocol):
    """The half of a format's module that writes."""

    CARRIES: Carries

    def write(
        self, snapshot: Snapshot, map_ids: tuple[str, ...], choices: Choices, pictures: Pictures, /
    ) -> Written:
        """The maps as a file of this format. Raises JourneyError."""


class Format(NamedTuple):
    """A format: its name on the command line, its endings, and the module that knows it.

    A `loose` one can be seen in nearly any text, so everything else is thought of first. One with
    `scales` is written in the scale of `Choices`, else in that of the map. Where all files begin
    with one of a few signs, `begins` holds those: to others the module need not say no itself. One
    that is `asked` for is written where its name is given, and never for its ending.
    """

    name: str
    endings: tuple[str, ...]
    module: str
    reads: bool = True
    writes: bool = True
    loose: bool = False
    scales: bool = False
    begins: bytes = b""
    asked: bool = False

    @property
    def label(self) -> str:
        """What people call it."""
        return t(f"exchange.format.{self.name}")

    def reader(self) -> Reader:
        """The module that reads it, imported now. UnknownFormat where none does."""
        if not self.reads:
            raise UnknownFormat(t("exchange.format_not_read", format=self.label))
        return cast("Reader", self._loaded())

    def read(self, data: bytes, name: str, choices: Choices) -> Found:
        """What is in a file of that name, its maps in the language that was chosen, if one was."""
        found = self.reader().read(data, name, choices)
        return _in_language(found, choices.language) if choices.language else found

    def writer(self) -> Writer:
        """The module that writes it, imported now. UnknownFormat where none does."""
        if not self.writes:
            raise UnknownFormat(t("exchange.format_not_written", format=self.label))
        return cast("Writer", self._loaded())

    def may_be(self, begin: bytes) -> bool:
        """Whether a file that begins like this can be of this format; "" tells nothing."""
        return not self.begins or not begin or begin in self.begins

    def _loaded(self) -> object:
        return import_module(f"journey_studio.exchange.{self.module}")


# Those whose files nobody can mistake stand first, tables of any kind last. Of several formats with
# one ending the first is written where no name is given.
FORMATS: tuple[Format, ...] = (
    Format("journey", (".json",), "interchange", begins=b"{"),
    Format("poster", (".pdf", ".png", ".svg", ".html", ".htm"), "posters", writes=False),
    Format("drawio", (".drawio",), "drawings.drawio", begins=b"<"),
    Format("cjml", (".cjml", ".xml"), "cjml", begins=b"<"),
    Format("excalidraw", (".excalidraw",), "drawings.excalidraw", begins=b"{"),
    Format("ojf", (".ojf",), "ojf", begins=b"{"),
    Format("lanescape", (".json",), "lanescape", begins=b"{[<"),
    Format("cjm-yaml", (".yaml", ".yml"), "cjm_yaml"),
    Format("ujg", (".jsonld",), "ujg", begins=b"{"),
    Format("theydo", (".json",), "theydo", begins=b"{"),
    Format("theydo-insights", (".json",), "theydo.only_insights", reads=False),
    Format("theydo-opportunities", (".json",), "theydo.only_opportunities", reads=False),
    Format("theydo-solutions", (".json",), "theydo.only_solutions", reads=False),
    Format("theydo-metrics", (".json",), "theydo.only_metrics", reads=False),
    Format("theydo-feedback", (".json",), "theydo.only_feedback", reads=False),
    Format("markdown", (".md", ".markdown"), "markdown", reads=False),
    Format("mermaid", (".mmd", ".mermaid", ".md", ".markdown"), "mermaid"),
    Format("dgmo", (".dgmo",), "dgmo"),
    Format("html", (".html", ".htm"), "web_page", reads=False),
    Format("pptx", (".pptx",), "powerpoint", reads=False),
    Format("cjml-workbook", (".xlsx",), "cjml.workbook", begins=b"P", asked=True),
    Format("xlsx", (".xlsx", ".xlsm"), "tables.spreadsheet", scales=True, begins=b"P"),
    Format("tsv", (".tsv", ".tab"), "tables.tsv_file", loose=True, scales=True),
    Format("csv", (".csv",), "tables.csv_file", loose=True, scales=True),
    Format("jira", (".csv",), "tasks.jira", reads=False),
    Format("azure-devops", (".csv",), "tasks.azure", reads=False),
    Format("trello", (".csv",), "tasks.trello", reads=False),
    Format("planner", (".csv",), "tasks.planner", reads=False),
)


def by_name(name: str) -> Format:
    """The format of that name. UnknownFormat names those there are."""
    wanted = name.strip().casefold()
    for each in FORMATS:
        if each.name == wanted:
            return each
    names = ", ".join(each.name for each in FORMATS)
    raise UnknownFormat(t("exchange.format_unknown", format=name[:40], names=names))


def for_ending(name: str) -> Format | None:
    """The format that a file of that name is written in, by its ending; None where none is."""
    return next((each for each in of_ending(name) if each.writes and not each.asked), None)


def of_ending(name: str) -> tuple[Format, ...]:
    """All formats whose files end like that name."""
    ending = PurePath(name).suffix.casefold()
    return tuple(each for each in FORMATS if ending and ending in each.endings)


def recognise(data: bytes, name: str) -> Format:
    """The format that these bytes are in; `name` is the name of their file.

    UnknownFormat where nobody knows them and their ending is nobody's.
    """
    ended = of_ending(name)
    begin = _beginning(data)
    readers = [each for each in FORMATS if each.reads and each.may_be(begin)]
    readers.sort(key=lambda each: (each.loose, each not in ended))  # what is likely, first
    for each in readers:
        if each.reader().recognises(data):
            return each
    for each in ended:
        if each.reads:
            return each
    raise UnknownFormat(t("exchange.not_recognised", name=PurePath(name).name[:60]))


def _in_language(found: Found, language: str) -> Found:
    """The maps in that language, whatever their file says; a loss where there is no such one."""
    offer = found.offer._replace(chosen=found.offer.chosen._replace(language=language))
    try:
        known = registers("map")["language"].read(language)
    except ValueError:
        loss = Loss("dropped", "map.language", "", t("model.loss.value"))
        return replace(found, offer=offer, losses=(*found.losses, loss))
    maps = {each.id: structs.replace(each, language=known) for each in found.snapshot.maps()}
    records = {**found.snapshot.records, **maps}
    return replace(found, offer=offer, snapshot=replace(found.snapshot, records=records))


def _beginning(data: bytes) -> bytes:
    """The first sign of a file after its mark and blanks; "" where it may be in UTF-16 or 32."""
    head = data[:_HEAD]
    if b"\0" in head[:4]:
        return b""
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return head[:1] if head and head[0] < 0x80 else b""
