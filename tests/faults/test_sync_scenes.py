# SPDX-License-Identifier: Apache-2.0
"""Scenes of a shared folder told one by one, with the fault at its worst moment."""

import dataclasses
from collections.abc import Iterator

import pytest
from msgspec import structs

from journey_studio.sync.round import exchange
from tests.faults.conftest import Report
from tests.faults.tally import Tally
from tests.sync.simulation import deeds, faults
from tests.sync.simulation.person import Person
from tests.sync.simulation.runs import a_place
from tests.sync.simulation.world import DAY, World


@pytest.fixture
def world() -> Iterator[World]:
    with a_place() as place:
        made = World(place, 11, people=4)
        with made.at_work():
            yield made


def _meet(world: World, people: list[Person], days: int = 0) -> None:
    """Everything of these people is carried to and fro."""
    for _ in range(2):
        for person in people:
            person.client.carry()
            person.round()
            person.client.carry()
    if days:
        world.wait(days * DAY)


def _ended(world: World, tally: Tally, what: str, report: Report) -> None:
    world.finish()
    tally["survived"] = tally["injected"]
    tally["edits acknowledged"] = len(world.ledger.acknowledged)
    tally["edits lost"] = world.lost()
    report(what, tally)
    assert tally["edits lost"] == 0
    assert tally["injected"] > 0


def test_a_month_offline_while_the_others_tidy_up(world: World, report: Report) -> None:
    *present, away = world.people
    _meet(world, world.people)
    away.client.online = False
    ever: set[str] = set()
    tally = Tally()
    for _ in range(30):
        for person in world.people:
            deeds.edit(world, person)
            person.round()
        _meet(world, present, days=1)
        ever |= world.cloud.files.keys()
        tally["days offline"] += 1
    tally["injected"] = tally["files gone meanwhile"] = len(ever - world.cloud.files.keys())
    tally["packs"] = sum(data[4:5] == b"p" for data in world.cloud.files.values())
    _ended(world, tally, "a month offline, the folder tidied up meanwhile", report)
    assert tally["packs"] > 0


def test_every_file_spoilt_at_once_in_every_way(world: World, report: Report) -> None:
    tally = Tally()
    for kind, damage in sorted(faults.SPOIL.items()):
        for person in world.people:
            deeds.edit(world, person)
        _meet(world, world.people)
        for path, data in world.cloud.files.items():
            world.cloud.files[path] = damage(data, world.chance)
            tally[kind] += 1
            tally["injected"] += 1
        _meet(world, world.people, days=2)
    _ended(world, tally, "every file of the folder spoilt, six times over", report)


def test_every_file_doubled_renamed_and_in_other_letters(world: World, report: Report) -> None:
    tally = Tally()
    strange = (faults.double, faults.rename, faults.recase, faults.misplace, faults.litter)
    for person in world.people:
        for _ in range(5):
            deeds.edit(world, person)
    for person in world.people[:2]:
        person.round()
        person.client.carry()
    for _ in range(20):
        for change in strange:
            tally[change(world.cloud.files, world.chance)] += 1
            tally["injected"] += 1
    _ended(world, tally, "names of every kind before anybody has read a file", report)


def test_the_author_leaves_and_then_the_folder_is_emptied(world: World, report: Report) -> None:
    author, reader, *others = world.people
    for other in others:
        other.client.online = False
    for _ in range(10):
        deeds.edit(world, author)
    _meet(world, [author, reader])
    author.left = True
    world.cloud.wipe()
    tally = Tally(injected=1, wiped=1)
    _ended(world, tally, "everything deleted, and who wrote it has left", report)


def test_two_of_one_computer_go_on_from_the_same_memory(world: World, report: Report) -> None:
    tally = Tally()
    first = world.people[0]
    for _ in range(4):
        deeds.edit(world, first)
        deeds.clone(world, first)
        tally["cloned"] += 1
        tally["injected"] += 1
    for _ in range(8):
        for person in world.present:
            deeds.edit(world, person)
            deeds.undo(world, person)
            person.round()
            person.client.carry(0.5)
    _ended(world, tally, "one computer running five times", report)


def test_clocks_eight_hundred_days_apart_and_turning_back(world: World, report: Report) -> None:
    tally = Tally()
    for turn in range(12):
        for number, person in enumerate(world.people):
            person.skew = (-1) ** (turn + number) * 400 * DAY
            person.set_clock(world.time)
            tally["clock jumps"] += 1
            tally["injected"] += 1
            deeds.edit(world, person)
        deeds.strike(world, world.someone())
        _meet(world, world.people, days=1)
    _ended(world, tally, "clocks 800 days apart that turn back and forth", report)


def test_a_power_cut_at_every_call_of_a_round(world: World, report: Report) -> None:
    """One after the other, until a round needs no more calls; each start finds a sound disk."""
    tally = Tally()
    one, other = world.people[:2]
    for _ in range(4):
        deeds.edit(world, other)
        other.round()
        other.client.carry()
        for _ in range(4):
            deeds.edit(world, one)
        one.client.carry()
        calls = 1
        while one.cut_short(calls, world.chance):
            calls += 1
            tally["power cuts"] += 1
            tally["injected"] += 1
        one.client.carry()
    _ended(world, tally, "a power cut at every call of a round", report)
    assert tally["power cuts"] > 80


def test_a_copy_that_went_wrong_is_noticed_every_time(world: World, report: Report) -> None:
    tally = Tally()
    _meet(world, world.people)
    for number in range(10):
        deeds.edit(world, world.people[0])
        _meet(world, world.people)
        wrong, right = world.people[1:3]
        sound = wrong.member.document.snapshot
        card = structs.replace(sound.records["card-5"], text=f"wrong {number}")
        records = {**sound.records, "card-5": card}
        wrong.member.document.snapshot = dataclasses.replace(sound, records=records)
        wrong.member._written.add(("card-5", "text"))
        exchange(wrong.member, wrong.folder)
        wrong.client.carry()
        right.client.carry()
        told = exchange(right.member, right.folder).alarms
        tally["injected"] += 1
        tally["survived"] += len(told) == 1
        wrong.member.document.snapshot = sound
        wrong.member.disk.snapshot = sound
        wrong.start()
        exchange(wrong.member, wrong.folder)
    report("a copy that shows what its change sets do not say", tally)
    assert tally["survived"] == tally["injected"] == 10
