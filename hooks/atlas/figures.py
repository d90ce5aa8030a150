"""The figures that snippets define: drawn when they changed, put into their pages."""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import version
from itertools import count
from pathlib import Path

from atlas import figure_drawing
from atlas.errors import AuthoringError
from atlas.templates import render

IMAGE = re.compile(
    r'<p>\s*<img alt="(?P<alt>[^"]*)" src="(?P<src>[^"]*figures/(?P<name>[\w-]+)\.svg)"'
    r"\s*/?>\s*</p>"
)
REFERENCE = re.compile(r'\b(?:id="|href="#)|url\(#')  # figures of a page keep ids apart


def sources(root: Path) -> dict[str, Path]:
    """Return {figure's path under docs/: the module that draws it}."""
    return {
        f"{path.parent.parent.name}/figures/{path.stem}.svg": path
        for path in sorted(root.glob("snippets/*/figures/*.py"))
    }


def written(root: Path) -> dict[str, str]:
    """Return {figure's path under docs/: the code it is drawn by and computed from}."""
    return {
        target: "".join(
            path.read_text(encoding="utf-8") for path in sorted(_reads(root, module))
        )
        for target, module in sources(root).items()
    }


def draw(root: Path, cache: Path) -> dict[str, str]:
    """Return {path under docs/: SVG}, drawing only what changed since the last time.

    A figure is drawn anew when its module, a snippet it imports, the style or
    matplotlib changes. Raises AuthoringError where a module does.
    """
    cached = {
        target: cache / f"{_fingerprint(root, module)}.svg"
        for target, module in sources(root).items()
    }
    stale = {target: file for target, file in cached.items() if not file.exists()}
    if stale:
        cache.mkdir(parents=True, exist_ok=True)
        _draw_apart(root, stale)
    return {target: file.read_text() for target, file in cached.items()}


def inline(html: str, theme: str, drawn: dict[str, str]) -> str:
    """Put each figure of the page into it, so that it follows light and dark."""
    places = count(1)

    def put(image: re.Match[str]) -> str:
        path = f"{theme}/figures/{image['name']}.svg"
        if path not in drawn:
            return image[0]
        svg = REFERENCE.sub(rf"\g<0>f{next(places)}-", drawn[path])
        return render("figure.html.jinja", svg=svg, path=path, alt=image["alt"])

    return IMAGE.sub(put, html)


def _fingerprint(root: Path, module: Path) -> str:
    digest = sha256(version("matplotlib").encode() + version("numpy").encode())
    digest.update(Path(figure_drawing.__file__).read_bytes())
    for path in sorted(_reads(root, module)):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:24]


def _reads(root: Path, module: Path) -> set[Path]:
    """The module and, through its imports, every snippet it is computed from."""
    seen: set[Path] = set()
    waiting = [module]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        waiting.extend(_imported(root, path.read_text(encoding="utf-8")))
    return seen


def _imported(root: Path, code: str) -> Iterator[Path]:
    """Yield the files under snippets/ that the code may import."""
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return  # to draw the figure tells where
    for node in ast.walk(tree):
        modules: list[str] = []
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            modules = [node.module, *(f"{node.module}.{a.name}" for a in node.names)]
        for module in modules:
            if module.startswith("snippets."):
                file = root.joinpath(*_folders(module)).with_suffix(".py")
                if file.is_file():
                    yield file


def _folders(module: str) -> list[str]:
    """Return a module's place; only the folder of a theme has hyphens."""
    first, theme, *rest = module.split(".")
    return [first, theme.replace("_", "-"), *rest]


def _draw_apart(root: Path, stale: dict[str, Path]) -> None:
    modules = sources(root)
    jobs = [
        f"{'.'.join(modules[target].relative_to(root).with_suffix('').parts)}:{file}"
        for target, file in stale.items()
    ]
    command = [sys.executable, "-m", figure_drawing.__name__, *jobs]
    done = subprocess.run(command, cwd=root, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        raise _failure(done.stderr)


def _failure(printed: str) -> Exception:
    """Return what to say of a drawing that failed, from the last line it printed."""
    try:
        module, file, line, problem = json.loads(printed.splitlines()[-1])
    except (IndexError, ValueError):  # it did not get that far
        return RuntimeError(printed)
    advice = f"mend it, and try python -m {figure_drawing.__name__} {module}:a.svg"
    file = file or f"{module.replace('.', '/')}.py"
    return AuthoringError(file, line, f"the figure raises {problem}", advice)
