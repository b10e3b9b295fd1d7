"""FetchOutcome 访问结果: what happened to one request. A closed set, a Chinese sentence each."""

from __future__ import annotations

from enum import StrEnum


class FetchOutcome(StrEnum):
    """The end of one request, after redirects were followed."""

    ALIVE = "alive"
    REDIRECTED = "redirected"
    NOT_FOUND = "not_found"  # dead: 404, 410
    REJECTED = "rejected"  # another 4xx: it speaks of the request, not of the page
    NO_SUCH_HOST = "no_such_host"  # dead: the name does not exist
    REFUSED = "refused"  # dead: connection refused
    SERVER_ERROR = "server_error"
    TIMEOUT_CONNECT = "timeout_connect"
    TIMEOUT_FIRST_BYTE = "timeout_first_byte"
    TIMEOUT_BODY = "timeout_body"
    CONNECTION_LOST = "connection_lost"  # reset or closed before the answer was whole
    NOT_HTTP = "not_http"
    TLS_ERROR = "tls_error"
    REDIRECT_LOOP = "redirect_loop"
    TOO_LARGE = "too_large"
    BLOCKED = "blocked"
    NEEDS_LOGIN = "needs_login"
    SOFT_404 = "soft_404"
    CLOSED_NOTICE = "closed_notice"  # 200, and a notice of the site's closing in place of the page
    ROBOTS_DENIED = "robots_denied"
    PRIVATE_ADDRESS = "private_address"  # not fetched: loopback, private, link-local
    NOT_FETCHED = "not_fetched"

    @property
    def sentence(self) -> str:
        """The Chinese sentence a report prints."""
        return SENTENCES[self]

    @property
    def word(self) -> str:
        """The contract's word (DESIGN 3), e.g. `dead` for the three dead outcomes."""
        return _WORDS.get(self, self.value)

    @property
    def is_fine(self) -> bool:
        """Whether the target answered as it should."""
        return self in FINE

    @property
    def is_failure(self) -> bool:
        """Whether this may become a dead link once it is confirmed."""
        return self in FAILURES

    @property
    def is_doubtful(self) -> bool:
        """Whether only a person can tell for certain that such a failure is one."""
        return self in DOUBTFUL

    @property
    def is_unknown(self) -> bool:
        """Whether nothing about the target was learnt: never held against a unit."""
        return not self.is_fine and not self.is_failure


FINE = frozenset({FetchOutcome.ALIVE, FetchOutcome.REDIRECTED, FetchOutcome.TOO_LARGE})
DEAD = frozenset({FetchOutcome.NOT_FOUND, FetchOutcome.NO_SUCH_HOST, FetchOutcome.REFUSED})
FAILURES = DEAD | {
    FetchOutcome.REJECTED,
    FetchOutcome.SERVER_ERROR,
    FetchOutcome.REDIRECT_LOOP,
    FetchOutcome.SOFT_404,
    FetchOutcome.CLOSED_NOTICE,
}
"""Evidence against the target. Timeouts, TLS errors and lost connections stay unknown."""

DOUBTFUL = frozenset({FetchOutcome.REJECTED, FetchOutcome.SOFT_404, FetchOutcome.CLOSED_NOTICE})
"""A visitor's browser may ask in another way, or the words may mean something else."""

SENTENCES: dict[FetchOutcome, str] = {
    FetchOutcome.ALIVE: "访问正常",
    FetchOutcome.REDIRECTED: "已跳转到其他地址，可以访问",
    FetchOutcome.NOT_FOUND: "页面不存在",
    FetchOutcome.REJECTED: "服务器不接受访问请求，未能打开",
    FetchOutcome.NO_SUCH_HOST: "域名不存在，无法解析",
    FetchOutcome.REFUSED: "服务器拒绝连接",
    FetchOutcome.SERVER_ERROR: "服务器内部错误",
    FetchOutcome.TIMEOUT_CONNECT: "连接超时",
    FetchOutcome.TIMEOUT_FIRST_BYTE: "服务器未在时限内应答",
    FetchOutcome.TIMEOUT_BODY: "内容未在时限内传完",
    FetchOutcome.CONNECTION_LOST: "连接中途断开",
    FetchOutcome.NOT_HTTP: "应答不是网页协议",
    FetchOutcome.TLS_ERROR: "安全连接（HTTPS）建立失败",
    FetchOutcome.REDIRECT_LOOP: "跳转循环，无法到达",
    FetchOutcome.TOO_LARGE: "文件过大，只核实存在、未下载全文",
    FetchOutcome.BLOCKED: "被对方防护设备拦截，未能核实",
    FetchOutcome.NEEDS_LOGIN: "需要登录，未能核实",
    FetchOutcome.SOFT_404: "返回正常状态但内容为“页面不存在”",
    FetchOutcome.CLOSED_NOTICE: "返回正常状态但内容为网站关闭、停机维护或未备案的提示",
    FetchOutcome.ROBOTS_DENIED: "站点 robots 规则不允许抓取，未核实",
    FetchOutcome.PRIVATE_ADDRESS: "指向内部网络地址，未访问",
    FetchOutcome.NOT_FETCHED: "本次未访问",
}

_WORDS = {
    FetchOutcome.NOT_FOUND: "dead",
    FetchOutcome.NO_SUCH_HOST: "dead",
    FetchOutcome.REFUSED: "dead",
    FetchOutcome.TIMEOUT_CONNECT: "timeout",
    FetchOutcome.TIMEOUT_FIRST_BYTE: "timeout",
    FetchOutcome.TIMEOUT_BODY: "timeout",
    FetchOutcome.PRIVATE_ADDRESS: "not_fetched",
    FetchOutcome.CLOSED_NOTICE: "soft_404",
}
