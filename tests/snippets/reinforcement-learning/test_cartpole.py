import gymnasium
import numpy as np
import pytest
from snippets.reinforcement_learning.cartpole import MAX_STEPS, reset, step


def test_agrees_with_gymnasium_step_by_step():
    rng = np.random.default_rng(3)
    world = gymnasium.make("CartPole-v1")
    assert world.spec.max_episode_steps == MAX_STEPS
    falls = 0
    for seed in range(5):
        state = world.reset(seed=seed)[0].astype(float)
        world.unwrapped.state = tuple(state)
        fallen = False
        while not fallen:
            action = int(rng.random() < 0.5)
            ours, falls_now = step(state[None], np.array([action]))
            theirs, reward, fallen, _, _ = world.step(action)
            assert ours[0] == pytest.approx(theirs, abs=1e-5)
            assert falls_now[0] == fallen and reward == 1
            state = ours[0]
        falls += 1
    assert falls == 5


def test_starts_lie_near_the_upright():
    starts = reset(1009, np.random.default_rng(0))
    assert starts.shape == (1009, 4) and np.abs(starts).max() <= 0.05


def test_mirror_image():
    state = np.random.default_rng(1).normal(0, 0.1, (7, 4))
    action = np.array([0, 1, 1, 0, 1, 0, 0])
    there, fallen = step(state, action)
    back, also = step(-state, 1 - action)
    assert back == pytest.approx(-there) and np.array_equal(fallen, also)


def test_shapes_are_told():
    with pytest.raises(ValueError, match=r"state \(3, 4\), got \(2, 4\)"):
        step(np.zeros((2, 4)), np.zeros(3))
