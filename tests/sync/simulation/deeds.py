# SPDX-License-Identifier: Apache-2.0
"""All that can happen in the simulation, each with a name and how often it does."""

import json
from collections.abc import Callable

from journey_studio.model.change import read_change
from tests.sync.simulation.disk import REFUSALS
from tests.sync.simulation.edits import PROJECT
from tests.sync.simulation.faults import SPOIL
from tests.sync.simulation.oracle import UNREADABLE
from tests.sync.simulation.person import Person
from tests.sync.simulation.world import DAY, HOUR, World

MOST_SKEW = 400 * DAY
MOST_PEOPLE = 3  # times as many as in the beginning: clones take part from then on
Deed = Callable[[World, Person], None]


def edit(world: World, person: Person) -> None:
    """Some edits, more or fewer by how busy people are."""
    for _ in range(world.chance.randint(1, world.busy)):
        made = person.member.edit(person.member.hand.next(person.member.document.snapshot))
        world.tally["edits"] += made is not None  # now and then there is nothing to do it to


def undo(world: World, person: Person) -> None:
    """Some steps back."""
    for _ in range(world.chance.randint(1, 3)):
        person.member.step_back()
    world.tally["undone"] += 1


def redo(world: World, person: Person) -> None:
    """Some steps forward again."""
    for _ in range(world.chance.randint(1, 3)):
        person.member.step_back(redo=True)
    world.tally["redone"] += 1


def settle(_world: World, person: Person) -> None:
    """A conflict is decided."""
    person.member.settle()


def picture(_world: World, person: Person) -> None:
    """A picture is put on a card."""
    person.member.add_picture()


def a_round(world: World, person: Person) -> None:
    """The program exchanges with the folder on its computer."""
    person.round()
    world.tally["rounds"] += 1


def carry(world: World, person: Person) -> None:
    """The service carries a part of what there is, some of it half at first."""
    person.client.carry(world.chance.choice([0.1, 0.5, 0.9, 1.0]), 0.15)


def power_cut(world: World, person: Person) -> None:
    """The computer dies in the middle of a round, at some call of the operating system."""
    person.cut_short(world.chance.randint(1, 80), world.chance)
    world.tally["power cuts"] += 1


def kill(world: World, person: Person) -> None:
    """The program dies while it is doing nothing in particular."""
    person.start()
    world.tally["killed"] += 1


def refuse(world: World, person: Person) -> None:
    """The disk refuses in the middle of a round."""
    kind = world.chance.choice(list(REFUSALS))
    person.refused(world.chance.randint(1, 40), world.chance, REFUSALS[kind])
    world.tally[kind] += 1


def lie(world: World, person: Person) -> None:
    """The disk spoils packs while loose files are put together."""
    person.lied_to(world.chance)
    world.tally["disk lied"] += 1


def wait(world: World, _person: Person) -> None:
    """Hours pass."""
    world.wait(9 * HOUR)


def strike(world: World, _person: Person) -> None:
    """Lasting faults in the cloud."""
    for _ in range(world.chance.randint(1, 4)):
        world.cloud.strike(world.chance)
    world.cloud.remember()


def damage(world: World, person: Person) -> None:
    """A file is damaged on the way up."""
    kind = world.chance.choice(list(SPOIL))
    person.client.damage(kind, SPOIL[kind])


def wipe(world: World, _person: Person) -> None:
    """Somebody deletes everything there is in the cloud."""
    world.cloud.remember()
    world.cloud.wipe()


def roll_back(world: World, _person: Person) -> None:
    """The cloud is put back to an earlier day."""
    world.cloud.go_back(world.chance)


def bring_back(world: World, _person: Person) -> None:
    """Deleted files are back."""
    world.cloud.bring_back(world.chance)


def go_offline(world: World, person: Person) -> None:
    """A computer is without a network from now on, or has it again."""
    person.client.online = not person.client.online
    world.tally["offline"] += not person.client.online


def jump(world: World, person: Person) -> None:
    """A clock is set wrong, forward or back, by up to 400 days."""
    person.skew = world.chance.randint(-MOST_SKEW, MOST_SKEW)
    person.set_clock(world.time)
    world.tally["clock jumps"] += 1


def clone(world: World, person: Person) -> None:
    """A computer is copied with everything in memory, and both copies go on."""
    if len(world.present) >= world.first * MOST_PEOPLE:
        return
    twin = world.arrive(person.member.disk.copy())
    twin.become(person)
    twin.set_clock(world.time)
    world.tally["cloned"] += 1


def back_up(_world: World, person: Person) -> None:
    """The person's computer is backed up."""
    person.back_up()


def restore(world: World, person: Person) -> None:
    """The backup is put back; what only this computer had since then nobody could bring back, so
    there is none of that.
    """
    if person.backup is not None:
        others = [p.member.disk.changes.keys() for p in world.present if p is not person]
        gone = person.member.disk.changes.keys() - person.backup.changes.keys()
        if all(any(name in other for other in others) for name in gone):
            person.restore(world.ledger.pictures)
            world.tally["backups restored"] += 1


def forget(world: World, person: Person) -> None:
    """What the sync knows on this computer is deleted, or is that of an earlier day."""
    person.forget(old=world.chance.random() < 0.5)
    world.tally["memory lost"] += 1


def move_folder(world: World, person: Person) -> None:
    """The shared folder is copied elsewhere, and the copy is used from now on."""
    person.move_folder()
    world.tally["folder copied"] += 1


def reinstall(world: World, person: Person) -> None:
    """The service's client begins anew: everything that lies here and there is new to it."""
    person.client.forget()
    world.tally["service reinstalled"] += 1


def leave(world: World, person: Person) -> None:
    """A person leaves for good; what they alone had would be gone, so there is none of that."""
    others = [p for p in world.present if p is not person]
    held = [p.member.disk for p in others]
    safe = all(any(n in d.changes for d in held) for n in person.member.disk.changes)
    safe &= all(any(n in d.pictures for d in held) for n in person.member.disk.pictures)
    if len(others) >= 2 and len(others) >= world.first - 1 and safe:
        person.left = True
        world.tally["left for good"] += 1


def newer(world: World, person: Person) -> None:
    """A newer version of the program writes what this one does not know."""
    member = person.member
    card = world.chance.choice([i for i in member.document.snapshot.records if i[:5] == "card-"])
    heads = list(member.document.snapshot.heads.get(card, {}).get("span", ()))
    stamp = member.document.clock.next()
    writes = {
        card: {"aura": [member.hand.word()], "span": [{UNREADABLE: 1}, heads]},
        f"hologram-{member.hand.word()}": {"text": ["light"], "place": [["x", "V"]]},
    }
    body = {
        "v": world.chance.choice([1, 1, 2]),
        "project": PROJECT,
        "stamp": list(stamp),
        "author": list(member.author),
        "label": ["model.label.hologram", {}],
        "writes": writes,
    }
    change = read_change(json.dumps(body, sort_keys=True, separators=(",", ":")).encode())
    member.document.receive([change])
    world.ledger.acknowledge(change.sha256, change.data)
    world.tally["newer program"] += 1


USUAL: dict[str, tuple[float, Deed]] = {
    "edit": (40, edit),
    "undo": (8, undo),
    "redo": (3, redo),
    "settle": (3, settle),
    "picture": (1, picture),
    "round": (45, a_round),
    "carry": (45, carry),
    "wait": (4, wait),
}
FAULTS: dict[str, tuple[float, Deed]] = {
    "power_cut": (4, power_cut),
    "kill": (2, kill),
    "refuse": (3, refuse),
    "lie": (1, lie),
    "strike": (6, strike),
    "damage": (3, damage),
    "wipe": (0.2, wipe),
    "roll_back": (0.4, roll_back),
    "bring_back": (0.6, bring_back),
    "go_offline": (2, go_offline),
    "jump": (1, jump),
    "clone": (0.2, clone),
    "back_up": (1, back_up),
    "restore": (1, restore),
    "forget": (0.6, forget),
    "move_folder": (0.4, move_folder),
    "reinstall": (0.4, reinstall),
    "leave": (0.2, leave),
    "newer": (1, newer),
}
ALL = {**USUAL, **FAULTS}


def run(world: World, edits: int, only: frozenset[str] | None = None) -> None:
    """Let things happen until that many edits were made: everything, or `only` these faults."""
    chosen = ALL if only is None else {**USUAL, **{name: FAULTS[name] for name in sorted(only)}}
    names, weights = list(chosen), [weight for weight, _ in chosen.values()]
    if only:  # few kinds of faults are worth little unless they happen often
        weights = [
            weight if name in USUAL else 8 for name, weight in zip(names, weights, strict=True)
        ]
    with world.at_work():
        while world.tally["edits"] < edits:
            (name,) = world.chance.choices(names, weights)
            ALL[name][1](world, world.someone())
            world.wait(HOUR // 4)
