"""Where the time of a training step goes, and what a fix can gain.

The accelerator works, then sits in gaps that the host causes; loading overlaps with
both, so that only what exceeds them is waited for. Seconds, bytes, FLOP/s.

Sources: Amdahl (1967) for the bound; Chowdhery et al. (2022), PaLM, appendix B, for
model FLOPs utilization (without attention's share of the FLOPs).
"""

from dataclasses import dataclass

PEAK_FLOPS = 989e12  # H100 SXM, dense bf16
BANDWIDTH = 3.35e12  # bytes per second of its memory


# --8<-- [start:amdahl]
def amdahl(share, factor):
    """Return the speed-up if a share of the time becomes `factor` times faster."""
    if not 0 <= share <= 1 or factor <= 0:
        raise ValueError(f"expected share in [0, 1], factor > 0, got {share}, {factor}")
    return 1 / (1 - share + share / factor)


def mfu(parameters, tokens_per_second, devices=1, peak=PEAK_FLOPS):
    """Return model FLOPs utilization: 6 N per token over the peak of all devices."""
    return 6 * parameters * tokens_per_second / (devices * peak)


# --8<-- [end:amdahl]


@dataclass(frozen=True, slots=True)
class Step:
    """One training step on one device."""

    parameters: float
    tokens: int
    matmul_rate: float  # FLOP/s that matrix products reach
    streamed: float  # bytes moved by element-wise kernels and the optimizer
    gaps: float  # seconds without a kernel: launches, synchronization
    load: float  # seconds to load one batch in one worker
    workers: int

    # --8<-- [start:parts]
    def parts(self):
        """Return {part: seconds}; they sum to the time of the step."""
        busy = {
            "matrix products": 6 * self.parameters * self.tokens / self.matmul_rate,
            "element-wise": self.streamed / BANDWIDTH,
            "gaps": self.gaps,
        }
        waiting = max(0.0, self.load / self.workers - sum(busy.values()))
        return busy | {"waiting for data": waiting}

    # --8<-- [end:parts]

    @property
    def seconds(self):
        """Time of one step."""
        return sum(self.parts().values())

    @property
    def mfu(self):
        """Model FLOPs utilization against the bf16 peak."""
        return mfu(self.parameters, self.tokens / self.seconds)
