"""Figures are drawn when what they show changed, and take the page's text color."""

import re

import pytest
from bs4 import BeautifulSoup

from atlas import figures
from atlas.errors import AuthoringError

BARS = "statistics/figures/bars.svg"
MODULE = "snippets/statistics/figures/bars.py"
PAGE = '<p><img alt="Three &lt; bars" src="../figures/bars.svg" /></p>'


@pytest.fixture(scope="module")
def drawn(miniature):
    return figures.draw(miniature, miniature / ".cache")


def times(cache):
    return {file.name: file.stat().st_mtime_ns for file in cache.iterdir()}


def edit(file, old, new):
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def test_every_module_has_its_figure(miniature, drawn):
    assert figures.sources(miniature) == {BARS: miniature / MODULE}
    assert list(drawn) == [BARS]
    assert drawn[BARS].startswith("<svg ")


def test_a_figure_is_drawn_once(miniature, drawn):
    before = times(miniature / ".cache")
    assert figures.draw(miniature, miniature / ".cache") == drawn
    assert times(miniature / ".cache") == before


def test_a_figure_comes_out_the_same_elsewhere(copied, drawn, tmp_path):
    assert figures.draw(copied, tmp_path / "other") == drawn


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (MODULE, "[1, 2, 6]", "[1, 2, 7]"),
        ("snippets/statistics/mean.py", "sum(values) /", "2 * sum(values) /"),
    ],
    ids=["its module", "a snippet"],
)
def test_a_figure_is_drawn_anew_when_something_changes(copied, drawn, file, old, new):
    edit(copied / file, old, new)
    assert figures.draw(copied, copied / ".cache") != drawn


def test_a_theme_with_a_hyphen_is_imported_with_an_underscore(copied):
    folder = copied / "snippets/deep-learning"
    folder.mkdir()
    (folder / "sizes.py").write_text("SIZES = [1, 2, 6]")
    code = "from snippets.deep_learning.sizes import SIZES"
    (copied / MODULE).write_text(code)
    assert folder / "sizes.py" in figures._reads(copied, copied / MODULE)


IMPORTS = [
    "from snippets.statistics.mean import mean",
    "from snippets.statistics.mean import (\n    mean,\n)",
    "import snippets.statistics.mean as m",
    "import math, snippets.statistics.mean",
    "from snippets.statistics import mean",
    "from snippets.statistics import (\n    mean as m,\n)",
    "def draw():\n    from snippets.statistics.mean import mean",
    "from snippets.statistics.between import anything",
]


@pytest.mark.parametrize("code", IMPORTS)
def test_whatever_way_a_snippet_is_imported_it_counts(copied, code):
    (copied / "snippets/statistics/between.py").write_text(IMPORTS[0])
    (copied / MODULE).write_text(code)
    before = figures._fingerprint(copied, copied / MODULE)
    assert figures._fingerprint(copied, copied / MODULE) == before
    edit(copied / "snippets/statistics/mean.py", "sum(values) /", "2 * sum(values) /")
    assert figures._fingerprint(copied, copied / MODULE) != before


def test_snippets_may_import_each_other_in_a_circle(copied):
    snippet = copied / "snippets/statistics/mean.py"
    snippet.write_text(f"import snippets.statistics.mean\n{snippet.read_text()}")
    assert figures._reads(copied, copied / MODULE) == {copied / MODULE, snippet}


def test_ink_is_the_text_color_of_the_page(drawn):
    shapes = drawn[BARS].partition(">")[2]
    assert "currentColor" in shapes
    colors = {color.lower() for color in re.findall(r"#[0-9a-fA-F]{6}\b", shapes)}
    assert colors <= {"#2f81d8", "#d9660b"}  # data: the first colors of the cycle
    assert "black" not in shapes


def test_no_clock_and_no_style_sheet_is_in_a_figure(drawn):
    assert not re.search(r"<metadata|<style|<\?xml|<!DOCTYPE|20\d\d-", drawn[BARS])


def test_a_figure_is_put_into_its_page_with_its_text(drawn):
    figure = BeautifulSoup(figures.inline(PAGE, "statistics", drawn), "html.parser")
    assert figure.figure["data-figure"] == BARS
    assert figure.select_one("[role=img]")["aria-label"] == "Three < bars"
    assert figure.svg["aria-hidden"] == "true"
    assert figure.img is None


def test_two_figures_of_a_page_share_no_id(drawn):
    page = figures.inline(PAGE + PAGE, "statistics", drawn)
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids)) > 1
    used = re.findall(r'(?:href="#|url\(#)([^")]+)', page)
    assert used
    assert set(used) <= set(ids)


@pytest.mark.parametrize(
    "html",
    [
        '<p><img alt="a" src="../figures/other.svg"></p>',
        '<p><img alt="a" src="photo.png"></p>',
        '<p>text <img alt="a" src="../figures/bars.svg"></p>',
    ],
)
def test_other_images_stay(html, drawn):
    assert figures.inline(html, "statistics", drawn) == html


def test_a_module_that_raises_stops_the_build_each_time(copied):
    edit(copied / MODULE, "mean(HEIGHTS)", "mean([])")
    told = r"^snippets/statistics/mean\.py:14: the figure raises ValueError: expected"
    for _ in range(2):
        with pytest.raises(AuthoringError, match=told):
            figures.draw(copied, copied / ".cache")


def test_a_figure_that_fails_half_drawn_is_not_kept(copied):
    edit(
        copied / MODULE, 'label="mean")', 'label="mean")\n    axes.set_title(r"$\\no$")'
    )
    for _ in range(2):
        with pytest.raises(AuthoringError, match="the figure raises ValueError"):
            figures.draw(copied, copied / ".cache")
    assert list((copied / ".cache").iterdir()) == []
