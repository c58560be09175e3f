"""The bureau's own catalogue of 31 items (局务公开目录 GK001 to GK031), each under its item of the master list. By hand.

The master list says what a type of unit owes by law; the bureau's lines are finer and mostly more frequent. A unit takes
those over that it works by (增列); they stand in the column of the item above them, so that nothing is counted elsewhere.
"""

from __future__ import annotations

from .catalogue import EVERY, A, C, E, Item, S, T

ALL = f"{A} {C} {S} {E}"
MAJOR, CADRES, PROJECTS, MONEY = "重大决策", "重要干部任免", "重大项目安排", "大额资金运作"
OWN, CLEAN, RIGHTS, BASE = "职工切身利益", "党风廉政", "民主管理", "基层事务"
BOARD, NET, CONGRESS = "公开栏", "内网", "职代会"
NOTICE = "before:I result:I"


def _item(
    number: int, topic: str, name: str, under: str, units: str, tags: str, schedule: str, form: str, limit: str,
    basis: str, *, congress: bool = False, notice: bool = False, days: int = 15,
) -> Item:  # fmt: skip
    return Item(
        f"GK{number:03d}", name, tags, "", schedule, basis, days, notice, units, topic, under, form, limit, congress
    )


ITEMS = (
    _item(1, MAJOR, "单位发展规划、年度工作要点及完成情况", "D01", ALL, "G1", "before:Y result:Y", f"{CONGRESS}、{BOARD}", "会议后3日内", "重庆七(一)(二)；上海十(一)", congress=True),
    _item(2, MAJOR, "机构改革、单位改制、重组、职工分流安置方案", "D02", ALL, "1", EVERY, CONGRESS, "会前7日", "山东八(二)；上海十一(五)", congress=True),
    _item(3, MAJOR, "重要规章制度的制定、修改", "D02", ALL, "1", NOTICE, f"{CONGRESS}、{NET}", "印发后5个工作日", "山东八(四)；重庆七(三)", congress=True),
    _item(4, CADRES, "中层干部选拔任用的条件、程序和结果", "D09", ALL, "2", NOTICE, f"{BOARD}、{NET}", "任前公示不少于5个工作日", "种子文章；山东八(九)", notice=True),
    _item(5, CADRES, "职代会民主评议领导人员结果", "D10", ALL, "K2", "result:Y", f"{CONGRESS}、{BOARD}", "评议后10个工作日", "山东八(九)；上海十四", congress=True),
    _item(6, CADRES, "人员招聘、招录、竞聘上岗方案与结果", "D12", ALL, "P2", NOTICE, f"{BOARD}、{NET}", "公示不少于7个工作日", "重庆七(七)；山东八(六)", notice=True),
    _item(7, PROJECTS, "工程建设项目立项、招投标及结算审计情况", "D06", ALL, "3", EVERY, f"{BOARD}、{NET}", "结果确定后5个工作日", "山东八(三)；浙江二十一(二)"),
    _item(8, PROJECTS, "科研项目申报、立项和验收情况", "D06", f"{S} {E}", "3", "process:Q result:Q", NET, "结果确定后10个工作日", "拟定（结合单位实际）"),
    _item(9, PROJECTS, "大宗物资采购情况", "D07", ALL, "34", "result:Q", BOARD, "合同签订后5个工作日", "山东八(三)；重庆七(二)"),
    _item(10, MONEY, "年度财务预算、决算", "D03", ALL, "BZ4", "before:Y result:Y", f"{CONGRESS}、{BOARD}", "批复后20日内", "重庆七(二)；上海十(五)", congress=True),
    _item(11, MONEY, "大额资金使用、资产处置、担保情况", "D05", ALL, "Z4", "result:Q", BOARD, "决定后5个工作日", "山东八(三)；浙江二十一(二)"),
    _item(12, MONEY, "业务招待费、公务用车、因公出国（境）费用", "D11", ALL, "Z4", "result:Q", f"{CONGRESS}、{BOARD}", "季后15日内", "山东十四(四)；重庆七(八)", congress=True),
    _item(13, MONEY, "土地资源、房产等优势资源经营使用及收益", "D08", f"{A} {S} {E}", "Z34", "result:H", f"{CONGRESS}、{BOARD}", "半年后15日内", "种子文章；重庆七(二)", congress=True),
    _item(14, OWN, "工资、奖金、绩效分配办法及结果", "D13", ALL, "KZ", "before:Y result:Y", f"{CONGRESS}、{NET}", "审议通过后3日内", "重庆七(五)；上海十一(五)", congress=True),
    _item(15, OWN, "社会保险、住房公积金、年金缴纳情况", "D16", ALL, "Z", "result:Y", BOARD, "年后30日内", "山东八(七)；上海十二(四)", congress=True),
    _item(16, OWN, "职称评聘、岗位晋级条件与结果", "D12", f"{S} {E}", "P", NOTICE, f"{BOARD}、{NET}", "公示不少于5个工作日", "重庆七(七)", notice=True),
    _item(17, OWN, "职工福利费提取和使用", "D15", ALL, "Z", "result:Y", CONGRESS, "年度会议", "山东十四(三)", congress=True),
    _item(18, OWN, "带薪年休假执行情况", "D13", ALL, "K", "result:Y", BOARD, "年后30日内", "山东八(五)"),
    _item(19, OWN, "劳动保护、安全生产、职业病防治及事故处理", "D18", f"{S} {E} {T}", "", "result:I", f"{BOARD}、班组会", "即时", "山东八(八)；重庆七(六)"),
    _item(20, OWN, "职工教育培训计划、经费提取使用", "D19", ALL, "BZ", "before:Y result:Y", f"{CONGRESS}、{NET}", "年初计划印发后", "山东八(六)；上海十二(四)", congress=True),
    _item(21, OWN, "评先评优、劳动模范推荐条件、名额和结果", "D14", ALL, "P", NOTICE, f"{BOARD}、{NET}", "公示不少于5个工作日", "山东八(六)", notice=True),
    _item(22, OWN, "集体合同、工资专项集体合同订立与履行", "D17", E, "", "result:Y", f"{CONGRESS}、{BOARD}", "审议通过后3日内", "山东八(五)；浙江二十(四)；上海十一(一)", congress=True),
    _item(23, OWN, "劳动合同、聘用合同订立、变更、解除总体情况", "D17", f"{S} {E}", "", "result:Y", CONGRESS, "年度会议", "山东八(五)；重庆七(四)", congress=True),
    _item(24, CLEAN, "领导人员廉洁自律、薪酬、兼职情况", "D10", f"{S} {E}", "K", "result:Y", CONGRESS, "年度会议", "山东八(九)；重庆七(八)", congress=True),
    # Nothing in the master list names it; integrity of leaders (D10) is the nearest.
    _item(25, CLEAN, "巡察、审计发现问题整改情况", "D10", ALL, "K", "result:I", f"{NET}、{BOARD}", "整改完成后10个工作日", "拟定（结合单位实际）"),
    _item(26, RIGHTS, "职代会提案立案、办理、答复情况", "D20", ALL, "", "result:Q", f"{CONGRESS}、{NET}", "答复后5个工作日", "上海十二(一)；种子文章“件件有落实”", congress=True),
    _item(27, RIGHTS, "合理化建议和职工来信办理情况", "D23", ALL, "", "result:M", NET, "答复后5个工作日", "种子文章"),
    _item(28, RIGHTS, "职代会决议执行情况", "D20", ALL, "", "result:Y", CONGRESS, "年度会议", "上海十二(二)", congress=True),
    _item(29, BASE, "班组奖金二次分配", "D13", T, "KZ", "before:M", "班组会、班组公开栏", "分配前公示3个工作日", "种子文章“向班组延伸”；拟定", days=7),
    _item(30, BASE, "班组考勤、加班、调休安排", "D22", T, "K", "result:M", "班组公开栏", "次月5日前", "种子文章“向班组延伸”；拟定", days=7),
    _item(31, BASE, "项目部经费、劳务费使用", "D04", f"{E} {T}", "Z", "result:M", "项目部公开栏", "月后10日内", "种子文章“向项目部延伸”；拟定", days=7),
)  # fmt: skip
