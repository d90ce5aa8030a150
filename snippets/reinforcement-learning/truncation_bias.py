"""What a time limit does to a learned value when it is taken for an ending.

Source: Pardo et al. (2018). One state pays a reward at every step, forever; the
simulator cuts after `limit` steps. Its value is reward / (1 - gamma).
"""


# --8<-- [start:targets]
def learned_value(reward, gamma, limit, bootstrap, sweeps=10_000):
    """Return the fixed point of averaging TD targets over an episode of `limit` steps.

    Of every `limit` transitions the last one is cut. With bootstrap its target is
    reward + gamma V like the others, without it is the reward alone.
    """
    if not 0 <= gamma < 1 or limit < 1:
        raise ValueError(
            f"expected gamma in [0, 1) and limit >= 1, got {gamma}, {limit}"
        )
    value = 0.0
    for _ in range(sweeps):
        inner = (limit - 1) * (reward + gamma * value)
        last = reward + gamma * value if bootstrap else reward
        value = (inner + last) / limit
    return value


def merged_value(reward, gamma, limit):
    """Return the same fixed point in closed form for targets without bootstrap.

    V = reward + gamma (1 - 1 / limit) V: the cut acts like a further discount.
    """
    return reward / (1 - gamma * (1 - 1 / limit))


# --8<-- [end:targets]
