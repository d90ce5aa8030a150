"""CartPole, N carts at once: push left or right, keep the pole up.

Source: Barto, Sutton & Anderson (1983), with the constants of Gymnasium's CartPole-v1.
State (N, 4): position in m, velocity, angle in rad, angular velocity.
"""

import numpy as np

GRAVITY, CART, POLE, HALF_LENGTH, FORCE, SECONDS = 9.8, 1.0, 0.1, 0.5, 10.0, 0.02
MAX_POSITION, MAX_ANGLE, MAX_STEPS = 2.4, np.deg2rad(12), 500


def reset(carts, rng):
    """Return (carts, 4) starts near the upright."""
    return rng.uniform(-0.05, 0.05, (carts, 4))


def step(state, action):
    """Return the next state (N, 4) and who has fallen (N,). Each step pays 1."""
    if np.shape(state) != (len(action), 4):
        raise ValueError(f"expected a state ({len(action)}, 4), got {np.shape(state)}")
    _, speed, angle, spin = state.T
    sine, cosine, mass = np.sin(angle), np.cos(angle), CART + POLE
    push = np.where(np.asarray(action) == 1, FORCE, -FORCE)
    shared = (push + POLE * HALF_LENGTH * spin**2 * sine) / mass
    inertia = HALF_LENGTH * (4 / 3 - POLE * cosine**2 / mass)
    turn = (GRAVITY * sine - cosine * shared) / inertia
    pull = shared - POLE * HALF_LENGTH * turn * cosine / mass
    rates = np.stack([speed, pull, spin, turn], axis=1)
    following = state + SECONDS * rates
    fallen = (np.abs(following[:, 0]) > MAX_POSITION) | (
        np.abs(following[:, 2]) > MAX_ANGLE
    )
    return following, fallen
