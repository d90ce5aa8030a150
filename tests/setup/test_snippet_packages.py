"""Each theme's snippets can be imported by the name that code can write."""

from importlib import import_module

from atlas.themes import THEMES


def test_a_theme_with_hyphens_is_a_package(root):
    for theme in THEMES:
        if "-" in theme:
            package = import_module(f"snippets.{theme.replace('-', '_')}")
            assert package.__path__ == [str(root / "snippets" / theme)]
