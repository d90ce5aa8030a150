"""Running text is told from everything in which nothing may be marked."""

import pytest

from atlas.running_text import read


def texts(html):
    return [html[text.start : text.end] for text in read(html)[0]]


@pytest.mark.parametrize(
    "apart",
    [
        "<code>x</code>",
        "<pre><span></span><code>x <span>x</span></code></pre>",
        "<h2>x</h2>",
        "<h3>x <code>x</code> x</h3>",
        "<summary>x</summary>",
        '<a href="x">x</a>',
        "<figure><svg><text>x</text></svg></figure>",
        "<table><tr><td>x</td></tr></table>",
        "<math><mi>x</mi></math>",
        r'<span class="arithmatex">\(x\)</span>',
        '<div class="article-facts"><div>x</div>x</div>',
        '<span class="citation">(<a href="#x">x</a>)</span>',
        '<p class="part-title">x</p>',
        "<retired-card><p>x</p></retired-card>",
        "<script>x</script>",
        "<!-- x -->",
        '<img alt="x > x" />',
    ],
)
def test_nothing_is_marked_in(apart):
    assert texts(f"<p>a {apart} b</p>") == ["a ", " b"]


def test_texts_of_one_passage_share_its_number():
    html = "<p>a <em>b</em></p><ul><li>c<p>d</p></li></ul>"
    numbers = {html[one.start : one.end]: one.passage for one in read(html)[0]}
    assert numbers["a "] == numbers["b"]
    assert len({numbers[name] for name in "bcd"}) == 3


def test_links_to_topics_are_seen_in_the_text_alone():
    html = (
        '<div class="article-facts"><a href="../../topics/facts/">x</a></div>'
        '<p><a class="y" href="../../topics/linked/">x</a>'
        '<a href="../../topics/deep/#questions">x</a><a href="../topical/">x</a></p>'
    )
    assert read(html)[1] == {"linked", "deep"}


def test_a_link_in_a_table_is_the_authors_too():
    html = '<table><tr><td><a href="../../topics/roc-auc/">AUC</a></td></tr></table>'
    assert read(html)[1] == {"roc-auc"}


def test_an_element_within_its_like_ends_with_the_outer_one():
    html = '<div class="sources"><div>a</div>b</div>c'
    assert texts(html) == ["c"]
