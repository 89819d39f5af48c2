"""What Word and Excel files have in common, whoever fills them."""

from __future__ import annotations

import io
import zipfile

LONGEST_LIST = 255
"""Characters in the list of a dropdown, with the commas between."""


def zipped(parts: dict[str, bytes]) -> bytes:
    """Return the file of these parts, the same whenever and wherever it is made."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, part)
    return target.getvalue()
