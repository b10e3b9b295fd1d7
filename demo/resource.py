"""Resource: one answer of an invented site, before the server adds its headers."""

from __future__ import annotations

from dataclasses import dataclass

HTML_UTF8 = "text/html; charset=utf-8"
HTML_BARE = "text/html"  # many real servers leave the charset to the page


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """What the server answers for one address; `declared_bytes` replaces a huge body by zeros."""

    body: bytes = b""
    content_type: str = HTML_UTF8
    status: int = 200
    location: str = ""
    compress: bool = False
    declared_bytes: int | None = None

    @property
    def size_bytes(self) -> int:
        """The length the answer announces."""
        return len(self.body) if self.declared_bytes is None else self.declared_bytes


def error(status: int, title: str) -> Resource:
    """Return an error page as servers write them."""
    text = f"<html><head><title>{status} {title}</title></head><body><h1>{title}</h1></body></html>"
    return Resource(body=text.encode(), status=status)


def redirect(location: str, status: int = 302) -> Resource:
    """Return a redirect to another address of the same site."""
    return Resource(status=status, location=location)
