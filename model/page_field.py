"""PageField 页面要素: what a page says about one matter, under a label or by an element."""

from __future__ import annotations

from enum import StrEnum


class PageField(StrEnum):
    """The closed set of what is read; a field that stands there empty is kept as ""."""

    WRITTEN_ON = "written_on"
    VALIDITY = "validity"
    ASKED_ON = "asked_on"
    ANSWERED_ON = "answered_on"
    ANSWER = "answer"
    MATTER = "matter"
    BASIS = "basis"
    CONDITIONS = "conditions"
    MATERIALS = "materials"
    PLACE = "place"
    HOURS = "hours"
    PHONE = "phone"
    PROCESS = "process"
    SEARCH = "search"
    VIEWPORT = "viewport"
    LANGUAGE = "language"
    BARE_IMAGES = "bare_images"
    BARE_INPUTS = "bare_inputs"
    LOW_CONTRAST = "low_contrast"
    SEARCH_FORM = "search_form"
    LEAVING = "leaving"
    PRINT = "print"
    FILES = "files"
    FORM_NAMED = "form_named"
    BROWSER_BOUND = "browser_bound"


FIELD_NAMES: dict[PageField, str] = {
    PageField.WRITTEN_ON: "成文日期",
    PageField.VALIDITY: "有效性",
    PageField.ASKED_ON: "来信时间",
    PageField.ANSWERED_ON: "答复时间",
    PageField.ANSWER: "答复内容",
    PageField.MATTER: "事项名称",
    PageField.BASIS: "设定依据",
    PageField.CONDITIONS: "申请条件",
    PageField.MATERIALS: "办理材料",
    PageField.PLACE: "办理地点",
    PageField.HOURS: "办理时间",
    PageField.PHONE: "联系电话",
    PageField.PROCESS: "办理流程",
    PageField.SEARCH: "站内搜索",
    PageField.VIEWPORT: "移动端适配声明",
    PageField.LANGUAGE: "页面语言",
    PageField.BARE_IMAGES: "缺少替代文字的图片",
    PageField.BARE_INPUTS: "缺少名称的输入框",
    PageField.LOW_CONTRAST: "对比度不足的文字",
    PageField.SEARCH_FORM: "检索表单",
    PageField.LEAVING: "外部链接提示",
    PageField.PRINT: "打印",
    PageField.FILES: "附件数",
    PageField.FORM_NAMED: "提到的表格",
    PageField.BROWSER_BOUND: "依赖的浏览器或插件",
}

GUIDE_CLASSES = (
    PageField.MATTER,
    PageField.BASIS,
    PageField.CONDITIONS,
    PageField.MATERIALS,
    PageField.PLACE,
    PageField.HOURS,
    PageField.PHONE,
    PageField.PROCESS,
)
"""The eight classes of elements of a guide 办事指南, in the order of the official table."""
