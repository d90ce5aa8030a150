"""PPO's clipped objective, its gradient, and two estimates of the divergence.

Source: Schulman et al. (2017), equation 7. Log-probabilities and advantages (N,) of
actions drawn from the old policy, in nats. O(N) time.
"""

import numpy as np


# --8<-- [start:loss]
def ppo_clip(logp_new, logp_old, advantages, epsilon=0.2):
    """Return the loss, its gradient (N,) in logp_new, and the ratios (N,).

    The loss is -mean min(ratio A, clip(ratio) A). A sample's gradient is zero only
    where the clipped term is the smaller one.
    """
    logp_new, logp_old, advantages = _checked(logp_new, logp_old, advantages, epsilon)
    ratio = np.exp(logp_new - logp_old)
    clipped = np.clip(ratio, 1 - epsilon, 1 + epsilon)
    objective = np.minimum(ratio * advantages, clipped * advantages)
    active = ratio * advantages <= clipped * advantages
    slope = np.where(active, ratio * advantages, 0)  # d ratio / d logp_new = ratio
    return -objective.mean(), -slope / len(ratio), ratio


# --8<-- [end:loss]


# --8<-- [start:kl]
def kl_estimates(logp_new, logp_old):
    """Return two terms (N,) whose means estimate KL(old || new) from old samples.

    Both are unbiased where old covers new; only the second is never negative.
    """
    log_ratio = np.asarray(logp_new, float) - np.asarray(logp_old, float)
    return -log_ratio, np.expm1(log_ratio) - log_ratio


# --8<-- [end:kl]


def _checked(logp_new, logp_old, advantages, epsilon):
    arrays = [np.asarray(x, float) for x in (logp_new, logp_old, advantages)]
    shapes = {x.shape for x in arrays}
    if len(shapes) > 1 or arrays[0].ndim != 1 or not arrays[0].size:
        raise ValueError(f"expected three non-empty (N,) arrays, got {shapes}")
    if not 0 < epsilon < 1:
        raise ValueError(f"expected epsilon in (0, 1), got {epsilon}")
    return arrays
