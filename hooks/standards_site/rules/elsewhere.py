"""Rules that are checked while files are read or addresses are given out, and explained like all others."""

from __future__ import annotations

from .registry import Example, Rule, add

# These are found while loading.
_EXAMPLES: dict[str, Example] = {
    "YML1": ("text： 一般每季度召开一次。  # 冒号是全角的", "text: 一般每季度召开一次。"),
    "YML2": ("clause: 第四条\nclause: 第五条", "clause: 第五条"),
    "YML3": ('date: &day "2026-11-21"', 'date: "2026-11-21"'),
    "CHR1": ("site_name: 支部U+200B手册  # U+200B 是零宽空格，看不见", "site_name: 支部手册"),
    "SHP1": ("modalty: must", "modality: must"),
    "SHP2": ("{key: hold, modality: must}  # 缺 text", "{key: hold, modality: must, text: 每季度召开一次。}"),
    "SHP3": ("clause: 11", "clause: 第十一条"),
    "SHP4": ('title: ""', "title: 支部党员大会"),
    "SHP5": ('date: "2026-02-30"', 'date: "2026-02-28"'),
    "IDS1": ("id: congress  # 文件是 branch-congress.yaml", "id: branch-congress"),
    "QUO8": (
        "text: 标准共 33 项，党员一年学 32 学时。  # 在 content/about.md 里，标准现在有 34 项",
        "text: 标准共 34 项。",
    ),
    "FIL1": ("# standards_data/forms/会议/minutes.yml", "# standards_data/forms/minutes.yaml"),
    "FIL2": ("# standards_data/forms/old.yaml 是一个文件夹", "# standards_data/forms/old.yaml 是一个文件"),
    "FIL3": ("# standards_data/forms/minutes.yaml.bak", "# standards_data/forms/minutes.yaml"),
    "IDS2": ("id: maths-teachers  # 另一个单位也有 maths-teachers", "id: physics-teachers"),
    "PTH1": ("- {id: index, name: 教师支部}  # branches/index.html 是本站的", "- {id: maths-teachers, name: 教师支部}"),
    "PTH2": ("- {id: CON, name: 教师支部}", "- {id: continuing-education, name: 教师支部}"),
    "PTH3": ("# content/maintain.md：[数据规则](rule.md)", "# content/maintain.md：[数据规则](rules.md)"),
    "SIT1": ("id: sample-handbook", "id: example-university"),
    "FNT1": ("fonts: [fonts/Tinny.ttf]  # 文件叫 Tiny.ttf", "fonts: [fonts/Tiny.ttf]"),
    "FNT2": ("name: 𠮷野教师支部", "name: 吉野教师支部"),
}
for _code, _says, _why in (
    ("YML1", "文件是 UTF-8 编码、写法正确的 YAML", "写法有误时后面的内容读不出来，先改这一处。"),
    ("YML2", "同一层里一个键只写一次", "重复的键会悄悄盖掉前面写的内容。"),
    ("YML3", "不用锚点、别名和标签（&、* 和 !）", "每处写全，读的人不用跳来跳去，改一处时别处不会跟着变。"),
    (
        "CHR1",
        "没有看不见的字符：方向标记、零宽字符、不换行空格等特殊空格、控制字符、自造字",
        "它们大多是从网页和文档里粘贴进来的：看着一样，搜不到、对不上，还能让后面的字倒着显示。",
    ),
    ("SHP1", "只写规定的键", "写错的键名会让内容从网站上消失，所以不认识的键一律报错。"),
    ("SHP2", "必填的键都在", "缺了它，页面或表单会缺一块。"),
    ("SHP3", "值的类型正确", "文字、数字、列表和组不能互相代替；像数字的文字要加引号。"),
    ("SHP4", "值不空，格式合规定", "编号、日期等有固定格式，便于引用和排序。"),
    (
        "SHP5",
        "日子是真有的，数在合理的范围里，文字写在一行里、不过长",
        "错的日子和数会让计划、日历和计算中断；换行会打断标题、表格和导航；过长的文字排不进表单。",
    ),
    ("IDS1", "编号等于文件名", "按编号就能找到文件。"),
    (
        "FIL1",
        "数据文件夹里只放会被读取的文件：各类记录的 .yaml，放在规定的位置",
        "放错位置或写错扩展名的文件不会报错也不会生效，改了等于没改。",
    ),
    (
        "FIL2",
        "数据文件都读得出来：是普通文件，有权限，不过大，链接没有断开或绕圈",
        "读不到的记录会从网站上消失，所以先报出来；引用它的地方不再重复报。",
    ),
    (
        "FIL3",
        "编辑器和系统留下的文件（名称以点开头，以 ~、.bak、.swp 等结尾）不算数据",
        "它们不影响网站，只提示一句，免得有人以为改了其中一份备份就算数。",
    ),
    ("IDS2", "一个编号只用一次", "编号是永久地址，两条记录同号会互相覆盖。"),
    # found among the files that the data makes
    (
        "PTH1",
        "各条记录生成的文件都不同，也不是本站自己的文件；大小写不同不算不同",
        "两条记录生成同一个文件，后写的会盖掉先写的；Windows 和苹果电脑不分大小写。",
    ),
    (
        "PTH2",
        "生成的文件在各种系统里都存得下：不用 CON、NUL 等保留的名称",
        "有一个存不下，整个网站就复制不出去。",
    ),
    (
        "PTH3",
        "手写的页面（content/）都在导航里，只链接到有的页面、文件和位置；例子里的编号、路径也都有",
        "链接断了、页面少了或多了，生成网站会中断；照着过时的例子改，改不成。",
    ),
    (
        "QUO8",
        "手写的页面（content/）只写标准的项数、领域数，而且和标准一样多；别的数（汉字写的也算），同一行用反引号写出引用，"
        "和引用出来的一样",
        "手写的页面不把引用换成数，数改了它不会跟着改；要说一个数，就链接到说它的页面。",
    ),
    (
        "SIT1",
        "网站编号（site.yaml 的 id）是自己的，不是样例的。这是提示，不算错",
        "浏览器用这个编号区分不同网站的填写内容；都用样例的编号，同一台机器上的两个网站就分不开。",
    ),
    (
        "FNT1",
        "site.yaml 的 fonts 里写项目里的字体文件（.otf、.ttf 或 .ttc），从项目文件夹写起，读得出来",
        "写错了路径，或者不是字体，少的字还是印不出来。只用写明的字体，不找电脑里装的：在哪里生成都一样。",
    ),
    (
        "FNT2",
        "表单上的字，PDF 用的字体里都有；没有的印成“〓”。这是提示，不算错",
        "自带的字体有《通用规范汉字表》的全部汉字、GB 2312 和“〇”。别的字（少见的繁体字、异体字、表情）"
        "印不出来，要换一个写法，或在 site.yaml 的 fonts 里加一个有这个字的字体。",
    ),
):
    add(Rule(_code, _says, _why, None, _EXAMPLES.get(_code, ("", ""))))
