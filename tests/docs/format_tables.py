# SPDX-License-Identifier: Apache-2.0
"""The tables of docs/formats.md as the code has them.

What a format does is tried out: two maps that say something everywhere are written and read back.
`python -m tests.docs.format_tables` writes the tables into the page anew.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from journey_studio.errors import JourneyError
from journey_studio.exchange import interchange
from journey_studio.exchange.embedded import MARK
from journey_studio.exchange.formats import Carries, Choices, Offer, Written
from journey_studio.exchange.registry import FORMATS, Format, by_name
from journey_studio.exchange.reporting import STANDING
from journey_studio.exchange.scales import SCALES, Scale
from journey_studio.exchange.shown import SHOWN
from journey_studio.model.merge import index_children
from journey_studio.model.records import KINDS, Point
from journey_studio.model.renaming import with_other_ids
from journey_studio.model.snapshot import Snapshot
from journey_studio.paint.carried import ATTACHMENT, KEYWORD
from tests.exchange.everything import saying

PAGE = Path("docs/formats.md")
MARKS = re.compile(r"(?<=<!-- table: )(\w+) -->[\s\S]*?\n(?=<!-- end -->)")
POSTER = "poster"  # made by what makes posters, so the registry only knows how to read it
ONLY_READ = {POSTER: "several"}  # the maps they show

_WHOLE = interchange.CARRIES
_PART = "theydo-"  # one part of what the format of that name carries
_BARE = Choices(source=False)
_FOREIGN = "Stage,Step,Lane,Text,Score\nFind,Ask,Doing,Asks a friend,4\nBuy,Pay,Doing,Pays,2\n"
_BEFORE_MARK = re.compile(rb'[^\s{]+ ?"?$')


def _second(record_id: str) -> str:
    return record_id.replace("-", "-second", 1)


@cache
def two_maps() -> tuple[Snapshot, tuple[str, ...]]:
    """Two maps that say something everywhere, also between whole numbers."""
    one, first = saying(str)
    other = with_other_ids(saying(lambda place: f"other {place}")[0], _second)
    records = {
        each.id: replace(each, value=(each.value or 0) * 0.6) if isinstance(each, Point) else each
        for each in (*one.records.values(), *other.records.values())
    }
    return Snapshot(records, children=index_children(records.values())), (first, _second(first))


@cache
def written(found: Format, choices: Choices = _BARE, maps: int = 1) -> Written | None:
    """The maps in a format; None where that cannot be."""
    snapshot, ids = two_maps()
    try:
        return found.writer().write(snapshot, ids[:maps], choices, lambda _: None)
    except JourneyError:
        return None


def _data(found: Format, choices: Choices = _BARE, maps: int = 1) -> bytes:
    made = written(found, choices, maps)
    return made.data if made else b""


def is_inside(found: Format) -> bool:
    """Whether files of a format carry the maps beside what they show."""
    return found.writes and _data(found, Choices()) != _data(found)


_GOING_OUT: Mapping[str, Callable[[Choices], Choices]] = {
    "the map inside": lambda choices: choices._replace(source=True),
    "scale": lambda choices: choices._replace(scale="0-10"),
    "matrix or long": lambda choices: choices._replace(shape="matrix"),
    "slides of stages or of the map": lambda choices: choices._replace(shape="map"),
    "which part": lambda choices: choices._replace(shape="metrics"),
    "separator": lambda choices: choices._replace(separator=";"),
    "decimal sign": lambda choices: choices._replace(decimal=","),
}
_COMING_IN: Mapping[str, str] = {
    "scales": "scale",
    "sheets": "sheets",
    "shapes": "matrix or long",
    "columns": "meaning of columns",
    "encodings": "encoding",
    "separators": "separator",
}


def choices_of_writing(found: Format) -> list[str]:
    """What a person may choose that makes another file."""
    usual = _data(found)
    made = {name: _data(found, change(_BARE)) for name, change in _GOING_OUT.items()}
    return [name for name, data in made.items() if data and data != usual]


def choices_of_reading(found: Format) -> list[str]:
    """What a person may choose about files of a format, or of tables that others made."""
    offers = [_offer(found, _data(found))] if found.writes else []
    if any(offer.shapes for offer in offers):
        table = by_name("csv").reader().read(_FOREIGN.encode(), "table.csv", Choices())
        offers.append(table.offer._replace(encodings=(), separators=()))
    given = {name for offer in offers for name in Offer._fields if getattr(offer, name)}
    language = ["language"] if found.writes and _takes_language(found) else []
    return [name for field, name in _COMING_IN.items() if field in given] + language


def _takes_language(found: Format) -> bool:
    try:
        made = found.read(_data(found), f"map{found.endings[0]}", Choices(language="fr"))
    except JourneyError:
        return False
    return any(each.language == "fr" for each in made.snapshot.maps())


def _offer(found: Format, data: bytes) -> Offer:
    try:
        return found.reader().read(data, f"map{found.endings[0]}", Choices()).offer
    except JourneyError:  # a drawing without its map
        return Offer()


def formats() -> str:
    """Each format: what it is called, its endings, the ways it goes, what a file holds."""
    head = (
        "Format", "`--format`", "Endings", "In", "Out", "Maps shown in one file",
        "Chosen coming in", "Chosen going out",
    )  # fmt: skip
    rows = []
    for each in FORMATS:
        reading = choices_of_reading(each) if each.reads else []
        writing = choices_of_writing(each) if each.writes else []
        if each.name == POSTER:
            writing = ["the map inside", "paper and all else of a poster"]
        ways = ("yes" if each.reads else "", "yes" if writing or each.writes else "")
        endings = " ".join(f"`{ending}`" for ending in each.endings)
        chosen = map(_list, (reading, writing))
        rows.append((each.label, f"`{each.name}`", endings, *ways, _maps_of(each), *chosen))
    return _table(head, rows)


def _maps_of(found: Format) -> str:
    """How many maps a file of a format shows."""
    if not found.writes:
        return ONLY_READ[found.name]
    if _data(found) != _data(found, _BARE, 2):
        return "several"
    return "one" if b"map.title" in _data(found) else "none"


def _list(names: Iterable[str]) -> str:
    return ", ".join(names)


def inside() -> str:
    """Where a file carries its maps beside what it shows."""
    rows = [
        ("PDF", f"the attachment `{ATTACHMENT}`"),
        ("PNG", f"the international text (`iTXt`) of the keyword `{KEYWORD}`"),
        ("SVG", f'the element `<metadata id="{KEYWORD}">`'),
    ]
    for each in FORMATS:
        if is_inside(each):
            rows.append((each.label, _place(_data(each, Choices()))))
    return _table(("File", "The map is in"), rows)


def _place(data: bytes) -> str:
    at = data.find(MARK.encode())
    if at < 0:
        assert f'<script type="application/json" id="{KEYWORD}">'.encode() in data
        return f'the element `<script type="application/json" id="{KEYWORD}">`'
    found = _BEFORE_MARK.search(data[:at])
    assert found
    return f"what follows `{found[0].decode()}{MARK}`"


class Column(NamedTuple):
    """Formats that carry the same: `shows` is what programs other than this one see of it."""

    names: tuple[str, ...]
    carries: Carries
    shows: Carries


def columns() -> list[Column]:
    """The columns of the table of registers."""
    made: list[Column] = []
    for each in FORMATS:
        if (not each.writes and each.name != POSTER) or each.name.startswith(_PART):
            continue
        carries = each.writer().CARRIES if each.writes else _WHOLE
        shows: Carries = SHOWN if each.name == POSTER else _shown_by(each, carries)
        for number, (names, one, other) in enumerate(made):
            if (one, other) == (carries, shows):
                made[number] = Column((*names, each.name), one, other)
                break
        else:
            made.append(Column((each.name,), carries, shows))
    return made


def _shown_by(found: Format, carries: Carries) -> Carries:
    return getattr(found.writer(), "SHOWS", SHOWN if is_inside(found) else carries)


def registers() -> str:
    """Every register of every kind of record, and in which formats it travels."""
    found = columns()
    head = ["Register", *("<br>".join(column.names) for column in found)]
    rows = []
    for kind in KINDS:
        for register in sorted(_WHOLE.get(kind, frozenset()) - STANDING.get(kind, frozenset())):
            rows.append((f"{kind}.{register}", *(_cell(kind, register, each) for each in found)))
    return _table(head, rows)


def _cell(kind: str, register: str, column: Column) -> str:
    if register not in column.carries.get(kind, ()):
        return ""
    return "●" if register in column.shows.get(kind, ()) else "○"


def scales() -> str:
    """The scales by their fixed numbers, and the experience value of the numbers between."""
    head = ("Scale", "Worst (−1)", "Neutral (0)", "Best (+1)", "Value of the number *s*")
    return _table(head, [_scale(scale) for scale in SCALES.values()])


def _scale(scale: Scale) -> tuple[str, ...]:
    up, down = scale.best - scale.neutral, scale.neutral - scale.worst
    less = f"s − {scale.neutral:g}" if scale.neutral else "s"
    value = _over(less, up)
    if up != down:
        value = f"{value} from {scale.neutral:g} up, {_over(less, down)} below"
    ends = (f"{end:g}".replace("-", "−") for end in (scale.worst, scale.neutral, scale.best))
    return (f"`{scale.name}`", *ends, value)


def _over(less: str, span: float) -> str:
    if span == 1:
        return less
    return f"({less}) / {span:g}" if " " in less else f"{less} / {span:g}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        f"| {' | '.join(cell.replace('|', '&#124;') for cell in each)} |" for each in lines
    )


TABLES: Mapping[str, Callable[[], str]] = {
    "formats": formats,
    "inside": inside,
    "registers": registers,
    "scales": scales,
}


def with_tables(page: str) -> str:
    """The page with its tables as the code has them."""
    return MARKS.sub(lambda mark: f"{mark[1]} -->\n{TABLES[mark[1]]()}\n", page)


if __name__ == "__main__":
    PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
