"""How far PPO-clip lets the policy go: the learning rate decides, not the clip."""

import numpy as np
from matplotlib.figure import Figure
from snippets.reinforcement_learning.natural_gradient_cg import softmax_policy
from snippets.reinforcement_learning.ppo_clip_grad import ppo_clip

STATES, ACTIONS, SIZE, SAMPLES, MINIBATCH = 29, 5, 60, 512, 64
EPOCHS, RATES, EPSILON, STOP = 10, (0.1, 0.3, 1.0), 0.2, 0.02


def drift(rate, seed=0):
    """Return by epoch the smallest and largest ratio, share outside, and exact KL.

    A softmax policy with shared features takes plain gradient steps on minibatches of
    one rollout. The advantages are noise: what a poor critic may deliver.
    """
    rng = np.random.default_rng(seed)
    features = rng.normal(size=(STATES, ACTIONS, SIZE))
    parameters = 0.1 * rng.normal(size=SIZE)
    old = softmax_policy(features, parameters)
    states = rng.integers(STATES, size=SAMPLES)
    actions = np.array([rng.choice(ACTIONS, p=old[state]) for state in states])
    advantages, logp_old = rng.normal(size=SAMPLES), np.log(old[states, actions])
    rows = []
    for _ in range(EPOCHS + 1):
        new = softmax_policy(features, parameters)
        ratio = np.exp(np.log(new[states, actions]) - logp_old)
        outside = (np.abs(ratio - 1) > EPSILON).mean()
        divergence = (old * np.log(old / new)).sum(axis=1).mean()
        rows.append((ratio.min(), ratio.max(), outside, divergence))
        for batch in rng.permutation(SAMPLES).reshape(-1, MINIBATCH):
            s, a = states[batch], actions[batch]
            new = softmax_policy(features, parameters)[s]
            logp = np.log(new[np.arange(len(s)), a])
            _, gradient, _ = ppo_clip(logp, logp_old[batch], advantages[batch], EPSILON)
            scores = features[s, a] - np.einsum("na,nak->nk", new, features[s])
            parameters = parameters - rate * gradient @ scores
    return np.array(rows)


def draw() -> Figure:
    """Return the largest ratio and the divergence by epoch, for each rate."""
    figure = Figure(figsize=(8, 3.4), layout="constrained")
    left, right = figure.subplots(1, 2)
    epochs = np.arange(EPOCHS + 1)
    for number, rate in enumerate(RATES):
        rows, style = drift(rate), {"color": f"C{number}", "marker": "os^"[number]}
        left.plot(epochs, rows[:, 1], label=f"rate {rate:g}", markersize=4, **style)
        right.plot(
            epochs[1:], rows[1:, 3], label=f"rate {rate:g}", markersize=4, **style
        )
    left.axhline(1 + EPSILON, color="C3", linestyle="--", label="1 + ε")
    right.axhline(STOP, color="C3", linestyle="--", label="stop at 0.02")
    left.set(xlabel="epochs on one rollout", title="largest ratio", yscale="log")
    left.set_yticks([1, 2, 5, 10], ["1", "2", "5", "10"])
    left.minorticks_off()
    right.set(xlabel="epochs on one rollout", title="KL(old, new)", yscale="log")
    right.set(ylim=(3e-3, 5), xlim=left.get_xlim())
    for axes in (left, right):
        axes.legend(fontsize=8, frameon=False, loc="upper left", ncols=2)
    left.set_ylim(0.9, 40)
    return figure
