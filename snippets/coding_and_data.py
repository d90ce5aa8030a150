"""The package of the folder `coding-and-data`."""

from pathlib import Path

__path__ = [str(Path(__file__).with_name("coding-and-data"))]
