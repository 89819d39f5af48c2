"""The tests, by subject. What they try things on is made in `builders`; `probes` look at what came out."""

from pathlib import Path

ROOT = Path(__file__).parent.parent
"""The repository."""
