"""How much faster the vectorized snippets are than loops: medians of seven runs."""

import statistics
import time

import numpy as np
from snippets.coding_and_data.bincount_groupby import group_statistics
from snippets.coding_and_data.pairwise_distances import chunked, expanded, loop


def main():
    """Print seconds and ratios; one thread, as the Makefile sets it."""
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(120, 64)), rng.normal(size=(130, 64))
    groups, values = rng.integers(0, 1000, 200_000), rng.normal(size=200_000)
    _compare(
        "distances, 120 x 130 points of 64",
        {
            "loop": lambda: loop(x, y),
            "chunked": lambda: chunked(x, y),
            "expanded": lambda: expanded(x, y),
        },
    )
    _compare(
        "means of 1,000 groups, 200,000 rows",
        {
            "loop": lambda: _loop_means(groups, values),
            "bincount": lambda: group_statistics(groups, values, 1000),
        },
    )


def _loop_means(groups, values):
    sums, sizes = [0.0] * 1000, [0] * 1000
    for group, value in zip(groups.tolist(), values.tolist(), strict=True):
        sums[group] += value
        sizes[group] += 1
    return [total / size for total, size in zip(sums, sizes, strict=True)]


def _compare(title, functions):
    print(title)
    seconds = {name: _median(function) for name, function in functions.items()}
    slowest = max(seconds.values())
    for name, value in seconds.items():
        print(f"  {name:<10} {value * 1e3:9.2f} ms   {slowest / value:7.0f} x")


def _median(function, runs=7):
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


if __name__ == "__main__":
    main()
