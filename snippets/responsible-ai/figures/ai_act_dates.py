"""When parts of the AI Act apply, to scale: as adopted in 2024, as amended in 2026."""

from datetime import date

from matplotlib.dates import date2num
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

# part: (date as adopted or None, date as amended)
DATES = {
    "prohibitions, literacy": (None, date(2025, 2, 2)),
    "GPAI duties, penalties": (None, date(2025, 8, 2)),
    "Art. 50 transparency": (None, date(2026, 8, 2)),
    "marking by older systems": (date(2026, 8, 2), date(2026, 12, 2)),
    "new prohibition (imagery)": (None, date(2026, 12, 2)),
    "high-risk: Annex III": (date(2026, 8, 2), date(2027, 12, 2)),
    "high-risk: Annex I": (date(2027, 8, 2), date(2028, 8, 2)),
}
NOW = date(2026, 11, 15)


def months(earlier, later):
    """Return the whole months between two dates with the same day."""
    return 12 * (later.year - earlier.year) + later.month - earlier.month


def draw() -> Figure:
    """Return one line a part, with an arrow from the old date to the new one."""
    figure = Figure(figsize=(8, 3.6), layout="constrained")
    axes = figure.subplots()
    for row, (before, after) in enumerate(DATES.values()):
        color = "C0" if after <= NOW else "C1"
        axes.plot(date2num(after), row, "o", color=color)
        if before:
            axes.plot(date2num(before), row, "o", mfc="none", color="C1")
            ends = {"xy": (date2num(after), row), "xytext": (date2num(before), row)}
            arrow = {"arrowstyle": "->", "color": "C1", "shrinkA": 5, "shrinkB": 5}
            axes.annotate("", **ends, arrowprops=arrow)
        left = 0 < (NOW - after).days < 365  # keeps the label off the line of today
        axes.annotate(
            f"{after.day} {after:%b %Y}",
            (date2num(after), row),
            (-8 if left else 8, -3),
            textcoords="offset points",
            ha="right" if left else "left",
            fontsize=8.5,
        )
    axes.axvline(date2num(NOW), color="C2", linestyle="--", linewidth=1)
    years = range(2025, 2030)
    axes.set_xticks([date2num(date(year, 1, 1)) for year in years], years)
    axes.set_yticks(range(len(DATES)), DATES)
    axes.invert_yaxis()
    axes.set_xlim(date2num(date(2024, 11, 1)), date2num(date(2029, 5, 1)))
    axes.legend(
        handles=[
            Line2D([], [], color="C0", marker="o", ls="", label="applies"),
            Line2D([], [], color="C1", marker="o", ls="", label="will apply"),
            Line2D(
                [], [], color="C1", marker="o", mfc="none", ls="", label="date of 2024"
            ),
            Line2D([], [], color="C2", ls="--", label="November 2026"),
        ],
        fontsize=8,
        loc="upper right",
    )
    return figure
