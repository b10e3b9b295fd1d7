"""Page tags 网页标签: the metas of 国办发〔2017〕47号, matched in any case, kept as written."""

from __future__ import annotations

from collections.abc import Mapping

from extract.outline import Outline
from model.page import SiteTags

SITE_TAGS = ("SiteName", "SiteDomain", "SiteIDCode")
COLUMN_TAGS = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
ARTICLE_TAGS = ("ArticleTitle", "PubDate", "ContentSource")
_OPTIONAL = ("Keywords", "Author", "Description", "Image", "Url")
_OFFICIAL = {name.lower(): name for name in (*SITE_TAGS, *COLUMN_TAGS, *ARTICLE_TAGS, *_OPTIONAL)}
_MAX_CHARS = 2000


def metas_of(page: Outline) -> dict[str, str]:
    """Return every named meta of the page, names in lower case; the first filled one wins."""
    out: dict[str, str] = {}
    for index in page.find("meta"):
        get = page.elements[index].get
        name = (get("name") or get("property") or get("itemprop")).lower()
        if name and not out.get(name):
            out[name] = get("content")[:_MAX_CHARS]
    return out


def page_tags(metas: Mapping[str, str]) -> dict[str, str]:
    """Return the official page tags that are there, under their official spelling."""
    return {official: metas[low] for low, official in _OFFICIAL.items() if low in metas}


def site_tags(tags: Mapping[str, str]) -> SiteTags:
    """Return the site-level tags; None where a tag is missing, "" where it is empty."""
    return SiteTags(
        name=tags.get("SiteName"), domain=tags.get("SiteDomain"), code=tags.get("SiteIDCode")
    )
