"""Addresses of pages and anchors: promised once, here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from ..data.load import StandardsData
from ..data.modality import named_records, said_by
from ..data.model import Catalog, Citation, Form, Item, Position, Requirement, RetiredItem, Step


class Place(StrEnum):
    """The files that are there whatever the data says; templates know their addresses by the names in small letters."""

    HOME = "index.html"
    MISSING = "404.html"
    FREQUENCIES = "frequencies.html"
    THRESHOLDS = "thresholds.html"
    DIFFERENCES = "differences.html"
    MORE = "more.html"
    PROCEDURES = "procedures/index.html"
    SAMPLES = "procedures/samples.html"
    ROLES = "roles/index.html"
    FORMS = "forms/index.html"
    EVIDENCE = "evidence.html"
    LEDGERS = "ledgers.html"
    BRANCHES = "branches/index.html"
    MY_BRANCH = "my-branch.html"
    PROFILES = "profiles/index.html"
    ROLL_UP = "roll-up.html"
    KEPT = "kept.html"
    PEOPLE = "people.html"
    MEETING = "meeting.html"
    CALCULATORS = "calculators.html"
    GLOSSARY = "glossary.html"
    SOURCES = "sources/index.html"
    ABOUT = "about.html"
    PRIVACY = "privacy.html"
    MAINTAIN = "maintain.html"
    PUBLISH = "publish.html"
    RULES = "rules.html"
    UNSURE = "unsure.html"
    SEARCH = "search.html"
    SEARCH_BOX = "assets/js/search-box.js"
    # web servers and archives may garble a Chinese name: the links to it save it as 自查工具.html
    ONE_FILE = "self-check-tool.html"
    BRANCH_LIST = "assets/data/branches.js"
    CALCULATOR_DATA = "assets/data/calculators.js"
    BRANCH_RULES = "assets/data/my-branch.js"
    BRANCH_ANSWERS = "assets/data/my-branch-answers.js"
    BRANCH_CALENDAR = "assets/data/my-branch-calendar.js"
    CATALOGS = "assets/data/catalogs.js"
    PEOPLE_DATA = "assets/data/people.js"
    # beside those of the catalogs: none of them can have its name
    YEAR_STANDARD = "assets/data/year.js"
    YEAR_PAPERS = "assets/data/year-papers.js"
    # of the branches on the list
    BRANCH_YEARS = "assets/data/branch-years.js"
    EXPORT_TEMPLATES = "assets/data/export-templates.js"
    PAGE_TEMPLATE = "assets/data/page-template.js"
    USUAL = "assets/data/usual.js"
    ELSEWHERE = "assets/data/elsewhere.js"
    SEARCH_INDEX = "assets/data/search.js"
    SEARCH_TEXTS = "assets/data/search-texts.js"
    MEETING_DATA = "assets/data/meetings.js"
    SITE_SCRIPT = "assets/data/site.js"
    SELF_CHECK_SCHEMA = "assets/data/self-check.schema.json"
    MEASURES = "assets/data/sheets.css"
    ICON = "assets/images/favicon.png"


HAND_WRITTEN = (Place.ABOUT, Place.PRIVACY, Place.MAINTAIN)
"""The pages that somebody wrote in content/."""
_SEARCH_OF_THE_THEME = ("assets/javascripts/lunr/", "assets/javascripts/workers/")
OF_MKDOCS = ("sitemap.xml", "sitemap.xml.gz")
"""Files that MkDocs adds by itself."""
# made as they are, not from Markdown: MkDocs knows these by their own names
_BARE = re.compile(
    rf"{Place.MY_BRANCH}|{Place.ROLL_UP}|{Place.KEPT}|{Place.MEETING}|{Place.ONE_FILE}|{Place.MISSING}"
    r"|(frequencies|thresholds|differences|other-areas|unsure|sources/[^/]+)/.+"
    r"|units/.+|forms/(?!index\.html).+|branches/(?!index\.html).+|profiles/[^/]+/.+|assets/.+"
)
NO_SOURCE = "others"
"""Stands for a source in an address where none is known."""
FILLED = "filled"
"""What asks the page of a form to fill it with what the browser knows."""
ABOUT_FORM = "about"
"""The place on a form's page where it is told on what it rests and what it proves."""
DAYS_OFF = "days-off"
"""The place on the page of calculators where it is listed which days are not worked."""
DAYS_OFF_PATH = f"{Place.CALCULATORS}#{DAYS_OFF}"
PLAIN = "plain"
"""The modality of what is stated without a modal word."""
OUTDATED = ("superseded", "revised")
FILES = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel"}
"""The files a form is delivered as, by suffix."""


@cache
def _places(up: str) -> Mapping[str, str]:
    return {place.name.lower(): up + place for place in Place}


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

    @property
    def places(self) -> Mapping[str, str]:
        """Return the addresses of all that is there whatever the data says, by the names of `Place`."""
        return _places(self.up)

    def item(self, item_id: str) -> str:
        """Return the address of an item: its own page, or its place on its catalog's page."""
        return self.to(item_path(self.data, self.data.items[item_id]))

    def retired(self, entry: RetiredItem) -> str:
        """Return the address of a retired item: the one it always had."""
        return self.to(retired_path(self.data, entry))

    def requirement(self, item_id: str, key: str) -> str:
        """Return the place of a requirement; items that share a page have no anchors for their requirements."""
        item = self.item(item_id)
        return f"{item}#{key}" if is_page(item) else item

    def area(self, area_id: str) -> str:
        """Return the address of an area page of the main catalog."""
        return self.to(area_path(area_id))

    def other_area(self, area_id: str) -> str:
        """Return the address of the page of an area of a standard whose items have no pages."""
        return self.to(other_area_path(area_id))

    def catalog(self, catalog: Catalog) -> str:
        """Return the address of a catalog's page."""
        return self.to(catalog_path(catalog))

    def citing(self, source_id: str, number: int, clause: str) -> str:
        """Return the place of a clause on one of the pages of what cites a source."""
        return self.to(f"{citing_path(source_id, number)}#{term_anchor(clause)}")

    def worklist(self, source_id: str) -> str:
        """Return the address of what a source settles that is not certain yet; without a source what none does."""
        return self.to(worklist_path(source_id))

    def source(self, source_id: str) -> str:
        """Return the address of a source page."""
        return self.to(source_path(source_id))

    def frequency(self, frequency_id: str) -> str:
        """Return the address of a frequency's page."""
        return self.to(frequency_path(frequency_id))

    def threshold(self, threshold_id: str) -> str:
        """Return the address of a threshold's page."""
        return self.to(threshold_path(threshold_id))

    def difference(self, difference_id: str) -> str:
        """Return the address of the page of a difference between sources."""
        return self.to(difference_path(difference_id))

    def profile(self, profile_id: str) -> str:
        """Return the address of the page of a kind of branch."""
        return self.to(profile_path(profile_id))

    def procedure(self, procedure_id: str) -> str:
        """Return the address of a procedure page."""
        return self.to(procedure_path(procedure_id))

    def step(self, procedure_id: str, step_key: str) -> str:
        """Return the place of a step on the page of its procedure."""
        return f"{self.procedure(procedure_id)}#{step_key}"

    def compared(self, kind: str) -> str:
        """Return the address of the page where procedures of a kind stand side by side."""
        return self.to(compared_path(kind))

    def guidance(self, guidance_id: str) -> str:
        """Return the address of the page of a month's guidance."""
        return self.to(guidance_path(guidance_id))

    def role(self, role: str) -> str:
        """Return the address of the page of a role."""
        return self.to(role_path(role))

    def ledger(self, ledger_id: str) -> str:
        """Return the place of a ledger on the page of ledgers."""
        return self.to(f"{Place.LEDGERS}#{ledger_id}")

    def in_procedure(self, procedure_id: str, key: str) -> str:
        """Return a place on the page of a procedure."""
        return f"{self.procedure(procedure_id)}#{key}"

    def asked_calculator(self, tool: str, choice: str) -> str:
        """Return the place of a calculator on their page where something is chosen in it."""
        return self.to(f"{Place.CALCULATORS}#{choice}-{tool}")

    def calculator(self, tool: str) -> str:
        """Return the place of a calculator on their page."""
        return self.to(f"{Place.CALCULATORS}#{tool}")

    def meeting(self, mark: str) -> str:
        """Return the address of 会议包 with what is marked so chosen: a kind of meeting or a topic."""
        return self.to(f"{Place.MEETING}#{mark}")

    def rule(self, code: str) -> str:
        """Return the place of a rule on the page of rules."""
        return self.to(f"{Place.RULES}#{code}")

    def term(self, term: str) -> str:
        """Return the place of an explained word on the page of words."""
        return self.to(f"{Place.GLOSSARY}#{term_anchor(term)}")

    def form(self, form_id: str) -> str:
        """Return the address of a form's page; of a check by many standards it is that by the main one."""
        return self.to(print_path(sheet_path(self.data.forms[form_id], self.data.site.main_catalog)))

    def filled(self, form_id: str) -> str:
        """Return the address of a form's page that has it filled with what the browser knows."""
        return f"{self.form(form_id)}#{FILLED}"

    def about_form(self, form_id: str) -> str:
        """Return the place where it is told on what a form rests and what it proves."""
        return f"{self.form(form_id)}#{ABOUT_FORM}"

    def printed_check(self, catalog_id: str) -> str:
        """Return the print page of the blank check by a catalog; empty if no form is one."""
        is_form = any(form.rows and form.rows.source == "items" for form in self.data.forms.values())
        return self.to(print_path(check_path(catalog_id))) if is_form else ""

    def papers(self, form: Form, catalog_id: str, branch_id: str = "") -> list[dict[str, str]]:
        """Return where a form is to be had on paper or as a file: none if the province prints it.

        `catalog_id` tells which check is meant of a form that is made once for every standard.
        """
        if form.guidance_only:
            return []
        return self.files(sheet_path(form, catalog_id, branch_id), form.title)

    def files(self, path: str, title: str) -> list[dict[str, str]]:
        """Return the print page of a sheet and the files made of it, those to fill in saved under the title."""
        found = [{"text": "打印页", "size": "", "href": self.to(print_path(path)), "save_as": ""}]
        for suffix, text in FILES.items():
            # a PDF is looked at in the browser first
            save_as = "" if suffix == "pdf" else f"{title}.{suffix}"
            found += [{"text": text, **file, "save_as": save_as} for file in self.sized(file_path(path, suffix))]
        return found

    def sized(self, path: str) -> list[dict[str, str]]:
        """Return the address and size of a delivered file; nothing if it is not delivered."""
        return [{"size": size_words(self.sizes[path]), "href": self.to(path)}] if path in self.sizes else []

    def citation(self, cited: Citation | Position, modality: str = "") -> dict[str, str]:
        """Return a citation as shown: the source's short name, the clause, how it was seen, and the link.

        `modality` tells how strongly the source says it, in words, where that is not said beside it.
        """
        source, seen = self.data.sources[cited.source], self.data.label("seen", cited.seen)
        return {
            "text": self._cited(source.short, cited.clause if cited.clause != seen else ""),
            # where no mark stands beside it
            "alone": self._cited(source.short, cited.clause),
            "href": self.source(cited.source),
            "seen": seen,
            "seen_class": cited.seen,
            "because": getattr(cited, "because", ""),
            "modality": modality,
            # what is merely over or undated is told on the source's page; a reader must see here what no longer holds
            "status": self.data.label("source_status", source.status) if source.status in OUTDATED else "",
        }

    @staticmethod
    def _cited(short: str, clause: str) -> str:
        """Return the name of a source with the clause, each word once: what stands in a notice is not 通知 again."""
        same = next((n for n in range(len(clause), 1, -1) if short.endswith(clause[:n])), 0)
        return f"{short} {clause[same:]}".rstrip()

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


def term_anchor(term: str) -> str:
    """Return the anchor of an explained word: the word itself, less what no anchor may hold."""
    return re.sub(r"[^\w+]", "", term)


def is_needless(path: str) -> bool:
    """Return whether the theme brings a file that no page of ours asks for: its search, and maps of its sources."""
    return path.endswith(".map") or path.startswith(_SEARCH_OF_THE_THEME)


def is_page(path: str) -> bool:
    """Return whether a path is that of a page, not of a place on one."""
    return "#" not in path


def source_file(path: str) -> str:
    """Return what MkDocs makes the page at `path` of: a Markdown file; what is made as it is, is its own."""
    return path if is_bare(path) else f"{path.removesuffix('.html')}.md"


def html_path(path: str) -> str:
    """Return the path in the site of what is written in the Markdown file `path`; any other path is its own."""
    return f"{path.removesuffix('.md')}.html" if is_markdown(path) else path


def is_markdown(path: str) -> bool:
    """Return whether a file is a page before MkDocs makes it one."""
    return path.endswith(".md")


def is_bare(path: str) -> bool:
    """Return whether a file of the site is made as it is, not from Markdown."""
    return _BARE.fullmatch(path) is not None


def item_path(data: StandardsData, item: Item) -> str:
    """Return the path of an item in the site."""
    return _place(data, data.catalogs[data.item_catalog[item.id]], item.id)


def retired_path(data: StandardsData, entry: RetiredItem) -> str:
    """Return the path of a retired item in the site: the one it had as an item."""
    return _place(data, data.catalogs[entry.catalog], entry.id)


def _place(data: StandardsData, catalog: Catalog, item_id: str) -> str:
    if catalog.area_pages and item_id in data.items:
        return f"{other_area_path(data.items[item_id].area)}#{item_id}"
    if not catalog.item_pages:
        return f"{catalog_path(catalog)}#{item_id}"
    folder = "items" if catalog.id == data.site.main_catalog else catalog.id
    return f"{folder}/{item_id}.html"


def catalog_path(catalog: Catalog) -> str:
    """Return the path of a catalog's page."""
    return f"{catalog.id}/index.html"


def catalog_data_path(catalog_id: str) -> str:
    """Return the path of the file with the texts of a catalog for scripts."""
    return f"assets/data/{catalog_id}.js"


def script_path(name: str) -> str:
    """Return the path of a script that scripts.py lists."""
    return f"assets/js/{name}.js"


def style_path(kind: str) -> str:
    """Return the path of the style of a kind of page, which styles.py lists."""
    return f"assets/css/{kind}.css"


def area_path(area_id: str) -> str:
    """Return the path of an area page of the main catalog."""
    return f"areas/{area_id}.html"


def other_area_path(area_id: str) -> str:
    """Return the path of the page of an area of a standard whose items have no pages."""
    return f"other-areas/{area_id}.html"


def source_path(source_id: str) -> str:
    """Return the path of a source page."""
    return f"sources/{source_id}.html"


def citing_path(source_id: str, number: int) -> str:
    """Return the path of one of the pages of what cites a source, where its own page does not list it."""
    return f"sources/{source_id}/{number}.html"


def worklist_path(source_id: str) -> str:
    """Return the path of what a source settles that is not certain yet; without a source what none does."""
    return f"unsure/{source_id or NO_SOURCE}.html"


def role_path(role: str) -> str:
    """Return the path of the page of a role."""
    return f"roles/{role}.html"


def procedure_path(procedure_id: str) -> str:
    """Return the path of a procedure page."""
    return f"procedures/{procedure_id}.html"


def compared_path(kind: str) -> str:
    """Return the path of the page where procedures of a kind stand side by side."""
    return f"procedures/compared-{kind}.html"


def guidance_path(guidance_id: str) -> str:
    """Return the path of the page of a month's guidance."""
    return f"monthly-guidance/{guidance_id}.html"


def profile_path(profile_id: str) -> str:
    """Return the path of the page of a kind of branch."""
    return f"profiles/{profile_id}.html"


def branch_path(branch_id: str) -> str:
    """Return the path of a branch's own page: its checklist by its kind's own catalog."""
    return f"branches/{branch_id}.html"


def frequency_path(frequency_id: str) -> str:
    """Return the path of a frequency's page."""
    return f"frequencies/{frequency_id}.html"


def threshold_path(threshold_id: str) -> str:
    """Return the path of a threshold's page."""
    return f"thresholds/{threshold_id}.html"


def difference_path(difference_id: str) -> str:
    """Return the path of the page of a difference between sources."""
    return f"differences/{difference_id}.html"


def unit_path(unit_id: str) -> str:
    """Return the path of the page with the branches of a unit, where there are too many for one page."""
    return f"units/{unit_id}.html"


def branch_names_path(number: int) -> str:
    """Return the path of one of the files in which branches are looked for by name."""
    return f"assets/data/branch-names-{number}.js"


def checklist_path(data: StandardsData, branch_id: str, catalog: Catalog) -> str:
    """Return the path of a branch's checklist: that of its kind's own catalog is the branch's own page."""
    _, branch = data.branches()[branch_id]
    if catalog.id == data.profiles[branch.facts.kind].catalogs[0]:
        return branch_path(branch_id)
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


def print_path(sheet: str) -> str:
    """Return the path of the print page of a sheet, which `sheet_path` names."""
    return f"{sheet}.html"


def file_path(sheet: str, suffix: str) -> str:
    """Return the path of one of the FILES made of a sheet."""
    return f"{sheet}.{suffix}"


def form_template_path(sheet: str) -> str:
    """Return the path of the parts of a shared sheet's files, which a script fills."""
    return f"assets/data/forms/{sheet.rpartition('/')[2]}.js"


def filled_form_path(form_id: str) -> str:
    """Return the path of the parts of a blank form's Word file, which a script fills."""
    return f"assets/data/filled/{form_id}.js"


def paper_path(name: str) -> str:
    """Return the path of the style that sets a kind of paper."""
    return f"assets/data/paper-{name}.css"


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


def shared_sheet_path(form: Form, catalog_id: str, key: str) -> str:
    """Return the path without suffix of a sheet that branches share, one of several of its form: `key` tells which."""
    return f"forms/branch/{sheet_path(form, catalog_id).rpartition('/')[2]}-{key}"


def shared_check_path(profile_id: str, catalog_id: str, key: str) -> str:
    """Return the path of a checklist that branches of a kind share, one of several by its standard."""
    return f"profiles/{profile_id}/{catalog_id}-{key}.html"


def shared_plan_path(profile_id: str, answers: str) -> str:
    """Return the path of the year plan of the branches of a kind that gave these answers."""
    return f"profiles/{profile_id}/plan-{answers}.html"


def plan_script_path(plan: str) -> str:
    """Return the path of what scripts know of the year plan that lies at `plan`."""
    return plan.replace(".html", ".js")
