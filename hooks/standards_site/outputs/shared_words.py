"""What pages and scripts both say: said once, printed by the templates and handed to the scripts in site.js."""

from __future__ import annotations

TOOLS = {
    "backup": "备份到文件",
    "bring": "导入",
    "copy": "复制数据",
    "export": "导出 Excel、Word",
    "ledger": "整改台账",
    "compare": "与以前比较",
    "earlier": "恢复以前的内容",
    "print": "打印",
    "clear": "导出并清除本机数据",
}
"""The tools of a self-check, in the order of their buttons; the first one stands outside their menu."""

LEDGER_HEADS = ("编号", "问题", "具体表现", "措施", "责任人", "时限", "进展", "销号", "回头看")

RECTIFICATION = {"measure": "怎么改", "proof": "凭什么证明", "close_out": "什么时候销号"}
"""What the parts of a rectification are called, in the order in which they are shown."""

WORDS = {
    # an answer
    "unanswered": "未填",
    "recheck": "需重新核对",
    "changed": "标准有变化",
    "judged": "怎样算达到",
    "usual": "常见问题和整改办法（本站建议）",
    "choose_not_applicable": "不适用的选“不适用”",
    # files
    "read_pasted": "读取粘贴的数据",
    "choose_file": "选备份文件",
    "wechat": "微信里不能下载和打印",
    "newer_page": "请用新版网页汇总",
    "not_sent": "不会发送到任何地方",
    # a branch
    "facts": "支部情况",
    "to_do": "需要处理",
    "unchecked": "没有填、没有检查",
    "follow_ups": "补充（可以不填，填了才检查）",
    "other_catalogs": "其他标准",
    "frequencies": "频次",
    "thresholds": "人数、票数、期限",
    # its year
    "calendar": "放进自己的日历",
    "calendar_file": "下载日历文件（.ics）",
    "often": "多久一次",
    "when": "什么时候",
    "term_days": "换届的日子",
    "undated": "不按日历的事",
}
