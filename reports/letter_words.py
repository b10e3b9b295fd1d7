"""Letter words 函件文稿: the sentences of the built-in letters, with the tags they fill.

Kept apart from the layout so that whoever minds the wording need not read measures. Each
paragraph is (heading in 黑体, text); tags are those of `letter_text`.
"""

from __future__ import annotations

from model.letter import LetterKind

TITLES = {
    LetterKind.REMINDER: "关于及时更新政府网站栏目的提醒函",
    LetterKind.URGING: "关于限期更新政府网站栏目的督促函",
    LetterKind.RECTIFICATION: "关于限期整改政府网站有关问题的通知",
    LetterKind.SUPERVISION: "关于政府网站逾期未整改问题的督办函",
}
LIST_TITLES = {
    LetterKind.REMINDER: "临近更新时限栏目清单",
    LetterKind.URGING: "未按时更新栏目清单",
    LetterKind.RECTIFICATION: "政府网站问题清单",
    LetterKind.SUPERVISION: "逾期未整改问题清单",
}
FORM_TITLE = "栏目更新整改情况反馈表"
ISSUE_FORM_TITLE = "问题整改情况反馈表"
OF_ISSUES = frozenset({LetterKind.RECTIFICATION, LetterKind.SUPERVISION})
"""The kinds that list cases; the others list columns."""

_SOUND_CONTENT = (
    "信息内容应当真实准确，来源和发布日期应当规范标注，"
    "不得以修改发布日期、重复发布旧信息等方式代替更新。"
)
_REMINDER = (
    (
        "",
        "根据{{ basis }}，我单位对{{ sites }}开展了日常巡检。截至{{ observed_on }}，"
        "你单位负责的{{ count }}个栏目临近更新时限"
        "{% if first_deadline %}，{% if count > 1 %}其中最早的{% endif %}"
        "将于{{ first_deadline }}到期{% endif %}"
        "（栏目清单见附件）。为确保栏目按时更新，现就有关事项提醒如下：",
    ),
    ("一、按时更新内容。", "请在各栏目截止日期前发布应当公开的信息。" + _SOUND_CONTENT),
    (
        "二、说明特殊情况。",
        "因职能调整等原因不再需要保留或者不能按期更新的栏目，请说明理由，"
        "并提出归并、关停或者报备的意见。",
    ),
    (
        "三、反馈更新情况。",
        "请于{{ reply_by }}前将更新情况反馈我单位，逐个栏目注明更新日期和信息链接；"
        "已经更新的，请一并说明。",
    ),
    ("", "特此提醒。"),
)
_URGING = (
    (
        "",
        "根据{{ basis }}，我单位对{{ sites }}开展了日常巡检。截至{{ observed_on }}，"
        "你单位负责的{{ count }}个栏目未按规定时限更新（栏目清单见附件1）"
        "{% if longest_days %}，{% if count > 1 %}其中{% endif %}"
        "“{{ longest_path }}”栏目已停更{{ longest_days }}天{% endif %}。"
        "{% if reminders %}此前，我单位已向你单位发出更新提醒{{ reminders }}次。{% endif %}"
        "现就有关事项函告如下：",
    ),
    (
        "一、立即组织更新。",
        "请于{{ reply_by }}前完成附件1所列栏目的更新。" + _SOUND_CONTENT,
    ),
    (
        "二、说明特殊情况。",
        "因职能调整等原因不再需要保留或者不能按期更新的栏目，请说明理由，"
        "并提出归并、关停或者报备的意见。",
    ),
    (
        "三、按时反馈结果。",
        "请于{{ reply_by }}前填写《" + FORM_TITLE + "》（附件2），加盖公章后反馈我单位。",
    ),
    ("", "反馈期满后我单位将组织复查，对逾期未整改且未说明理由的，按有关规定予以督办、通报。"),
    ("", "特此函告。"),
)


_SPECIAL = (
    "不属于你单位职责范围的，请说明理由并提出应当负责的单位；"
    "确需延长整改期限的，请在期限届满前书面提出申请，经同意后方可延期。"
)
_REPLY = (
    "请于{{ reply_by }}前填写《" + ISSUE_FORM_TITLE + "》（附件2，另附电子表格），"
    "加盖公章后反馈我单位。"
)
_RECTIFICATION = (
    (
        "",
        "根据{{ basis }}，我单位对{{ sites }}开展了日常巡检，并经人工复核，"
        "截至{{ observed_on }}，你单位负责的内容存在{{ count }}个问题（问题清单见附件1）。"
        "现就整改有关事项通知如下：",
    ),
    (
        "一、限期完成整改。",
        "请于{{ reply_by }}前完成附件1所列问题的整改，查明产生问题的原因，同类问题一并排查解决。",
    ),
    ("二、说明特殊情况。", _SPECIAL),
    ("三、按时反馈结果。", _REPLY),
    (
        "",
        "收到反馈后我单位将组织复查，以复查结果作为办结依据；"
        "对逾期未整改且未说明理由的，按有关规定予以督办、通报。",
    ),
    ("", "特此通知。"),
)
_SUPERVISION = (
    (
        "",
        "我单位此前已函告你单位整改政府网站有关问题。经复查，截至{{ observed_on }}，"
        "仍有{{ count }}个问题超过整改期限、尚未办结（问题清单见附件1）"
        "{% if longest_days %}，{% if count > 1 %}其中逾期最长的{% endif %}"
        "已逾期{{ longest_days }}天{% endif %}。"
        "根据{{ basis }}，现予督办，有关事项函告如下：",
    ),
    (
        "一、立即组织整改。",
        "请明确负责人和经办人，于{{ reply_by }}前完成附件1所列问题的整改。",
    ),
    (
        "二、说明逾期原因。",
        "请就逾期未整改、未反馈的原因作出书面说明。" + _SPECIAL,
    ),
    ("三、按时反馈结果。", _REPLY),
    ("", "督办期满后我单位将再次组织复查，对仍未整改的，按有关规定予以通报。"),
    ("", "特此函告。"),
)
_BODIES = {
    LetterKind.REMINDER: _REMINDER,
    LetterKind.URGING: _URGING,
    LetterKind.RECTIFICATION: _RECTIFICATION,
    LetterKind.SUPERVISION: _SUPERVISION,
}


def paragraphs(kind: LetterKind) -> tuple[tuple[str, str], ...]:
    """Return the paragraphs of a letter's body as (heading, text).

    The last but one says which letter this one puts right, and is left out where there is none.
    """
    *most, farewell = _BODIES[kind]
    return (*most, ("", "{%p if replaces %}"), ("", _REPLACES), ("", "{%p endif %}"), farewell)


_REPLACES = "本件自发出之日起生效，此前的{{ replaces }}同时作废。"


def attachments(kind: LetterKind) -> tuple[str, ...]:
    """Return the lines of the 附件说明; no punctuation at their ends (GB/T 9704-2012, 7.3.4)."""
    if kind is LetterKind.REMINDER:
        return (f"附件：{LIST_TITLES[kind]}",)
    return f"附件：1. {LIST_TITLES[kind]}", f"　　　2. {form_title(kind)}"


def form_title(kind: LetterKind) -> str:
    """Return the title of the form on which a unit answers a letter of this kind."""
    return ISSUE_FORM_TITLE if kind in OF_ISSUES else FORM_TITLE
