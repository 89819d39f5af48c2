"""The page 我的支部 filled in for one branch, and when it is ready."""

from __future__ import annotations

TEACHERS = (
    "kind=teacher&formal_members=12&probationary_members=1&committee=1&groups=0&leaders=1&mobile_members=0"
    "&graduating_members=0&overseas_members=0&candidates=2&rectification=0"
)

HEADING = (
    "教师党支部 · 正式党员 12 名 · 预备党员 1 名 · 设支部委员会 · 没有划分党小组"
    " · 在培养的发展对象和积极分子 2 名 · 有党员领导干部"
)


def ready(page) -> None:
    """Wait until what is kept was read, the form can be filled in, and what answers it is there or was missed.

    The form is unfolded, also where it was answered before.
    """
    page.wait_for_function(
        "() => { const page = document.querySelector('my-branch'); return page.isOpen && (page.result || page.again); }"
    )
    page.evaluate("Object.assign(document.querySelector('my-branch'), {isToFold: false}).folded.open = true")


def answered(page, kind, members, bodies, start):
    """Answer the three questions of the home page, and the day if there is one; wait for the month."""
    page.get_by_label("哪类支部").select_option(kind)
    page.get_by_label("几名正式党员").fill(str(members))
    page.get_by_label("支委会和党小组").select_option(label=bodies)
    if start:
        page.get_by_label("本届选举产生的日期").fill(start)
    page.get_by_role("button", name="看本月").click()
    page.locator("this-month h3").first.wait_for()
