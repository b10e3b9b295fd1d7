"""DrawingFault 未能读出的原因: why a browser could not draw a list that only a script fills."""

from __future__ import annotations

from enum import StrEnum


class DrawingFault(StrEnum):
    """What came in between; each is our limit or the page's, never held against a unit."""

    TIMEOUT = "timeout"
    LOST = "lost"
    MEMORY = "memory"
    TOO_LARGE = "too_large"
    NO_LIST = "no_list"
    UNANSWERED = "unanswered"


DRAWING_FAULT_NAMES: dict[DrawingFault, str] = {
    DrawingFault.TIMEOUT: "网页在限定时间内没有显示完",
    DrawingFault.LOST: "浏览器在显示网页时意外退出",
    DrawingFault.MEMORY: "网页占用内存过多，已停止显示",
    DrawingFault.TOO_LARGE: "网页显示后的内容过大",
    DrawingFault.NO_LIST: "网页显示后仍没有读到信息列表",
    DrawingFault.UNANSWERED: "网页没有正常应答浏览器",
}


def undrawn_reason(fault: DrawingFault) -> str:
    """Return the sentence for a column whose list stays unread."""
    return f"列表由脚本生成，用浏览器也未能读出：{DRAWING_FAULT_NAMES[fault]}"
