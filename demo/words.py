"""The words of the invented district: every place, body, number and phrase is made up.

Nothing here names a real place or person; telephone numbers use an area code nobody has,
record numbers use the area 990000, names end in `.example`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar
from zlib import crc32

T = TypeVar("T")

PROVINCE = "南屿省"
DISTRICT = "云湖区"
INVENTED = "演示用虚构网站，所有单位、地名和信息均为程序生成"
ICP_PORTAL, ICP_TOURISM = "屿ICP备99000001号-1", "屿ICP备99000027号-1"
POLICE_PORTAL, POLICE_TOURISM = "屿公网安备99000002000001号", "屿公网安备99000002000027号"

OFFICE = "云湖区人民政府办公室"
DATA = "云湖区数据局"
REFORM = "云湖区发展和改革局"
EDUCATION = "云湖区教育局"
LABOUR = "云湖区人力资源和社会保障局"
HEALTH = "云湖区卫生健康局"
EMERGENCY = "云湖区应急管理局"
FINANCE = "云湖区财政局"
STATISTICS = "云湖区统计局"
HOUSING = "云湖区住房和城乡建设局"
MARKET = "云湖区市场监督管理局"
CULTURE = "云湖区文化和旅游局"
JUSTICE = "云湖区司法局"
APPROVAL = "云湖区行政审批局"

UNITS: tuple[tuple[str, str], ...] = (
    (OFFICE, "区政府办"),
    (DATA, "区数据局"),
    (REFORM, "区发改局"),
    (EDUCATION, "区教育局"),
    (LABOUR, "区人社局"),
    (HEALTH, "区卫健局"),
    (EMERGENCY, "区应急局"),
    (FINANCE, "区财政局"),
    (STATISTICS, "区统计局"),
    (HOUSING, "区住建局"),
    (MARKET, "区市场监管局"),
    (CULTURE, "区文旅局"),
    (JUSTICE, "区司法局"),
    (APPROVAL, "区行政审批局"),
)
SHORT = dict(UNITS)

TOWNS = ("望溪街道", "柳荫街道", "石桥街道", "云山镇", "白鹭镇", "梧桐镇", "双塔镇", "青禾乡")
TOPICS = (
    "安全生产",
    "优化营商环境",
    "老旧小区改造",
    "稳就业促增收",
    "义务教育均衡发展",
    "基层医疗服务",
    "河湖长制",
    "冬春季消防安全",
    "食品安全",
    "农村公路养护",
    "生活垃圾分类",
    "公共文化服务",
    "数字政府建设",
    "防汛抗旱",
    "森林防火",
    "高标准农田建设",
    "养老服务",
    "政务服务一网通办",
    "知识产权保护",
    "文明城市创建",
)


def pick(seed: str, options: Sequence[T]) -> T:
    """Return one of the options, always the same one for the same seed."""
    return options[crc32(seed.encode()) % len(options)]


def phone(unit: str) -> str:
    """Return the unit's telephone number; the area code 0680 is not assigned."""
    names = [name for name, _ in UNITS]
    return f"0680-55501{names.index(unit):02d}"
