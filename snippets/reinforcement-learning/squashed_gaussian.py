"""SAC's policy, a Gaussian squashed by tanh, and the update of its temperature.

Source: Haarnoja et al. (2018), Soft Actor-Critic, appendix C (density);
Haarnoja et al. (2018), SAC Algorithms and Applications, section 5 (temperature).
Actions (N, D) in (-1, 1), log-densities (N,) in nats.
"""

import numpy as np


# --8<-- [start:density]
def squashed_log_density(pre_tanh, mean, log_std):
    """Return log pi(a) (N,) of a = tanh(u), u (N, D) normal; finite for large u.

    log pi(a) = log N(u) - sum log(1 - tanh(u)²). The last term is computed as
    2 (log 2 - u - softplus(-2 u)): 1 - tanh(u)² itself rounds
    to zero near u = 19, in 32 bits near u = 9.
    """
    if np.shape(pre_tanh) != np.shape(mean) or np.ndim(pre_tanh) != 2:
        got = np.shape(pre_tanh), np.shape(mean)
        raise ValueError(f"expected two equal shapes (N, D), got {got}")
    score = (pre_tanh - mean) / np.exp(log_std)
    normal = -0.5 * (score**2 + np.log(2 * np.pi)) - log_std
    slope = 2 * (np.log(2) - pre_tanh - np.logaddexp(0, -2 * pre_tanh))
    return (normal - slope).sum(axis=1)


# --8<-- [end:density]


# --8<-- [start:temperature]
def temperature_step(log_alpha, log_densities, target_entropy, rate):
    """Return log alpha after one gradient step on E[-alpha (log pi + target)].

    Entropy above the target lowers alpha, entropy below it raises alpha.
    """
    if rate <= 0:
        raise ValueError(f"expected rate > 0, got {rate}")
    excess = -np.mean(log_densities) - target_entropy  # entropy minus target
    return log_alpha - rate * np.exp(log_alpha) * excess


# --8<-- [end:temperature]
