"""What the acts of the audit log are called by people, and what an entry gives as its reason."""

from __future__ import annotations

import json

from model.audit_log import AuditEntry

_ACTS = {
    "case.found": "发现问题",
    "case.reopened": "问题再次出现",
    "case.confirmed": "确认属实",
    "case.sent": "转办",
    "case.answered": "单位反馈",
    "case.fixed": "复查已消除，办结",
    "case.unfixed": "复查仍存在，退回",
    "case.closed": "决定办结",
    "case.sent_back": "退回整改",
    "case.extended": "批准延期",
    "case.moved": "改派",
    "case.withdrawn": "撤销",
    "case.supervised": "督办",
    "case.circulated": "通报",
    "domains.imported": "导入域名清单",
    "domains.filed": "导入外部域名清单",
    "media.imported": "导入新媒体账号",
    "domain.step": "登记关停步骤",
    "domain.step_undone": "撤回关停步骤",
    "probe.agreed": "登记停机维护",
    "probe.called_off": "取消停机维护",
    "letter.reviewed": "审核",
    "letter.approved": "审批",
    "letter.issued": "签发",
    "letter.received": "签收",
    "letter.voided": "作废",
    "letter.drafted_anew": "重新拟函",
    "letter.pdf_made": "转成 PDF",
    "letter.sent": "发送",
    "letter.resend": "决定重发",
    "letter.send_failed": "发送失败",
    "letter.bounced": "退信",
    "review.confirmed": "复核确认",
    "review.rejected": "复核驳回",
    "review.undone": "撤回复核",
    "entry.set": "人工录入",
    "entry.withdrawn": "撤回录入",
    "spot_check.drawn": "双随机抽取",
    "spot_check.result": "抽查结果",
}
_SUBJECTS = {
    "case": "整改事项",
    "letter": "函件",
    "site": "网站",
    "review": "复核记录",
    "entry": "人工录入",
    "spot_check": "抽查",
    "domain": "域名",
    "domains": "域名清单",
    "media": "新媒体账号",
}


def act_name(act: str) -> str:
    """Return the Chinese word for an act; an act this program does not know stays as it is."""
    return _ACTS.get(act, act)


def subject_name(subject: str) -> str:
    """Return what people call the thing an entry is about, e.g. 整改事项 12."""
    kind, _, number = subject.partition(":")
    return f"{_SUBJECTS[kind]} {number}".strip() if kind in _SUBJECTS else subject


def reason_of(entry: AuditEntry) -> str:
    """Return the reason an entry gives, "" where it gives none."""
    detail = json.loads(entry.detail)
    return str(detail.get("reason", "")) if isinstance(detail, dict) else ""
