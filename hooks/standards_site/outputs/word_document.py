"""What the library for Word files brings along and is taken out again, and what it has no word for."""

from __future__ import annotations

import re
from typing import Any

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

UNUSED_PARTS = {
    *("stylesWithEffects", "webSettings", "fontTable", "theme", "numbering", "customXml", "thumbnail"),
    "extended-properties",
}
DEFAULT_STYLES = {"Default Paragraph Font", "Normal Table", "No List"}
# what the library's blank document brings along and nothing here uses
KEPT_SETTINGS = {"defaultTabStop", "characterSpacingControl", "compat"}
DEFAULTS = f"""<w:docDefaults {nsdecls("w")}><w:rPrDefault><w:rPr><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>
</w:rPrDefault></w:docDefaults>"""


def strip(document: Document, styles: set[str]) -> None:
    """Take out what the library's blank document brings along, all styles but these and those every file has."""
    for holder in (document.part, document.part.package):
        for key, relation in list(holder.rels.items()):
            if relation.reltype.rsplit("/", 1)[-1] in UNUSED_PARTS:
                del holder.rels[key]
    for style in list(document.styles):
        if style.name not in styles | DEFAULT_STYLES:
            style.delete()
    for setting in list(document.settings.element):
        if setting.tag.partition("}")[2] not in KEPT_SETTINGS:
            document.settings.element.remove(setting)
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # a lower number is shown as 兼容模式
    latent = document.styles.element.find(qn("w:latentStyles"))
    document.styles.element.remove(latent)
    # fonts are said by name: the defaults take theirs from a theme that is not delivered
    document.styles.element.replace(document.styles.element.find(qn("w:docDefaults")), element(DEFAULTS))


def page_numbers(paragraph: Paragraph) -> None:
    """Write the number of the page and of all pages."""
    for text, field in (("第 ", "PAGE"), (" 页　共 ", "NUMPAGES"), (" 页", "")):
        paragraph.add_run(text)
        if field:
            simple = f'<w:fldSimple {nsdecls("w")} w:instr="{field}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
            paragraph._p.append(parse_xml(simple))


def element(text: str) -> Any:
    """Return an element written over several lines; Word takes line ends between elements for content."""
    return parse_xml(re.sub(r">\s+<", "><", text))
