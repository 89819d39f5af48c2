"""Which procedures are one body's own way: they are listed apart from what every branch does."""

from __future__ import annotations

from ...data.load import StandardsData
from ...data.model import Procedure


def is_sample(data: StandardsData, procedure: Procedure) -> bool:
    """Return whether a procedure is a sample: all of some kinds are, and single ones of others."""
    return procedure.sample or data.vocabulary.procedure_kind[procedure.kind].sample
