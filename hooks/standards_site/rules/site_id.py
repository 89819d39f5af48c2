"""The id under which a browser keeps what people fill in: each site needs one of its own."""

from __future__ import annotations

from collections.abc import Iterator

from ..data.load import DATA, StandardsData
from ..data.problems import Location, Problem

SAMPLE_ID, SAMPLE_UNIVERSITY = "sample-handbook", "示例大学"


def site_id_notices(data: StandardsData) -> Iterator[Problem]:
    """Yield a notice where a university publishes under the id of the sample, as others may do too."""
    if data.site.id == SAMPLE_ID and data.site.university != SAMPLE_UNIVERSITY:
        message = "网站编号还是样例的：同一台机器上别的学校也没有改时，两个网站的填写内容会混在一起。"
        hint = "换成自己的，如学校域名的第一段；定了就不再改"
        yield Problem("SIT1", Location(f"{DATA}/site.yaml", ("id",)), message, hint=hint)
