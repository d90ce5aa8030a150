"""The package of the folder `ml-system-design`."""

from pathlib import Path

__path__ = [str(Path(__file__).with_name("ml-system-design"))]
