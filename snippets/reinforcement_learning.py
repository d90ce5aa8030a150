"""The package of the folder `reinforcement-learning`."""

from pathlib import Path

__path__ = [str(Path(__file__).with_name("reinforcement-learning"))]
