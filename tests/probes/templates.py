"""What counts as logic in a template."""

from __future__ import annotations

from jinja2 import nodes

LOGIC = (
    nodes.Compare,
    nodes.BinExpr,
    nodes.Concat,
    nodes.And,
    nodes.Or,
    nodes.Assign,
    nodes.AssignBlock,
    nodes.CondExpr,
    nodes.Test,
    nodes.FilterBlock,
)
