"""Roofline of array operations: work over bytes, and what a clock says.

A kernel that does F operations and moves Q bytes cannot finish before
max(F / peak, Q / bandwidth). Its intensity F / Q, in FLOP per byte, decides which.

Source: Williams, Waterman & Patterson (2009), Roofline, the formula for attainable
performance. Bytes are the compulsory ones: each input read once, each output written.
"""

import statistics
import time

import numpy as np


# --8<-- [start:intensity]
def gemm(n, itemsize):
    """Return (FLOPs, bytes) of the product of two n x n matrices."""
    return 2 * n**3, 3 * n**2 * itemsize


def elementwise(n, itemsize, inputs=2, flops=1):
    """Return (FLOPs, bytes) of an operation on each of n elements, one output."""
    return flops * n, (inputs + 1) * n * itemsize


def attainable(work, peak, bandwidth):
    """Return FLOP/s under the roof: work is (FLOPs, bytes); peak FLOP/s, bytes/s."""
    flops, moved = work
    if min(flops, moved, peak, bandwidth) <= 0:
        raise ValueError(
            f"expected positive work and rates, got {work}, {peak}, {bandwidth}"
        )
    return min(peak, flops / moved * bandwidth)


# --8<-- [end:intensity]


# --8<-- [start:timing]
def seconds(function, runs=11, warmup=3, clock=time.perf_counter, finish=lambda: None):
    """Return (median, p95) of the run time, after warm-up runs that do not count.

    finish: waits for asynchronous work, on a GPU torch.cuda.synchronize.
    """
    if runs < 1:
        raise ValueError(f"expected at least one run, got {runs}")
    times = []
    for run in range(warmup + runs):
        finish()
        start = clock()
        function()
        finish()
        if run >= warmup:
            times.append(clock() - start)
    return statistics.median(times), sorted(times)[int(np.ceil(0.95 * runs)) - 1]


# --8<-- [end:timing]


if __name__ == "__main__":
    rng = np.random.default_rng(0)
    for size in (64, 256, 1024):
        a, b = rng.random((2, size, size), dtype=np.float32)
        median, _ = seconds(lambda a=a, b=b: a @ b)
        print(f"gemm {size:>5}: {gemm(size, 4)[0] / median / 1e9:7.1f} GFLOP/s")
    x, y = rng.random((2, 2**24), dtype=np.float32)
    out = np.empty_like(x)
    median, _ = seconds(lambda: np.add(x, y, out=out))
    flops, moved = elementwise(x.size, 4)
    print(f"add: {flops / median / 1e9:.2f} GFLOP/s, {moved / median / 1e9:.1f} GB/s")
