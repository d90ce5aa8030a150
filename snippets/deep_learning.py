"""The package of the folder `deep-learning`."""

from pathlib import Path

__path__ = [str(Path(__file__).with_name("deep-learning"))]
