"""Facts of a branch, and decisions of a university or a kind of branch, laid over the data."""

from __future__ import annotations

from dataclasses import replace

from standards_site.data.model import Adoption, BranchFacts, LocalRule, Number, Stricter

MONTHLY = Stricter(
    frequency="dues-publication", per="month", times=Number(at_least=1), text="每月公布 1 次", basis="本校党费管理办法"
)

YEARLY = Adoption(frequency="dues-publication", position="lecture", why="按讲稿")

FACTS = {
    "kind": "teacher",
    "formal_members": 9,
    "probationary_members": 1,
    "committee": True,
    "groups": False,
    "leaders": False,
    "mobile_members": 0,
    "graduating_members": 0,
    "overseas_members": 0,
    "candidates": 0,
    "rectification": False,
}


def facts(**changes: object) -> BranchFacts:
    return BranchFacts.model_validate({**FACTS, **changes})


def university(data, *, kinds=(), **ruling):
    """The data with one rule of the university, switched on, in the place of those that ship."""
    rule = LocalRule(key="own", title="本校规定", on=True, kinds=kinds, **ruling)
    return replace(data, site=data.site.model_copy(update={"local_rules": (rule,)}))


def profile(data, kind, **ruling):
    """The data with other decisions for one kind of branch."""
    changed = {**data.profiles, kind: data.profiles[kind].model_copy(update=ruling)}
    return replace(data, records={**data.records, "profile": changed})


def switched_on(data, key):
    """The data with one of the university's rules that ship switched on."""
    rules = tuple(rule.model_copy(update={"on": rule.key == key}) for rule in data.site.local_rules)
    return replace(data, site=data.site.model_copy(update={"local_rules": rules}))
