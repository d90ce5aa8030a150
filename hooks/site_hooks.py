"""Hand the site builder's events to atlas: no decisions here, no state in between."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File

from atlas import navigation, writing
from atlas.errors import AuthoringError
from atlas.site import Site, check_links, open_site
from notebook_runner import execute


def on_config(config: Any) -> Any:
    """Read the knowledge base; the navigation follows from it."""
    with _author_told():
        root = Path(config.config_file_path).parent
        site = open_site(root, Path(config.docs_dir), execute)
    config.extra["atlas"] = site
    config.nav = navigation.tree(site.known)
    return config


def on_files(files: Any, *, config: Any) -> None:
    """Add what nobody writes by hand."""
    for path, content in _site(config).files().items():
        files.append(File.generated(config, path, content=content))


def on_pre_page(page: Any, **_: Any) -> None:
    """Let mkdocs-jupyter make pages of notebooks, and Markdown their HTML."""
    vars(page).pop("render", None)


def on_page_markdown(markdown: str, *, page: Any, config: Any, **_: Any) -> str:
    """Fill in a page before it is rendered."""
    with _author_told():
        site, name = _site(config), page.file.src_uri
        page.meta.update(site.meta(name))
        page.update_date = site.lastmod(name, page.update_date)
        return site.complete(markdown, page.file.content_string, name)


def on_page_content(html: str, *, page: Any, config: Any, **_: Any) -> str:
    """Set figures and formulas in a page and in its table of contents."""
    site = _site(config)
    for heading in _headings(page.toc):
        heading.title = site.heading(heading.title)
    with _author_told():
        return site.finish(html, page.file.content_string, page.file.src_uri)


def on_env(env: Any, *, config: Any, files: Any) -> None:
    """Once every page has its HTML: make decks, data and font, judge links and lock."""
    site, pages = _site(config), files.documentation_pages()
    rendered = [
        site.rendered(f.content_string, f.src_uri, f.page.url, f.page.content)
        for f in pages
    ]
    with _author_told():
        made = site.outputs(rendered, config.site_url or "/")
        published = site.published(rendered, made)
        check_links(published, [*made, *(f.url for f in files)])
        if config.strict:  # what is served while one writes need not be locked yet
            site.check_lock()
    for file, page in zip(pages, published, strict=True):
        file.page.content = page.html
    writing.write(Path(config.site_dir), made)
    site.index(published, Path(config.site_dir))


def _site(config: Any) -> Site:
    site: Site = config.extra["atlas"]  # this build's, put there by on_config
    return site


def _headings(toc: Any) -> Iterator[Any]:
    for heading in toc:
        yield heading
        yield from _headings(heading.children)


@contextmanager
def _author_told() -> Iterator[None]:
    """Show an author's mistake as one line, without a traceback."""
    try:
        yield
    except AuthoringError as error:
        raise PluginError(str(error)) from error
