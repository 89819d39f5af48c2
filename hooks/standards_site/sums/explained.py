"""What the page of calculators says about each tool: formulas, tables and examples, reckoned from the thresholds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..dates import months_later, workdays_later, years_later
from .answers import answer, bands_text, committee_size, group_size, most_dues, yuan
from .limits import Limits
from .questions import Given
from .sums import at_least, candidates_needed, dues, more_than


@dataclass(frozen=True)
class Table:
    """Worked values under a caption: the first cell of a row names it."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Tool:
    """One calculator as its page section shows it."""

    id: str
    title: str
    about: str
    formulas: tuple[str, ...]
    notes: tuple[str, ...]
    tables: tuple[Table, ...]
    examples: tuple[Given, ...]


CLAMPED = (
    "按月数日历：加几个月就到那个月的同一天，没有这一天的，取那个月的最后一天。"
    "1 月 31 日加 1 个月是 2 月 28 日，闰年是 29 日。"
)


def tools(limits: Limits, term_start: str) -> Sequence[Tool]:
    """Return the tools in the order of the page; `term_start` says from which day a term is counted."""
    term = _term(limits, term_start)
    return (_vote(limits), _setup(limits), _dues(limits), _development(limits), _hours(limits), term)


def _vote(limits: Limits) -> Tool:
    people = (1, 2, 3, 7, 11, 12, 20, 30, 50)
    said = limits.words
    share = {name: f"{words.modal}至少是应到 × " for name, words in said.items()}
    return Tool(
        id="vote",
        title="表决和选举要到多少人、多少票",
        about="应到只数有表决权（选举权）的正式党员，预备党员不算。",
        formulas=(
            f"一般表决到会：{share['congress_quorum']}{limits.congress_quorum}%，有小数就进一{said['congress_quorum'].note}。",
            f"接收预备党员、转正的到会：{share['admission_quorum']}{limits.admission_quorum}%，去掉小数再加 1"
            f"{said['admission_quorum'].note}。",
            f"一般表决通过：{share['majority']}{limits.majority}%，去掉小数再加 1{said['majority'].note}。"
            "分母是应到，不是实到。",
            f"接收预备党员、转正通过：{share['admission_majority']}{limits.admission_majority}%，去掉小数再加 1"
            f"{said['admission_majority'].note}。",
            f"支委会到会：{said['committee_quorum'].modal}至少是委员人数 × {limits.committee_quorum}%，有小数就进一"
            f"{said['committee_quorum'].note}。",
            f"选举到会：{share['turnout']}{limits.turnout}%，有小数就进一{said['turnout'].note}。",
            f"委员候选人：{said['difference'].modal}至少是应选名额 × {100 + limits.difference}%，有小数就进一"
            f"{said['difference'].note}。",
            *_elected(limits),
        ),
        notes=(),
        tables=(
            Table(
                "应到不同人数时",
                (
                    "应到",
                    f"一般表决到会{said['congress_quorum'].note}",
                    f"接收、转正到会{said['admission_quorum'].note}",
                    f"一般表决票数{said['majority'].note}",
                    f"接收、转正票数{said['admission_majority'].note}",
                    f"选举到会{said['turnout'].note}",
                    *((f"当选，按应到{said['elected'].note}",) if said["elected"].used else ()),
                ),
                tuple(
                    (
                        f"{n} 人",
                        f"{at_least(n, limits.congress_quorum)} 人",
                        f"{more_than(n, limits.admission_quorum)} 人",
                        f"{more_than(n, limits.majority)} 票",
                        f"{more_than(n, limits.admission_majority)} 票",
                        f"{at_least(n, limits.turnout)} 人",
                        *((f"{more_than(n, limits.elected)} 票",) if said["elected"].used else ()),
                    )
                    for n in people
                ),
            ),
            Table(
                "委员候选人",
                ("应选", f"候选人至少{said['difference'].note}"),
                tuple((f"{k} 名", f"{candidates_needed(k, limits.difference)} 名") for k in (3, 5, 7)),
            ),
        ),
        examples=(
            {"kind": "congress", "entitled": "12", "present": "6"},
            {"kind": "admission", "entitled": "12", "present": "6"},
            {"kind": "committee", "entitled": "5"},
            {"kind": "election", "entitled": "20", "present": "17", "seats": "5"},
        ),
    )


def _elected(limits: Limits) -> tuple[str, ...]:
    """Return what is told of being elected: every reading that is not ruled out by another one in force."""
    readings = (("elected", "应到"), ("elected_present", "实到"))
    found = [
        f"当选，按{counted}算：赞成{limits.words[name].modal}超过{counted}的 {getattr(limits, name)}%"
        f"{limits.words[name].note}。"
        for name, counted in readings
        if limits.words[name].used
    ]
    return (*found, "两种都列出，用哪一种选举前问上级组织部门。") if len(found) > 1 else tuple(found)


def _setup(limits: Limits) -> Tool:
    said = limits.words
    origin = f"每组的人数{said['group_min'].origin}。" if said["group_min"].origin else ""
    sizes = (limits.together - 1, limits.branch_min, limits.committee_from - 1, limits.committee_from)
    return Tool(
        id="setup",
        title="支部怎样设",
        about="怎样设、要不要支委会只数正式党员；支部规模和党小组数全部党员。"
        "成立、合并、分设都由基层党委批复，支部不能自己定。",
        formulas=(
            f"正式党员 {limits.branch_min} 名以上，{said['branch_min'].modal}成立党支部{said['branch_min'].note}；"
            f"不足 {limits.together} 名的，{said['together'].modal}成立联合党支部{said['together'].note}。",
            f"联合党支部覆盖的单位{said['joint_units'].modal}不超过 {limits.joint_units} 个"
            f"{said['joint_units'].note}。",
            f"正式党员 {limits.committee_from} 名以上{said['committee_from'].modal}设支部委员会"
            f"{said['committee_from'].note}：{committee_size(limits)}"
            f"{(said['committee_usual'] if said['committee_usual'].mark else said['committee_max']).note}。",
            f"一个支部的党员{said['branch_max'].modal}不超过 {limits.branch_max} 名{said['branch_max'].note}。"
            "这一条数全部党员，包括预备党员。",
            f"党小组最多几个：{group_size(limits)}{said['group_min'].note}。"
            f"全部党员人数 ÷ {limits.group_min}，去掉小数，也不多于正式党员人数 ÷ {limits.group_formal}。{origin}",
        ),
        notes=("带“一般”的数超过了是提示，不直接算不合格。学校另有更严规定的，按学校的。",),
        tables=(
            Table(
                "一个单位、没有预备党员，不同人数时",
                ("正式党员", "结果"),
                tuple(
                    (
                        f"{n} 名",
                        "；".join(
                            f"{row.label}：{row.value}"
                            for row in answer(
                                "setup", {"members": str(n), "probationary": "0", "units": "1"}, limits
                            ).rows
                        ),
                    )
                    for n in (*sizes, limits.branch_max, limits.branch_max + 1)
                ),
            ),
        ),
        examples=(
            {"members": "9", "probationary": "2", "units": "1"},
            {"members": "5", "probationary": "6", "units": "6"},
        ),
    )


def _dues(limits: Limits) -> Tool:
    working, retired = limits.working, limits.retired
    bases = [base for upto, _ in working if upto for base in (upto, upto + 1)]
    old = [base for upto, _ in retired if upto for base in (upto, upto + 1)]
    return Tool(
        id="dues",
        title="每月交多少党费",
        about="先算基数，再用全部基数乘所在档的一个比例，不分段累加。",
        formulas=(
            "在职基数：每月固定、经常性收入，减个人所得税、五险一金、年金、住房交通等补贴；事业单位的奖励性绩效也减。",
            "在职比例："
            + "；".join(f"{text}，{rate}" for text, rate in bands_text(working))
            + f"{limits.words['working'].note}。",
            "离退休比例（基数是实际领取的离退休费或养老金）："
            + "；".join(f"{text}，{rate}" for text, rate in bands_text(retired))
            + f"{limits.words['retired'].note}。",
            f"学生、失业、领低保等党员：{limits.words['student_fen'].modal}每月 {yuan(limits.student_fen)}"
            f"{limits.words['student_fen'].note}。",
        ),
        notes=(
            "算到分，不足 1 分的四舍五入（待核）：没有见到怎样取舍的规定，照学校组织部的办法。",
            f"每月{most_dues(limits)}{limits.words['dues_hint'].note}。",
            "在职读学位的研究生归哪一类，问学校组织部。",
        ),
        tables=(
            Table(
                "在职，基数在分档线上下",
                ("基数", "每月应交"),
                tuple((f"{base} 元", yuan(dues(base * 100, working)[0])) for base in bases),
            ),
            Table(
                "离退休，基数在分档线上下",
                ("基数", "每月应交"),
                tuple((f"{base} 元", yuan(dues(base * 100, retired)[0])) for base in old),
            ),
        ),
        examples=(
            {
                "kind": "working",
                "income": "9800",
                "tax": "120",
                "insurance": "1650",
                "annuity": "300",
                "subsidy": "600",
                "bonus": "1000",
            },
            {"kind": "retired", "pension": "5200"},
        ),
    )


def _since(limits: Limits) -> str:
    if limits.rules_earliest == limits.rules_from:
        return f"{limits.rules_from} 起"
    return f"{limits.rules_from} 公布，另有一处写 {limits.rules_earliest} 发布，从哪天起施行待核"


def _between_rules(limits: Limits) -> tuple[str, ...]:
    """Return what is told of steps before the rules held, and of those on days of which that is not certain."""
    before = f"有日期早于 {limits.rules_earliest} 的，那一步按哪一版没有看到过渡规定，问学校组织部。"
    if limits.rules_earliest == limits.rules_from:
        return (before,)
    return (
        before,
        f"有日期不早于 {limits.rules_earliest}、早于 {limits.rules_from} 的，按哪一版没有定论，待核，也问学校组织部。",
    )


def _days_off(limits: Limits) -> str:
    """Return of which years holidays and the days worked for them are counted."""
    years = "、".join(map(str, limits.work.years))
    if not years:
        return "法定节假日和调休没有扣，请对照日历"
    return f"{years} 年的节假日和调休按国务院办公厅的安排数，别的年份数周一到周五，请对照日历"


def _development(limits: Limits) -> Tool:
    said = limits.words
    within = {
        name: f"{said[name].modal}在 {getattr(limits, name)} 个月内{said[name].note}"
        for name in ("talk_months", "congress_months", "approval_months", "oath_months", "full_approval_months")
    }
    ends = (date(2026, 1, 31), date(2027, 5, 31), date(2028, 1, 30), date(2028, 2, 29))
    posted = (date(2026, 6, 5), date(2026, 6, 6), date(2026, 6, 8), date(2026, 9, 18))
    return Tool(
        id="development",
        title="发展党员的日期",
        about="只填已经发生的日期，算下一步最早、最迟是哪天。"
        f"按新细则（{_since(limits)}），依据全文转载；漏了一步停下来报上级，不倒填。",
        formulas=(
            f"派人谈话：收到申请书后{within['talk_months']}。",
            f"列为发展对象：确定为积极分子{said['activist_years'].modal}满 {limits.activist_years} 年"
            f"{said['activist_years'].note}，最早这一天，不是到期自动列为。",
            f"公示：{said['notice_days'].modal}不少于 {limits.notice_days} 个工作日{said['notice_days'].note}。"
            f"从贴出的第二天起数工作日，是本站取的稳妥数法，待核；{_days_off(limits)}。",
            f"党员大会：预审合格后{within['congress_months']}，从收到通知那天数。",
            f"党委审批接收：{within['approval_months']}，特殊情况{said['approval_special_months'].modal}不超过 "
            f"{limits.approval_special_months} 个月{said['approval_special_months'].note}，从报送决议那天数。",
            f"入党宣誓：批准后{within['oath_months']}。",
            f"预备期：{said['probation_years'].modal}从党员大会通过那天起 {limits.probation_years} 年"
            f"{said['probation_years'].note}。期满那天算不算在内待核，以批准通知写的起止为准。",
            f"党委审批转正：{within['full_approval_months']}。",
        ),
        notes=(CLAMPED, *_between_rules(limits)),
        tables=(
            Table(
                "遇到月底和闰年",
                ("日期", "加 1 个月", "加 1 年"),
                tuple((str(day), str(months_later(day, 1)), str(years_later(day, 1))) for day in ends),
            ),
            Table(
                "公示到哪天",
                ("贴出", f"满 {limits.notice_days} 个工作日"),
                tuple((str(day), str(workdays_later(day, limits.notice_days, limits.work))) for day in posted),
            ),
        ),
        examples=(
            {"application": "2026-05-31", "activist": "2026-09-10", "notice": "2027-09-16", "candidate": "2027-09-24"},
            {
                "application": "2026-05-31",
                "preview": "2028-03-31",
                "congress": "2028-04-20",
                "sent": "2028-04-28",
                "approval": "2028-05-30",
            },
        ),
    )


def _hours(limits: Limits) -> Tool:
    member, leader = limits.words["member_hours"], limits.words["leader_hours"]
    return Tool(
        id="hours",
        title="今年还差多少学时",
        about="两个学时数对象不同，不能换算。",
        formulas=(
            f"党员：每年{member.modal}不少于 {limits.member_hours} 学时{member.note}。",
            f"书记和班子成员：每年{leader.modal}不少于 {limits.leader_hours} 学时{leader.note}。",
            "还差：要求减已完成；已经超过的不差。占比去掉小数。",
        ),
        notes=("哪些活动能算学时，由学校组织部认定。",),
        tables=(
            Table(
                "已完成不同学时时",
                ("已完成", "党员还差", "书记和班子成员还差"),
                tuple(
                    (f"{done} 学时", *(_hours_left(limits, kind, done) for kind in ("member", "leader")))
                    for done in (0, 12, 32, 40, 56)
                ),
            ),
        ),
        examples=({"kind": "member", "done": "20.5"}, {"kind": "leader", "done": "48"}),
    )


def _hours_left(limits: Limits, kind: str, done: int) -> str:
    rows = answer("hours", {"kind": kind, "done": str(done)}, limits).rows
    return next(row.value for row in rows if row.label == "还差")


def _term(limits: Limits, term_start: str) -> Tool:
    said = limits.words
    starts = ("2024-02-29", "2025-08-31", "2026-11-20")
    return Tool(
        id="term",
        title="什么时候换届",
        about=f"{limits.term_start}：{term_start}",
        formulas=(
            f"届满：{said['term_years'].modal}满 {limits.term_years} 年{said['term_years'].note}。",
            f"上级提醒：{said['reminder_months'].modal}提前 {limits.reminder_months} 个月"
            f"{said['reminder_months'].note}。没有收到提醒也要换届。",
            f"报换届请示：届满前 {limits.request_months} 个月{said['request_months'].note}。"
            f"这个数的来源写：{limits.request_says}。没有写到的支部，照着准备。",
            f"延期：报上级批准，{said['extension_years'].modal}不超过 {limits.extension_years} 年"
            f"{said['extension_years'].note}。",
        ),
        notes=(CLAMPED,),
        tables=(
            Table(
                "不同日期产生时",
                (limits.term_start, "届满、提醒、请示、延期"),
                tuple(
                    (
                        start,
                        "；".join(f"{row.label} {row.value}" for row in answer("term", {"start": start}, limits).rows),
                    )
                    for start in starts
                ),
            ),
        ),
        examples=({"start": "2026-11-20"},),
    )
