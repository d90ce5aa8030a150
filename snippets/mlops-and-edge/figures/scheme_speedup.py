"""What two schemes gain over 16 bits, by tokens in flight."""

import numpy as np
from matplotlib.figure import Figure
from snippets.mlops_and_edge.quantization_costs import effective_bits, step_time

PARAMETERS, BANDWIDTH, PEAK, PEAK_INT8 = 7e9, 2e12, 300e12, 600e12


def draw() -> Figure:
    """Return the bounds on the speed-up for 4-bit weights and for W8A8."""
    figure = Figure(figsize=(7, 3.2), layout="constrained")
    axes = figure.subplots()
    tokens = np.geomspace(1, 4096, 90)
    schemes = {
        "W4A16, 4.156 bits": (effective_bits(4, 128, zero_bits=4), PEAK),
        "W8A8": (8, PEAK_INT8),
    }
    plain = np.array([step_time(t, PARAMETERS, 16, PEAK, BANDWIDTH) for t in tokens])
    for number, (name, (bits, peak)) in enumerate(schemes.items()):
        times = [step_time(t, PARAMETERS, bits, peak, BANDWIDTH) for t in tokens]
        axes.plot(tokens, plain / times, color=f"C{number}", linewidth=2, label=name)
    axes.axhline(1, color="C5", linestyle="--", linewidth=1.2)
    axes.set(
        xscale="log",
        xlabel="tokens in flight",
        ylabel="speed-up over 16 bits",
        ylim=(0, 4.3),
    )
    axes.set_xticks([1, 10, 100, 1000], ["1", "10", "100", "1,000"])
    axes.legend(fontsize=9, loc="upper right")
    return figure
