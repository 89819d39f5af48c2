"""What pages and scripts both say: said once, printed by the templates and handed to the scripts in site.js."""

from __future__ import annotations

TOOLS = {
    "backup": "备份到文件",
    "bring": "导入",
    "copy": "复制数据",
    "export": "导出 Excel、Word",
    "ledger": "整改台账",
    "year": "全年工作一览",
    "summary": "年度工作总结",
    "compare": "与以前比较",
    "earlier": "恢复以前的内容",
    "close": "结束这一年",
    "handover": "交给下一任",
    "print": "打印",
    "clear": "导出并清除本机数据",
    "leave": "清空这台电脑",
}
"""The tools of a self-check, in the order of their buttons; the first one stands outside their menu."""

PARTS = {"month": "本月", "year": "全年", "check": "自查", "forms": "表单和标签", "applies": "适用和理由"}
"""The parts of a branch's page in their order: places on the page, and their names."""

LEDGER_HEADS = ("编号", "问题", "具体表现", "措施", "责任人", "时限", "进展", "销号", "回头看")

RECTIFICATION = {"measure": "怎么改", "proof": "凭什么证明", "close_out": "什么时候销号"}
"""What the parts of a rectification are called, in the order in which they are shown."""

SLIP = {
    "title": "反馈单",
    "from": "上级意见",
    "whole": "总的意见",
    "done": "已改",
    "no_names": "不写人名",
    "state": "这一份到了哪一步",
}
"""What the committee says of a branch's record."""

SLIP_STATES = {"partly": "已收", "unmet": "已退回", "met": "已办结"}
"""How far a record is with the committee, by the statuses of answers."""

WORDS = {
    # an answer
    "unanswered": "未填",
    "recheck": "需重新核对",
    "changed": "标准有变化",
    "judged": "怎样算达到",
    "usual": "常见问题和整改办法（本站建议）",
    "choose_not_applicable": "不适用的选“不适用”",
    "reopen": "重新打开",
    "to_reopen": "去重新打开",
    "year_closed": "这一年已经结束",
    "next_open": "下一个没填",
    "closed_year": "这一年已经结束，内容不能换。要换，先重新打开",
    # what a browser keeps
    "kept": "本机存的内容",
    "my_branch": "我的支部",
    # files
    "read_pasted": "读取粘贴的数据",
    "choose_file": "选备份文件",
    "wechat": "微信里不能下载和打印",
    "newer_page": "请用新版网页汇总",
    "not_sent": "不会发送到任何地方",
    # a branch
    "people": "在培养的人",
    "facts": "支部情况",
    "to_do": "需要处理",
    "unchecked": "没填，所以没检查对不对",
    "follow_ups": "补充（可以不填，填了才检查）",
    "other_catalogs": "更多标准",
    "frequencies": "频次",
    "thresholds": "人数、票数、期限",
    "on_this_page": "本页",
    "applying": "项，就是上面自查的各项。",
    # its year
    "plan": "年度计划",
    "whole_year": "全年要做的事",
    "own_duties": "另外的事",
    "calendar": "放进自己的日历",
    "calendar_file": "下载日历文件（.ics）",
    "old_calendar": "日历里有旧版手册下载的，先删掉再导入，免得一件事有两条。",
    "often": "多久一次",
    "when": "什么时候",
    "term_days": "换届的日子",
    "undated": "不按日历的事",
}
