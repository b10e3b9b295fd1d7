"""Politeness and limits as numbers with units, each with its reason.

robots.txt (RFC 9309), decided once here:
- 2xx: obeyed for everything on the site's own hosts: pages, images, attachments.
- 4xx (401 and 403 too): there are no rules, everything may be asked (RFC 9309, 2.3.1.3).
- 5xx, timeouts, lost connections: the rules are unknown, so everything is refused
  (RFC 9309, 2.3.1.4) except the home page: whether a government home page can be reached
  is the one thing its owner is bound to let anyone test. The rest is ROBOTS_DENIED.
- name does not exist, connection refused: nothing can be asked anyway; each address gets
  the same answer by itself.
- links to other sites are checked with one HEAD or headers-only GET each, as a reader's
  click would be; robots.txt of other sites is not asked.
"""

from __future__ import annotations

DEFAULT_USER_AGENT = "xunjian/0.1 (government website compliance check)"

ROBOTS_NAME = "xunjian"
"""The name by which a robots.txt may speak to us: `User-agent: xunjian`."""

MAX_REDIRECTS = 20
"""Hops followed for one address; browsers give up after as many (Fetch Standard, 4.4)."""

MAX_ROBOTS_BYTES = 512 * 1024
"""RFC 9309 2.5 asks for at least 500 KiB."""

MAX_CRAWL_DELAY_S = 10.0
"""A Crawl-delay is obeyed up to this; a portal of 3,000 pages then takes a night."""

EXTERNAL_RATE_PER_S = 2.0
"""Requests a second to any platform that is not the site's own, whatever the job says."""

LATE_SHARE = 0.25
"""A request that leaves late by up to this share of the delay does not put off the next one:
the timers' lateness would add up to a pace several per cent too slow."""

BUSY_RETRIES = 2
"""Further requests after 429 or 503 in one pass, before that is the answer."""

BUSY_WAIT_S = 2.0
"""First wait after 429 or 503 without Retry-After; doubled at each further one."""

BUSY_WAIT_UNPACED_S = 0.2
"""The same for a job without a rate: only loopback and private sites have none."""

BREAK_AFTER = 20
"""Addresses of the own platform in a row that were blocked, timed out, cut off or answered
503, after which the rest of it is not asked in this run: a shield that has noticed us only
gets stricter, and a server in trouble is not helped. At least half as many more than are
asked at a time, since what is under way together fails together."""

BREAK_AFTER_ONE_FOLDER = 60
"""The same while all of them lie in one folder: it may simply be closed to visitors."""

BREAK_AFTER_OTHER_SITE = 8
"""The same for any other host; its remaining addresses would only come out as unknown too."""

BROKEN_OFF = "疑似被防护设备拦截，已停止抓取"
"""Said of every address that is then left out."""

MIN_CONTROL_HOSTS = 3
"""When at least so many other hosts were asked in a run and not one answered anything, the
monitor has no way out, and "no such name" and "refused" are not believed. One or two hosts
may well be dead together; three without one living among them are rarer than a closed
network or a broken resolver. No request is made for this: the run's own answers decide. The
cost: a site whose only outside links are three or more dead hosts has them unjudged."""

NO_WAY_OUT = "监测端疑似无法访问外部网站，未采信"
"""Said of every such address."""

MAX_RETRY_AFTER_S = 120.0
"""A longer Retry-After is not waited for in this night."""

SLOW_FACTOR = 3.0
"""Answers that take this many times the usual make us wait longer between requests."""

MAX_SLOWDOWN = 8.0
"""The pace is never cut to less than one eighth by slow answers."""

FURTHER_PAGES_S = 300.0
"""After so many seconds a crawl of lists alone asks for no further page of any list. At two
requests a second that is thirty pages of twenty lists; slow sources get less, and it is said."""

SECOND_PASS_FACTOR = 2.0
"""In the second pass the time between two requests is this many times longer."""

SECOND_PASS_CONCURRENCY = 4
"""Requests at a time in the second pass."""

SEARCHES_A_NIGHT = 2
"""Questions to a site's own search: a second title only where the first was not found."""

SEARCHED_FROM_DAYS, SEARCHED_TO_DAYS = 7, 90
"""Age of the items whose titles are searched for: an index may lag by some days."""

ENGINE_NAME = "Mozilla/5.0 (compatible; Baiduspider/2.0)"
"""By which planted code knows a search engine; our own name and contact stand behind it."""

MAX_URL_LENGTH = 2000
"""Longer addresses come from templates that append to themselves."""

MAX_REPEATED_SEGMENTS = 2
"""A path that holds the same segment more often (/a/b/a/b/a/) leads into itself."""

ARCHIVE_SPAN = 8
"""Clicks between the first and the last page of one shape in an archive; a shape that has had
its share of addresses and still gets deeper leads from page to page without end."""

MOST_PLAIN_ARGUMENTS = 2
"""Addresses with more arguments (sorting, filters, views) multiply: a list among them is worth
asking only where it leads to something new, other words in another order do not count."""

LEAST_WORTH = 0.2
"""Share of the pages of one shape that must say or lead to something new before more of the
shape are asked. Low, since articles also stand under second addresses; a trap has none."""

SNIFF_BYTES = 65_536
"""Of a body that is only looked at, not kept."""

SMALL_BODY_BYTES = 65_536
"""A body we do not want is read off up to this size, to keep the connection; else it is cut."""

MAX_HEADER_BYTES = 65_536
"""Some portals send cookies and policies far over the usual 8 KB."""

SLOW_SAMPLES = 20
"""Answers from which the usual answering time of a platform is taken."""

READER_VERSION = "20"
"""Raised when reading a page changes, so that stored readings are made anew."""

FILE_READER_VERSION = "1"
"""Raised when reading an attachment changes, so that files are read anew as they come due."""

FILES_AT_ONCE = 2
"""Attachments in memory at a time; further ones wait, and with them their platform."""

ARTICLE_MIN_DAYS = 2
PAGE_MIN_DAYS = 2
FILE_MIN_DAYS = 7
"""Nights after which a changed or new address is asked again, at the soonest."""

ARTICLE_MAX_DAYS = 28
PAGE_MAX_DAYS = 14
FILE_MAX_DAYS = 28
"""At the latest. Nothing is older than 30 days, also when two nights fail."""

LATER_FACTOR = 2
"""Unchanged: asked again after this many times as many nights."""

SOONER_FACTOR = 4
"""Changed: after this part of them."""
