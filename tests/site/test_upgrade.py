"""A reader of the last release takes today's: what changed arrives, the rest stays.

`upgrade/release-1.*` is a deck as it was published, with its lock. `upgrade/spread.md`
is an article that has since changed: one card has a new text, one is new, one retired,
one gone.
"""

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from atlas import lock
from atlas.__main__ import main
from tests import builds
from tests.atlas.decks.conftest import Reader

UPGRADE = Path(__file__).with_name("upgrade")
TODAY = datetime(2026, 12, 24, 18, 0, 0, tzinfo=UTC)
IMAGE = re.compile(r'<img[^>]*\bsrc="([^"]*)"')
GONE = "spread-gone"


@pytest.fixture(scope="module")
def before():
    return lock.read((UPGRADE / "release-1.lock").read_text())


@pytest.fixture(scope="module")
def today(miniature_site, tmp_path_factory):
    """Return today's site: built after `make lock` on the last release's lock."""
    folder = tmp_path_factory.mktemp("today")
    project = builds.copy(miniature_site.project, folder / "project")
    theme = project / "docs/statistics/index.md"
    theme.write_text(theme.read_text().replace("[sum, mean]", "[sum, mean, spread]"))
    shutil.copy(UPGRADE / "spread.md", theme.with_name("spread.md"))
    locked = (UPGRADE / "release-1.lock").read_text()
    locked = re.sub(rf"^{GONE} .*", r"\g<0> retired", locked, flags=re.M)
    (project / "cards.lock").write_text(locked)
    main(["lock"], project, TODAY)
    return builds.built(project, folder / "site")


@pytest.fixture
def reader(tmp_path):
    """Return a reader who has release 1, has reviewed it and edited one note."""
    there = Reader(tmp_path)
    there.take((UPGRADE / "release-1.apkg").read_bytes())
    for guid, interval in REVIEWED.items():
        there.review(guid, interval)
    there.edit("spread-edited", Back="<p>Zero, as I say it.</p>")
    yield there
    there.collection.close()


REVIEWED = {"spread-kept": 21, "spread-changed": 30, "mean-count": 90, GONE: 12}


def test_the_counts_are_those_of_the_lock(reader, today, before):
    after = lock.read((today.project / "cards.lock").read_text())
    there = {card for card, entry in after.items() if not entry.retired}
    new = there - before.keys()
    changed = {c for c in there - new if after[c].changed > before[c].changed}
    same = there - new - changed
    assert (new, GONE in there) == ({"spread-new"}, False)
    assert {"spread-changed", "spread-retired", "spread-squares"} <= changed
    assert {"spread-kept", "spread-edited", "mean-count"} <= same
    counts = reader.take(today.files["decks/all.apkg"].read_bytes())
    assert counts == (len(new), len(changed), len(same))


def test_reviews_and_intervals_are_kept(reader, today):
    cards = {guid: reader.card(guid).id for guid in REVIEWED}
    reader.take(today.files["decks/all.apkg"].read_bytes())
    for guid, interval in REVIEWED.items():
        card = reader.card(guid)
        assert (card.id, card.ivl, card.type) == (cards[guid], interval, 2), guid
    assert "standard deviation" in reader.note("spread-changed")["Back"]


def test_the_reader_s_edit_is_as_the_reader_left_it(reader, today):
    left = reader.note("spread-edited")
    reader.take(today.files["decks/all.apkg"].read_bytes())
    after = reader.note("spread-edited")
    assert (after.fields, after.mod) == (left.fields, left.mod)


def test_nothing_is_there_twice(reader, today, before):
    data = today.files["decks/all.apkg"].read_bytes()
    reader.take(data)
    reader.take(today.files["decks/statistics.apkg"].read_bytes())
    guids = reader.collection.db.list("select guid from notes order by guid")
    assert guids == sorted([*before, "spread-new"])
    assert reader.collection.card_count() == len(guids)
    names = [m["name"] for m in reader.collection.models.all()]
    assert len([name for name in names if "Atlas" in name]) == 1
    assert len(reader.collection.decks.all_names_and_ids()) == 3  # with Default, root


def test_every_image_is_in_the_media(reader, today):
    reader.take(today.files["decks/all.apkg"].read_bytes())
    ids = reader.collection.find_notes("")
    texts = ["".join(reader.collection.get_note(n).fields) for n in ids]
    shown = {image for text in texts for image in IMAGE.findall(text)}
    assert shown
    assert shown <= {p.name for p in Path(reader.collection.media.dir()).iterdir()}


def test_what_is_retired_is_tagged_for_the_reader(reader, today):
    reader.take(today.files["decks/all.apkg"].read_bytes())
    assert "atlas::retired" in reader.note("spread-retired").tags
    assert (
        "atlas::retired" not in reader.note(GONE).tags
    )  # gone for more than a release


def test_what_is_retired_is_nowhere_on_the_site(today):
    for path, page in today.pages.items():
        assert "spread-retired" not in str(page), path
        assert "deviations' sizes" not in page.text, path
    for path in today.files:
        told = path.endswith(("questions.json", ".xml", "llms.txt"))
        if told or path.startswith("search/"):
            assert "spread-retired" not in today.files[path].read_text(), path
    page = today.of("statistics/spread.md")
    assert page.find(id="spread-kept")
    assert not page.find("retired-card")
    facts = today.of("statistics/index.md").text
    assert "4 recall prompts" in facts


def test_what_is_retired_is_in_every_format(today):
    for kind, sign in {
        "json": "spread-retired",
        "tsv": "spread-retired",
        "csv": "deviations' sizes",
        "md": "deviations' sizes",
    }.items():
        assert sign in today.files[f"decks/all.{kind}"].read_text(), kind
