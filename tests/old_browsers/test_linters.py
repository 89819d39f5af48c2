"""`make lint` refuses what the oldest browsers do not know; the same is asked of what is written into built pages.

It also refuses a size or a colour that is not taken from tokens.css.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable
from html import unescape
from pathlib import Path

import pytest

from standards_site.outputs import scripts
from standards_site.outputs.self_check import one_file
from standards_site.outputs.styles import JOINED, ONE_FILE, joined_components

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
ROOT = HERE.parent.parent

# a style or script that must be refused, and what is said of it
REFUSED = {
    "css": {
        ".a :is(th, td) { color: red; }": "“:is” is not known to Chrome 86",
        ":where(.a) { color: red; }": "“:where” is not known to Chrome 86",
        ".a:has(b) { color: red; }": "“:has” is not known to Chrome 86, Firefox 78, Safari 14",
        ".a:not(.b, .c) { color: red; }": "“:not(a, b)” is not known to Chrome 86, Firefox 78",
        "li:nth-child(1 of .a) { color: red; }": "css-nth-child-of",
        "input:user-invalid { color: red; }": "“:user-invalid” is not known to Chrome 86, Firefox 78, Safari 14",
        "details::details-content { color: red; }": "“:details-content” is not known to",
        ".a { & b { color: red; } }": "css-nesting",
        ".a { inset: 0; }": "“inset” is not known to Chrome 86, Safari 14",
        ".a { margin-inline: 3px; }": "“margin-inline” is not known to Chrome 86, Safari 14",
        ".a { aspect-ratio: 1; }": "“aspect-ratio” is not known to Chrome 86, Firefox 78, Safari 14",
        ".a { accent-color: red; }": "“accent-color” is not known to Chrome 86, Firefox 78, Safari 14",
        ".a { scrollbar-gutter: stable; }": "“scrollbar-gutter” is not known to Chrome 86, Firefox 78, Safari 14",
        ".a { translate: 3px; }": "“translate” is not known to Chrome 86, Safari 14",
        ".a { field-sizing: content; }": "“field-sizing” is not known to Chrome 86, Firefox 78, Safari 14",
        ".a { print-color-adjust: exact; }": "“print-color-adjust” is not known to Chrome 86, Firefox 78, Safari 14",
        ".a { display: flex; gap: 4px; }": "flexbox-gap",
        ".a { overflow: clip; }": "“overflow: clip” is not known to Chrome 86, Firefox 78, Safari 14",
        ".a { overflow-wrap: anywhere; }": "“overflow-wrap: anywhere” is not known to Safari 14",
        ".a { width: fit-content; }": "“width: fit-content” is not known to Firefox 78",
        ".a { grid-template-rows: subgrid; }": "“grid-template-rows: subgrid” is not known to Chrome 86, Safari 14",
        ".a { color: revert-layer; }": "“color: revert-layer” is not known to Chrome 86, Firefox 78, Safari 14",
        ".a { text-decoration: underline 1px; }": "“text-decoration: underline 1px” is not known to Chrome 86",
        ".a { text-decoration: underline dotted; }": "“text-decoration: dotted” is not known to Safari 14",
        '.a::before { content: "x" / "y"; }': '“content: "x" / "y"” is not known to Firefox 78, Safari 14',
        ".a { height: 100dvh; }": "“dvh” is not known to Chrome 86, Firefox 78, Safari 14",
        ".a { width: 3cqw; }": "“cqw” is not known to Chrome 86, Firefox 78, Safari 14",
        ".a { width: 1lh; }": "“lh” is not known to Chrome 86, Firefox 78, Safari 14",
        ".a { color: color-mix(in srgb, red, blue); }": "“color-mix()” is not known to Chrome 86, Firefox 78",
        ".a { color: light-dark(red, blue); }": "“light-dark()” is not known to Chrome 86, Firefox 78, Safari 14",
        ".a { color: rgb(from red r g b); }": "css-relative-colors",
        ".a { width: round(3px, 2px); }": "“round()” is not known to Chrome 86, Firefox 78, Safari 14",
        ".a { --b: oklch(50% 0 0); }": "“oklch()” is not known to Chrome 86, Firefox 78, Safari 14",
        "@layer a { .b { color: red; } }": "“@layer” is not known to Chrome 86, Firefox 78, Safari 14",
        "@container (min-width: 1px) { .a { color: red; } }": "“@container” is not known to",
        "@property --a { inherits: false; }": "“@property” is not known to Firefox 78, Safari 14",
        "@media (width >= 600px) { .a { color: red; } }": "“(width > …)” is not known to Chrome 86, Safari 14",
        "@media (prefers-contrast: more) { .a { color: red; } }": "“(prefers-contrast)” is not known to",
        "@supports not (inset: 0) { .a { inset: 0; } }": "“inset” is not known to Chrome 86, Safari 14",
        "/* stylelint-disable-next-line handbook/known-to-old-browsers */\n.a { inset: 0; }": "descriptionless",
        "/* stylelint-disable-next-line handbook/known-to-old-browsers -- x */\n.a { top: 0; }": "Needless disable",
    },
    "js": {
        "x.at(-1);": "“at()” is not known to Chrome 86, Firefox 78, Safari 14",
        "x.findLast(y);": "“findLast()” is not known to Chrome 86, Firefox 78, Safari 14",
        "x.toSorted();": "“toSorted()” is not known to Chrome 86, Firefox 78, Safari 14",
        'Object.hasOwn(x, "a");': "Object.hasOwn() is not supported in Safari 14, Firefox 78, Chrome 86",
        "Object.groupBy(x, y);": "ES2024 'Object.groupBy' is forbidden.",
        "Promise.any([]);": "Promise.any() is not supported in Firefox 78",
        "structuredClone(x);": "structuredClone is not supported in Safari 14, Firefox 78, Chrome 86",
        "new WeakRef(x);": "WeakRef is not supported in Safari 14, Firefox 78",
        "/(?<=a)b/.test(x);": "ES2018 RegExp lookbehind assertions are forbidden.",
        'new RegExp("(?<!a)b");': "ES2018 RegExp lookbehind assertions are forbidden.",
        "/a/d;": "ES2022 RegExp 'd' flag is forbidden.",
        "x ??= 1;": "ES2021 logical assignment operators are forbidden.",
        "x?.y;": "ES2020 optional chaining is forbidden.",
        "x ?? y;": "ES2020 nullish coalescing operators are forbidden.",
        "class A { #b = 1; }": "ES2022 private field #b is forbidden.",
        "class A { static b = 1; }": "ES2022 static field 'b' is forbidden.",
        "x = 1_000;": "ES2021 numeric separators are forbidden.",
        "x = 10n;": "ES2020 BigInt is forbidden.",
        'import("x");': "ES2020 'import()' syntax is forbidden.",
        "globalThis.x = 1;": "ES2020 'globalThis' variable is forbidden.",
        "document.body.replaceChildren();": "'replaceChildren' is restricted from being used.",
        "document.body.checkVisibility();": "“checkVisibility()” is not known to Chrome 86, Firefox 78, Safari 14",
        "form.requestSubmit();": "“requestSubmit()” is not known to Safari 14",
        "box.showModal();": "“showModal()” is not known to Firefox 78, Safari 14",
        "box.togglePopover();": "“togglePopover()” is not known to Chrome 86, Firefox 78, Safari 14",
        "crypto.randomUUID();": "“randomUUID()” is not known to Chrome 86, Firefox 78, Safari 14",
        "AbortSignal.timeout(3);": "“timeout()” is not known to Chrome 86, Firefox 78, Safari 14",
        "requestIdleCallback(x);": "“requestIdleCallback()” is not known to Safari 14",
        "window.showSaveFilePicker();": "“showSaveFilePicker()” is not known to Firefox 78, Safari 14",
        'new BroadcastChannel("x");': "BroadcastChannel is not supported in Safari 14",
        'new CompressionStream("gzip");': "CompressionStream is not supported in Safari 14, Firefox 78",
        'new Intl.ListFormat("zh");': "Intl.ListFormat() is not supported in Safari 14",
        'navigator.locks.request("a", x);': "navigator.locks() is not supported in Safari 14, Firefox 78",
        'addEventListener("scrollend", x);': "“event scrollend” is not known to Chrome 86, Firefox 78, Safari 14",
        'document.createElement("dialog");': "“<dialog>” is not known to Firefox 78, Safari 14",
        'document.querySelector("a:has(b)");': "“:has” is not known to Chrome 86, Firefox 78, Safari 14",
        'x.closest(":is(a)");': "“:is” is not known to Chrome 86",
        "// eslint-disable-next-line compat/compat\nx();": "Unused eslint-disable directive",
    },
}
# a size or a colour that is written where it is used, not in tokens.css
UNMEASURED = {
    ".a { margin: 5px; }": 'Unexpected unit "px" for property "margin"',
    ".a { padding: 0 calc(1em + var(--s1)); }": 'Unexpected unit "em" for property "padding"',
    ".a { column-gap: 1rem; }": 'Unexpected unit "rem" for property "column-gap"',
    ".a { font-size: 15px; }": 'Unexpected unit "px" for property "font-size"',
    ".a { font: 9pt serif; }": 'Unexpected unit "pt" for property "font"',
    ".a { border-radius: 3px; }": 'Unexpected unit "px" for property "border-radius"',
    ".a { border: 5px solid; }": 'Unexpected value "5px solid" for property "border"',
    ".a { border: 1px solid #ccc; }": 'Unexpected hex color "#ccc"',
    ".a { background: white; }": 'Unexpected named color "white"',
    ".a { box-shadow: 0 0 4px rgba(0, 0, 0, 0.2); }": 'Unexpected function "rgba"',
}
# newer, but with something older before it, or only for browsers that say they know it
ALLOWED = {
    "css": (
        ".a { overflow-wrap: break-word; overflow-wrap: anywhere; }",
        ".a { -webkit-print-color-adjust: exact; print-color-adjust: exact; }",
        "@supports (inset: 0) { .a { inset: 0; } }",
        "@supports selector(:has(a)) { .a:has(b) { color: var(--bad); } }",
        ".a { display: grid; gap: var(--s1); width: min(100%, 3rem); border: 1px solid var(--line); }",
        '.a[title="1dvh :is()"]::before { content: ":has()"; }',
    ),
    "js": (
        "x.map(y).filter(z).flat();",
        "x.append(y); x.closest('a:not(.b)'); x.includes(y); Object.entries(x);",
        "const { a, ...rest } = x; try { y(); } catch { z(rest, a); }",
    ),
}


def found_in(texts: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Return what the linters say of each text, given with its kind, css or js."""
    asked = json.dumps([{"kind": kind, "text": text} for kind, text in texts])
    command = ["node", str(HERE / "lint_texts.mjs")]
    done = subprocess.run(command, cwd=ROOT, input=asked, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_what_the_oldest_browsers_do_not_know_is_refused_with_its_message():
    expected = [(kind, text, message) for kind, texts in REFUSED.items() for text, message in texts.items()]

    found = found_in((kind, text) for kind, text, _ in expected)

    unsaid = {
        text: said for (_, text, message), said in zip(expected, found, strict=True) if message not in "\n".join(said)
    }
    assert unsaid == {}


def test_a_size_or_a_colour_that_is_no_token_is_refused():
    found = found_in(("css", text) for text in UNMEASURED)

    expected = zip(UNMEASURED.items(), found, strict=True)
    assert {text: said for (text, message), said in expected if message not in "\n".join(said)} == {}


def test_what_they_know_or_may_pass_over_is_let_through():
    texts = [(kind, text) for kind, texts in ALLOWED.items() for text in texts]

    found = found_in(texts)

    assert {text: said for (_, text), said in zip(texts, found, strict=True) if said} == {}


@pytest.mark.parametrize(("linter", "name", "text"), [
    ("stylelint", "a.css", ".a :is(b) { color: red; }\n"),
    ("eslint", "a.js", "x.at(0);\n"),
])  # fmt: skip
def test_a_bad_file_fails_the_command_of_make_lint(linter, name, text):
    command = ["npx", "--no-install", linter, "--stdin", f"--stdin-filename=site_templates/theme/assets/{name}"]

    done = subprocess.run(command, cwd=ROOT, input=text, capture_output=True, text=True, check=False, timeout=60)

    assert done.returncode != 0
    assert "is not known to Chrome 86" in done.stdout + done.stderr
    assert re.search(rf"^\tnpx --no-install {linter} ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


def written_into(page: str) -> Iterable[tuple[str, str]]:
    """The styles and scripts that are written into a page itself, not those that lie beside it."""
    for style in re.findall(r"<style[^>]*>(.*?)</style>", page, re.DOTALL):
        yield "css", style
    for style in re.findall(r'<[a-z][^<>]*\sstyle="([^"]*)"', page):
        yield "css", f"a {{ {unescape(style)} }}"
    for attributes, script in re.findall(r"<script([^>]*)>(.*?)</script>", page, re.DOTALL):
        if "src=" not in attributes and "application/" not in attributes:
            yield "js", script


def test_what_is_written_into_the_built_pages_is_known_too(site):
    pages = [path.read_text("utf-8") for path in site.rglob("*") if path.suffix in {".html", ".svg"}]
    # read with their sources, where what is known late has its reason in a comment that is not delivered
    ours = {("css", joined_components(ROOT, names)) for names in (ONE_FILE, JOINED["missing"])}
    ours |= {("js", scripts.joined_sources(ROOT, names)) for names in (scripts.ONE_FILE, scripts.MISSING_PAGE)}
    # with a library of others, which is as its authors publish it
    ours.add(("js", one_file.inlined(scripts.joined_sources(ROOT, scripts.ONE_FILE_TOOLS))))
    texts = list(dict.fromkeys(one for page in pages for one in written_into(page) if one not in ours))

    found = found_in(texts)

    assert {text[:2000]: said for (_, text), said in zip(texts, found, strict=True) if said} == {}
