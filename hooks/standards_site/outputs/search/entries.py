"""What can be found: every record that somebody looks for, with its place and the words on it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ...data.load import StandardsData
from ...data.model import Form, FormField, Item, LeadsTo, Procedure, Requirement, RoleGuide, Step
from ...rules import RULES
from ..handbook.hand_pages import hand_pages, text_of_page, without_code
from ..handbook.items import frequency_texts
from ..handbook.leads import calculators, lead_view
from ..handbook.numbers_beside import named_setting
from ..handbook.page import Page
from ..handbook.roles import shown_roles
from ..links import Links, Place, profile_path, role_path, source_file
from ..output import Context, Output
from ..words import in_a_list

_MARKUP = re.compile(r"[#*`|>\[\]]|\([^)]*\)|<[^>]*>|^-+\s", re.MULTILINE)
_DESCRIPTION = re.compile(r"^description: (.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Findable:
    """Something that can be found.

    `kind` is one of `found_kind` in vocabulary.yaml; `href` is its address from the root of the site; `line` is shown
    under the title; `text` is searched and not shown, `called` as well and like a title.
    """

    kind: str
    title: str
    href: str
    line: str = ""
    text: str = ""
    called: tuple[str, ...] = ()


def entries(context: Context, listed: Iterable[Page], made: Iterable[Output], root: Path) -> Iterator[Findable]:
    """Yield all that can be found; of equals the earlier is shown first.

    `listed` are the pages of the handbook, `made` the files made of them, `root` is the folder of the project.
    """
    data, links = context.data, context.links("")
    yield from _questions(context, links)
    yield from _items(context, links)
    for procedure in data.procedures.values():
        yield from _procedure(data, links, procedure)
    yield from _numbers(context, links)
    for form in data.forms.values():
        yield from _form(data, links, form)
    yield from _calculators(data, links)
    yield from _words(context, links)
    yield from _sources_and_kinds(data, links)
    yield from _pages(context, listed, made, root)


def _questions(context: Context, links: Links) -> Iterator[Findable]:
    for question in context.data.search.questions:
        href, line = _answer(context, links, question.answer)
        yield Findable("question", question.ask, href, line)


def _answer(context: Context, links: Links, answer: LeadsTo) -> tuple[str, str]:
    """Return where a question is answered, and the answer in a line."""
    in_force, found = context.standards.in_force, lead_view(links, answer)
    number = answer.frequency or answer.threshold
    if number:
        return found["href"], named_setting(in_force[number])
    if answer.item and answer.requirement:
        requirements = context.data.items[answer.item].requirements
        return found["href"], in_a_list(next(one for one in requirements if one.key == answer.requirement))
    return found["href"], found["text"]


def _items(context: Context, links: Links) -> Iterator[Findable]:
    data, main = context.data, context.data.site.main_catalog
    for item in data.items.values():
        catalog = data.catalogs[data.item_catalog[item.id]]
        is_main = catalog.id == main
        line = "；".join(frequency_texts(context.standards.in_force, item)) or item.purpose
        text = "\n".join(_words_of_item(item))
        href = links.item(item.id)
        yield Findable("item" if is_main else "other", item.heading, href, line if is_main else catalog.title, text)
        for requirement in item.requirements:
            if is_main:
                yield _requirement(links, item, requirement)


def _requirement(links: Links, item: Item, requirement: Requirement) -> Findable:
    short = in_a_list(requirement)
    text = "" if short == requirement.text else requirement.text
    return Findable("requirement", short, links.requirement(item.id, requirement.key), item.heading, text)


def _words_of_item(item: Item) -> Iterator[str]:
    yield item.purpose
    for phase in item.how_to:
        yield from (phase.title, *phase.steps)
    if item.judge:
        yield from (item.judge.met, item.judge.partly, item.judge.unmet)
    for mistake in (*item.mistakes, *item.questions):
        yield mistake.text
        if mistake.rectification:
            yield mistake.rectification.measure
    for kept in item.keep:
        yield from (kept.paper, *kept.key_fields)
    yield from item.notes


def _steps(procedure: Procedure) -> Iterator[Step]:
    for stage in procedure.stages:
        yield from stage.steps


def _procedure(data: StandardsData, links: Links, procedure: Procedure) -> Iterator[Findable]:
    yield Findable(
        "procedure",
        procedure.title,
        links.procedure(procedure.id),
        procedure.about,
        "\n".join((procedure.origin, *procedure.notes, *(aspect.text for aspect in procedure.aspects))),
    )
    for step in _steps(procedure):
        papers = (data.forms[paper.form].title if paper.form else paper.paper for paper in step.papers)
        words = (step.text, step.changed, step.unsure, *(limit.text for limit in step.limits), *papers)
        text = "\n".join(word for word in words if word)
        yield Findable("step", step.title, links.step(procedure.id, step.key), procedure.title, text)


def _numbers(context: Context, links: Links) -> Iterator[Findable]:
    data, in_force = context.data, context.standards.in_force
    for kind, record in data.compared:
        to = links.frequency if kind == "frequency" else links.threshold
        positions = (position.text for position in record.positions)
        text = "\n".join((record.about, *record.notes, *positions))
        yield Findable(kind, record.title, to(record.id), in_force[record.id].summary.rstrip("。"), text)


def _form(data: StandardsData, links: Links, form: Form) -> Iterator[Findable]:
    yield Findable(
        "form", form.title, links.form(form.id), form.purpose, _words_of_form(form), data.search.form_names(form.id)
    )
    if form.rows and form.rows.source == "items":
        for catalog in data.catalogs.values():
            if catalog.id != data.site.main_catalog:
                yield Findable("form", f"{catalog.title}{form.title}", links.printed_check(catalog.id), catalog.about)


def _words_of_form(form: Form) -> str:
    fields: tuple[FormField, ...] = (*form.header, *form.columns, *form.signatures)
    return "\n".join((*form.notes, *form.body, "、".join(field.name for field in fields)))


def _calculators(data: StandardsData, links: Links) -> Iterator[Findable]:
    for tool in calculators(data).values():
        text = "\n".join((*tool.formulas, *tool.notes))
        yield Findable("calculator", tool.title, links.calculator(tool.id), tool.about, text)


def _words(context: Context, links: Links) -> Iterator[Findable]:
    data = context.data
    for term in data.glossary.terms:
        yield Findable("term", term.term, links.term(term.term), term.meaning)
    for role in shown_roles(context):
        entry, guide = data.vocabulary.role[role], data.role_guides.get(role)
        line, text = (guide.about, "\n".join(_words_of_role(guide))) if guide else (entry.meaning, "")
        yield Findable("role", entry.label, role_path(role), line, text)
        for name in guide.called if guide else ():
            yield Findable("role", name, role_path(role), entry.label)
    for ledger in data.ledgers.values():
        documents = "、".join(document.title for document in ledger.documents)
        yield Findable("ledger", ledger.title, links.ledger(ledger.id), documents)


def _words_of_role(guide: RoleGuide) -> Iterator[str]:
    for part in guide.parts:
        yield from (part.title, *(line.text for line in part.lines))


def _sources_and_kinds(data: StandardsData, links: Links) -> Iterator[Findable]:
    for profile in data.profiles.values():
        yield Findable("profile", profile.title, profile_path(profile.id), profile.about)
    for source in data.sources.values():
        text = "\n".join((source.title, source.issuer, source.number, source.scope, *source.also_called))
        yield Findable("source", source.short, links.source(source.id), source.use, text)


def _pages(context: Context, listed: Iterable[Page], made: Iterable[Output], root: Path) -> Iterator[Findable]:
    """Yield the pages that are no record's own: those at promised places and those written by hand."""
    places = set(Place)
    files = {output.path: output.content for output in made if isinstance(output.content, str)}
    by_hand = hand_pages(root)
    files |= {name: text_of_page(root, name) for name in by_hand}
    for page in listed:
        if page.path in places and page.path != Place.SEARCH:
            file = source_file(page.path)
            told = _DESCRIPTION.search(files.get(file, ""))
            text = _MARKUP.sub(" ", without_code(root, file)) if file in by_hand else ""
            yield Findable("page", page.title, page.path, told.group(1) if told else "、".join(page.under), text)
    links = context.links("")
    for catalog in context.data.catalogs.values():
        yield Findable("page", catalog.title, links.catalog(catalog), catalog.about)
    for area in context.data.main_catalog.areas:
        yield Findable("page", area.heading, links.area(area.id), area.about)
    for rule in RULES.values():
        yield Findable("rule", f"{rule.code} {rule.says}", links.rule(rule.code), rule.why)
