"""Is a model presumed to carry systemic risk? Training compute against 1e25 FLOPs.

Source: Regulation (EU) 2024/1689, Article 51(2) (cumulative training compute above
10^25 floating-point operations); 6ND, Kaplan et al. (2020), section 2.1.
"""

THRESHOLD = 1e25  # FLOPs


# --8<-- [start:flops]
def training_flops(parameters, tokens):
    """Return 6ND: 2 FLOPs a parameter and token forward, 4 backward.

    parameters: those active for a token (in a mixture of experts not all of them);
    tokens: all that were trained on, repeats included.
    """
    if parameters <= 0 or tokens <= 0:
        raise ValueError(f"expected positive counts, got {parameters} and {tokens}")
    return 6 * parameters * tokens


def classify(parameters, tokens, error=0.3):
    """Return "below", "above" or "borderline" if 6ND is right to a factor 1 ± error."""
    if not 0 <= error < 1:
        raise ValueError(f"expected an error in [0, 1), got {error}")
    flops = training_flops(parameters, tokens)
    if flops * (1 + error) <= THRESHOLD:
        return "below"
    return "above" if flops * (1 - error) > THRESHOLD else "borderline"


# --8<-- [end:flops]


def tokens_to_reach(parameters, flops=THRESHOLD):
    """Return the tokens at which a model of this size reaches the compute."""
    return flops / training_flops(parameters, 1)
