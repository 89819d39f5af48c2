"""Addresses of pages and anchors: promised once, here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..data.load import StandardsData
from ..data.modality import named_records, said_by
from ..data.model import Catalog, Citation, Form, Item, Position, Requirement, RetiredItem, Step

PLAIN = "plain"
"""The modality of what is stated without a modal word."""
OUTDATED = ("superseded", "revised")
FILES = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel"}
"""The files a form is delivered as, by suffix."""


@dataclass(frozen=True)
class Links:
    """Makes links from a page that lies `up` ("" or "../") below the root of the site."""

    data: StandardsData
    up: str
    sizes: Mapping[str, int] = field(default_factory=dict)
    """Bytes of every delivered file by path; a file that is not here is not offered."""

    def to(self, path: str) -> str:
        """Return the address of a path in the site."""
        return self.up + path

    def item(self, item_id: str) -> str:
        """Return the address of an item: its own page, or its place on its catalog's page."""
        return self.up + item_path(self.data, self.data.items[item_id])

    def retired(self, entry: RetiredItem) -> str:
        """Return the address of a retired item: the one it always had."""
        return self.up + retired_path(self.data, entry)

    def area(self, area_id: str) -> str:
        """Return the address of an area page of the main catalog."""
        return f"{self.up}areas/{area_id}.html"

    def catalog(self, catalog: Catalog) -> str:
        """Return the address of a catalog's page."""
        return f"{self.up}{catalog_path(catalog)}"

    def source(self, source_id: str) -> str:
        """Return the address of a source page."""
        return f"{self.up}sources/{source_id}.html"

    def frequency(self, frequency_id: str) -> str:
        """Return the place of a frequency on the page of frequencies."""
        return f"{self.up}frequencies.html#{frequency_id}"

    def threshold(self, threshold_id: str) -> str:
        """Return the place of a threshold on the page of thresholds."""
        return f"{self.up}thresholds.html#{threshold_id}"

    def profile(self, profile_id: str) -> str:
        """Return the address of the page of a kind of branch."""
        return f"{self.up}profiles/{profile_id}.html"

    def procedure(self, procedure_id: str) -> str:
        """Return the address of a procedure page."""
        return f"{self.up}procedures/{procedure_id}.html"

    def ledger(self, ledger_id: str) -> str:
        """Return the place of a ledger on the page of ledgers."""
        return f"{self.up}ledgers.html#{ledger_id}"

    def form(self, form_id: str) -> str:
        """Return the place of a form on the page of forms."""
        return f"{self.up}forms/index.html#{form_id}"

    def printed(self, source: str) -> str:
        """Return the print page of the first blank form whose rows come from `source`; empty if there is none."""
        forms = (form for form in self.data.forms.values() if form.rows and form.rows.source == source)
        form = next(forms, None)
        return self.to(f"{sheet_path(form, '')}.html") if form else ""

    def printed_check(self, catalog_id: str) -> str:
        """Return the print page of the blank check by a catalog; empty if no form is one."""
        return self.to(f"{check_path(catalog_id)}.html") if self.printed("items") else ""

    def papers(self, form: Form, catalog_id: str, branch_id: str = "") -> list[dict[str, str]]:
        """Return where a form is to be had on paper or as a file: none if the province prints it.

        `catalog_id` tells which check is meant of a form that is made once for every standard.
        """
        if form.guidance_only:
            return []
        return self.files(sheet_path(form, catalog_id, branch_id), form.title)

    def files(self, path: str, title: str) -> list[dict[str, str]]:
        """Return the print page of a sheet and the files made of it, those to fill in saved under the title."""
        found = [{"text": "打印页", "size": "", "href": self.to(f"{path}.html"), "save_as": ""}]
        for suffix, text in FILES.items():
            # a PDF is looked at in the browser first
            save_as = "" if suffix == "pdf" else f"{title}.{suffix}"
            found += [{"text": text, **file, "save_as": save_as} for file in self.sized(f"{path}.{suffix}")]
        return found

    def sized(self, path: str) -> list[dict[str, str]]:
        """Return the address and size of a delivered file; nothing if it is not delivered."""
        return [{"size": size_words(self.sizes[path]), "href": self.to(path)}] if path in self.sizes else []

    def citation(self, cited: Citation | Position, modality: str = "") -> dict[str, str]:
        """Return a citation as shown: the source's short name, the clause, how it was seen, and the link.

        `modality` tells how strongly the source says it, in words, where that is not said beside it.
        """
        source = self.data.sources[cited.source]
        return {
            "text": f"{source.short} {cited.clause}",
            "href": self.source(cited.source),
            "seen": self.data.label("seen", cited.seen),
            "seen_class": cited.seen,
            "because": getattr(cited, "because", ""),
            "modality": modality,
            # what is merely over or undated is told on the source's page; a reader must see here what no longer holds
            "status": self.data.label("source_status", source.status) if source.status in OUTDATED else "",
        }

    def citations(self, cited: tuple[Citation, ...]) -> list[dict[str, str]]:
        """Return several citations as shown."""
        return [self.citation(entry) for entry in cited]

    def citations_of(self, entry: Requirement | Step) -> list[dict[str, str]]:
        """Return the citations of what is said with a modality; where a source says it otherwise, that is told."""
        records = named_records(self.data, entry) if isinstance(entry, Requirement) else []
        found = ((cited, said_by(cited, records, entry.modality)) for cited in entry.cites)
        return [self.citation(cited, self._unlike(entry.modality, said)) for cited, said in found]

    def _unlike(self, shown: str, said: str) -> str:
        """Return in words how a source says what is shown with another modality: 写“一般”, 没有“应当”."""
        if said == shown:
            return ""
        verb, word = ("没有", shown) if said == PLAIN else ("写", said)
        return f"{verb}“{self.data.label('modality', word)}”"


def item_path(data: StandardsData, item: Item) -> str:
    """Return the path of an item in the site."""
    return _place(data, data.catalogs[data.item_catalog[item.id]], item.id)


def retired_path(data: StandardsData, entry: RetiredItem) -> str:
    """Return the path of a retired item in the site: the one it had as an item."""
    return _place(data, data.catalogs[entry.catalog], entry.id)


def _place(data: StandardsData, catalog: Catalog, item_id: str) -> str:
    if not catalog.item_pages:
        return f"{catalog_path(catalog)}#{item_id}"
    folder = "items" if catalog.id == data.site.main_catalog else catalog.id
    return f"{folder}/{item_id}.html"


def catalog_path(catalog: Catalog) -> str:
    """Return the path of a catalog's page."""
    return f"{catalog.id}/index.html"


def checklist_path(data: StandardsData, branch_id: str, catalog: Catalog) -> str:
    """Return the path of a branch's checklist: that of its kind's own catalog is the branch's own page."""
    _, branch = data.branches()[branch_id]
    if catalog.id == data.profiles[branch.facts.kind].catalogs[0]:
        return f"branches/{branch_id}.html"
    return f"branches/{branch_id}/{catalog.id}.html"


def sheet_path(form: Form, catalog_id: str, branch_id: str = "") -> str:
    """Return the path without suffix of a form ready for paper, blank or made for a branch."""
    if form.rows and form.rows.source == "items":
        return check_path(catalog_id, branch_id)
    return f"{_folder(branch_id)}/{form.id}"


def check_path(catalog_id: str, branch_id: str = "") -> str:
    """Return the path without suffix of the check by a catalog, blank or made for a branch."""
    return f"{_folder(branch_id)}/check-{catalog_id}"


def _folder(branch_id: str) -> str:
    return f"branches/{branch_id}" if branch_id else "forms"


def picture_path(path: str) -> str:
    """Return the path of the picture of the first page of a blank form that stands at `path`."""
    return f"forms/pictures/{path.rsplit('/', 1)[-1]}.png"


def pack_path(pack: str) -> str:
    """Return the path of the zip file with the forms of a pack."""
    return f"forms/packs/{pack}.zip"


def size_words(size: int) -> str:
    """Return the size of a file as a reader sees it: 148 kB, 2.3 MB."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} kB"


def plan_path(branch_id: str) -> str:
    """Return the path of a branch's year plan."""
    return f"branches/{branch_id}/plan.html"


def calendar_path(branch_id: str) -> str:
    """Return the path of a branch's calendar file."""
    return f"branches/{branch_id}/calendar.ics"


def profile_plan_path(profile_id: str) -> str:
    """Return the path of the year plan of a kind of branch."""
    return f"profiles/{profile_id}/plan.html"


def profile_calendar_path(profile_id: str) -> str:
    """Return the path of the calendar file of a kind of branch."""
    return f"profiles/{profile_id}/calendar.ics"
