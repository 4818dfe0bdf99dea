# SPDX-License-Identifier: Apache-2.0
"""Hypothesis looks for the shortest way to lose an edit among four people and a shared folder."""

from contextlib import ExitStack

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.sync.simulation import deeds
from tests.sync.simulation.person import Person
from tests.sync.simulation.runs import a_place
from tests.sync.simulation.world import DAY, World

PEOPLE = 4
TRANSPORT = "strike damage wipe roll_back bring_back move_folder reinstall".split()
COMPUTER = "power_cut kill refuse lie forget jump go_offline wait".split()
PEOPLE_CHANGE = "clone back_up restore leave newer".split()
which = st.integers(0, PEOPLE - 1)
luck = st.integers(0, 2**16)


class SharedFolder(RuleBasedStateMachine):
    """Edit, exchange, carry, and let anything go wrong, in any order; at the end all have all."""

    @initialize(seed=luck)
    def start(self, seed: int) -> None:
        self.closing = ExitStack()
        place = self.closing.enter_context(a_place())
        self.world = World(place, seed, PEOPLE)

    def do(self, deed: str, at: int, seed: int) -> None:
        """One deed of one person, by its own chance, so that shorter examples stay examples."""
        world = self.world
        world.chance.seed(seed)
        with world.at_work():
            person: Person = world.present[at % len(world.present)]
            deeds.ALL[deed][1](world, person)
            world.wait(DAY // 50)

    @rule(at=which, seed=luck)
    def edit(self, at: int, seed: int) -> None:
        self.do("edit", at, seed)

    @rule(at=which, seed=luck, verb=st.sampled_from(["undo", "redo", "settle", "picture"]))
    def take_back(self, at: int, seed: int, verb: str) -> None:
        self.do(verb, at, seed)

    @rule(at=which, seed=luck)
    def exchange(self, at: int, seed: int) -> None:
        self.do("round", at, seed)

    @rule(at=which, seed=luck)
    def carry(self, at: int, seed: int) -> None:
        self.do("carry", at, seed)

    @rule(at=which, seed=luck, times=st.integers(1, 3))
    def meet(self, at: int, seed: int, times: int) -> None:
        for _ in range(times):
            for deed in ("carry", "round", "carry"):
                self.do(deed, at, seed)

    @rule(at=which, seed=luck, kind=st.sampled_from(TRANSPORT))
    def transport_fails(self, at: int, seed: int, kind: str) -> None:
        self.do(kind, at, seed)

    @rule(at=which, seed=luck, kind=st.sampled_from(COMPUTER))
    def computer_fails(self, at: int, seed: int, kind: str) -> None:
        self.do(kind, at, seed)

    @rule(at=which, seed=luck, kind=st.sampled_from(PEOPLE_CHANGE))
    def people_change(self, at: int, seed: int, kind: str) -> None:
        self.do(kind, at, seed)

    def teardown(self) -> None:
        if not hasattr(self, "world"):
            return
        with self.closing, self.world.at_work():
            self.world.finish()


SharedFolder.TestCase.settings = settings(
    max_examples=30,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
test_a_shared_folder_loses_nothing = SharedFolder.TestCase
