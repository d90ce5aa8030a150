"""One screening result three ways: percentages, a tree of people, an icon array."""

from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from snippets.strategy.natural_frequencies import natural_frequencies

ROWS, COLUMNS = 25, 40
RATES = {"prevalence": 0.01, "sensitivity": 0.9, "false_positive_rate": 0.09}
COUNTS = natural_frequencies(ROWS * COLUMNS, **RATES)


def draw() -> Figure:
    """Return the percentages and their tree beside an array of 1,000 people."""
    figure = Figure(figsize=(8, 3.6), layout="constrained")
    left, right = figure.subplots(1, 2, width_ratios=(1, 1.15))
    _tree(left)
    _icons(right)
    return figure


def _tree(axes):
    axes.set_axis_off()
    axes.set(xlim=(0, 1), ylim=(0, 1), title="percentages, then people")
    text = "1 % are ill; of these 90 % test positive;\nof the healthy 9 % test positive"
    axes.text(0.5, 0.93, text, ha="center", va="center", fontsize=8.5)
    ill = COUNTS.ill_positive + COUNTS.ill_negative
    boxes = [
        (0.5, 0.72, "1,000 people"),
        (0.22, 0.45, f"{ill} ill"),
        (0.78, 0.45, f"{1000 - ill} healthy"),
        (0.08, 0.14, f"{COUNTS.ill_positive}\npositive"),
        (0.36, 0.14, f"{COUNTS.ill_negative}\nnegative"),
        (0.64, 0.14, f"{COUNTS.healthy_positive}\npositive"),
        (0.92, 0.14, f"{COUNTS.healthy_negative}\nnegative"),
    ]
    for parent, child in [(0, 1), (0, 2), (1, 3), (1, 4), (2, 5), (2, 6)]:
        (x, y, _), (to_x, to_y, _) = boxes[parent], boxes[child]
        axes.plot([x, to_x], [y - 0.06, to_y + 0.09], color="C0", linewidth=1)
    for x, y, label in boxes:
        axes.text(x, y, label, ha="center", va="center", fontsize=9.5)


def _icons(axes):
    axes.set_axis_off()
    axes.set(
        xlim=(0, COLUMNS), ylim=(ROWS, -0.2), aspect="equal", title="each a person"
    )
    first = 0
    for count, color, alpha, label in [
        (COUNTS.ill_positive, "C4", 1, "ill, positive"),
        (COUNTS.ill_negative, "C3", 1, "ill, negative"),
        (COUNTS.healthy_positive, "C1", 1, "healthy, positive"),
        (COUNTS.healthy_negative, "C0", 0.22, "healthy, negative"),
    ]:
        places = [divmod(n, ROWS) for n in range(first, first + count)]
        people = Path.make_compound_path(*(_square(x, y) for x, y in places))
        patch = PathPatch(people, facecolor=color, edgecolor="none", alpha=alpha)
        patch.set_label(f"{label}: {count}")
        axes.add_patch(patch)
        first += count
    axes.legend(fontsize=8, loc="upper center", bbox_to_anchor=(0.5, 0), ncols=2)


def _square(x, y):
    """Return one person; a path for all of a kind keeps the drawing small."""
    placed = Affine2D().scale(0.72).translate(x + 0.14, y + 0.14)
    return Path.unit_rectangle().transformed(placed)
