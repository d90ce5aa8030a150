"""A page's HTML, cut at its headings."""

from atlas.search.passages import read, shortened

HTML = """
<h1 id="top">Attention<a class="headerlink" href="#top">¶</a></h1>
<div class="article-facts">mid, 12 minutes</div>
<p>Averages <em>values</em>.</p><ul><li>one</li><li>two</li></ul>
<pre>code = 1</pre><svg><title>picture</title></svg>
<h2 id="why">Why <math data-tex="\\sqrt{d}"><msqrt><mi>d</mi></msqrt></math> &amp;
not <code>d</code>?</h2>
<p>Since <math data-tex="x"><mi>x</mi></math> grows.</p>
<section class="question"><h3 id="q">Ask?</h3>
<p class="question-facts">mid</p>
<details class="answer"><div class="spoken"><p>Short &lt; long.</p>
<div>Still.</div></div>
<div class="deeper"><p>Deeper.</p></div></details></section>
"""


def test_each_heading_begins_a_passage():
    found = read(HTML)
    assert [(p.anchor, p.level) for p in found] == [("top", 1), ("why", 2), ("q", 3)]


def test_text_is_what_a_reader_reads():
    top, why, _ = read(HTML)
    assert top.text == "Averages values. one two"
    assert why.text == "Since x grows."


def test_titles_keep_their_formulas_and_words():
    why = read(HTML)[1]
    assert why.title == (
        "Why <math><msqrt><mi>d</mi></msqrt></math> &amp; not <code>d</code>?"
    )
    assert why.title_text == r"Why \sqrt{d} & not d?"
    assert read(HTML)[0].title == "Attention"


def test_a_spoken_answer_stands_for_its_question():
    question = read(HTML)[2]
    assert question.spoken == "Short < long. Still."
    assert question.text.endswith("Deeper.")
    assert question.lead == question.spoken


def test_a_lead_ends_between_words():
    assert shortened("one two three", 9) == "one two …"
    assert shortened("one", 9) == "one"


def test_a_page_without_headings_has_no_passages():
    assert read("<p>Nothing.</p>") == []
