"""A portal whose lists only a browser can draw, each in another manner; and pages that misbehave.

Every name, number and sentence is invented.
"""

from __future__ import annotations

import json

from tests.fakesite.answers import redirect
from tests.fakesite.server import Exchange, Handler, Server

DATA = [
    {"t": "关于开展冬季防火检查的通知", "u": "/a/1.html", "d": "2026-11-20"},
    {"t": "关于调整公交线路的通知", "u": "/a/2.html", "d": "2026-11-12"},
    {"t": "关于征集春季树种的通知", "u": "/a/3.html", "d": "2026-10-30"},
]
_DRAW = """function draw(rows){var h='';rows.forEach(function(r){
h+='<li><a href="'+r.u+'">'+r.t+'</a><span>'+r.d+'</span></li>'});
document.getElementById('newslist').innerHTML=h;}"""


def page(name: str, body: str) -> bytes:
    """Return a list page of one column."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{name}-松原岛区</title>
<meta name="ColumnName" content="{name}"></head><body><div class="nav"><a href="/">首页</a></div>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="#">{name}</a></div>
<ul id="newslist" class="list"></ul><script>{_DRAW}</script>{body}
<div class="foot">主办单位：松原岛区人民政府办公室</div></body></html>""".encode()


_GREEDY = """<iframe src="file:///etc/passwd"></iframe><script src="{other}/x.js"></script>
<link rel="stylesheet" href="http://169.254.169.254/latest/meta-data/a.css"><script>
function tries(f){{try{{f()}}catch(e){{}}}}
tries(()=>alert('请先登录'));tries(()=>prompt('口令'));tries(()=>window.open('{other}/window'));
tries(()=>new WebSocket('ws://127.0.0.1:{port}/socket'));
tries(()=>navigator.serviceWorker.register('/worker.js').catch(e=>0));
tries(()=>{{var c=new RTCPeerConnection({{iceServers:[{{urls:'stun:127.0.0.1:{udp}'}}]}});
c.createDataChannel('x');c.createOffer().then(o=>c.setLocalDescription(o))}});
for(var u of ['{other}/data','http://169.254.169.254/latest/','file:///etc/passwd','/leads/out'])
tries(()=>fetch(u).catch(e=>0));
tries(()=>fetch('/data/get',{{method:'POST',body:'x'.repeat(20000)}}).catch(e=>0));
tries(()=>navigator.sendBeacon('{other}/beacon','x'));
tries(()=>{{var a=document.createElement('a');a.download='x.zip';
a.href=URL.createObjectURL(new Blob(['x']));a.click()}});
setTimeout(()=>{{location.href='{other}/away'}},50);
fetch('/data/get').then(r=>r.json()).then(d=>draw(d))</script>"""
"""Whatever a hostile page may try, and then its list all the same."""

GREED = {"local_file", "dialog", "websocket", "other_site", "leads_away", "sends"}
"""What is counted among its refusals in any case."""

HOARDS = "/hoards/"  # linked from nowhere
_HOARDS = """<script>var kept=[];fetch('/data/beat');for(;;){
if(kept.length<100)kept.push(new Uint8Array(2e7).fill(1));
for(var until=Date.now()+20;Date.now()<until;);}</script>"""  # never done, so nothing is raced
_POLLS = """<script>fetch('/data/get').then(r=>r.json()).then(d=>draw(d));
setInterval(()=>fetch('/data/beat'),20)</script>"""

_ASKS = """<script>function wait(){for(var until=Date.now()+500;Date.now()<until;);}
alert('欢迎');wait();confirm('是否订阅');wait();alert('谢谢');
fetch('/data/get').then(r=>r.json()).then(d=>draw(d))</script>"""
"""Asks its reader for longer than a page at rest is silent, and only then for its data."""


def lay_out(server: Server, other: Server, *, udp: int = 9, kill: Handler | None = None) -> None:
    """Answer with the portal; `other` is another site on the same machine.

    `udp` is a port where a call between browsers would ring; `kill` answers the page /killed/
    in the middle of its drawing.
    """
    bodies = {
        "/get/": page(
            "通知公告", "<script>fetch('/data/get').then(r=>r.json()).then(d=>draw(d))</script>"
        ),
        "/post/": page(
            "部门动态",
            "<script>fetch('/data/post',{method:'POST',body:'page=1'}).then(r=>r.json())"
            ".then(d=>draw(d))</script>",
        ),
        "/other/": page(
            "政策解读",
            f"<script>fetch('{other.url('/data')}').then(r=>r.json()).then(draw)</script>",
        ),
        "/robots/": page(
            "人事信息", "<script>fetch('/closed/data').then(r=>r.json()).then(d=>draw(d))</script>"
        ),
        "/endless/": page("公示公告", "<script>fetch('/x');while(true){draw([])}</script>"),
        "/download/": page(
            "下载中心",
            "<script>var a=document.createElement('a');a.href='/file.zip';a.click();"
            "fetch('/data/get').then(r=>r.json())"
            ".then(d=>draw(d))</script>",
        ),
        "/polls/": page("为民服务", _POLLS),
        "/greedy/": page("招考录用", _GREEDY.format(other=other.origin, port=other.port, udp=udp)),
        "/asks/": page("便民问答", _ASKS),
        "/killed/": page("会议公开", "<script>fetch('/data/kill')</script>"),
        "/robots.txt": b"User-agent: *\nDisallow: /closed/\n",
    }
    links = "".join(f'<li><a href="{path}">{path}栏目</a></li>' for path in bodies)
    bodies["/"] = f"<html><title>松原岛区</title><ul class=nav>{links}</ul></html>".encode()
    bodies[HOARDS] = page("领导信箱", _HOARDS)
    data = json.dumps(DATA, ensure_ascii=False).encode()
    for path, body in bodies.items():
        server.routes[path] = _answering(body, "text/html; charset=utf-8")
    for path in ("/data/get", "/data/post", "/closed/data", "/data/beat"):
        server.routes[path] = _answering(data, "application/json")
    server.routes["/file.zip"] = _answering(b"PK\x03\x04", "application/zip")
    for entry in DATA:
        server.routes[entry["u"]] = _answering(page(entry["t"], ""), "text/html")
    server.routes["/data/kill"] = kill or _answering(b"[]", "application/json")
    server.routes["/leads/out"] = redirect(other.url("/data"))
    other.routes["/data"] = _answering(data, "application/json")


def _answering(body: bytes, kind: str):
    async def answer(exchange: Exchange) -> None:
        await exchange.answer("200 OK", body, kind=kind)

    return answer
