"""The package of the folder `mlops-and-edge`."""

from pathlib import Path

__path__ = [str(Path(__file__).with_name("mlops-and-edge"))]
