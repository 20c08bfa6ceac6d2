"""What a name of a person looks like in a list of those present. Nothing here is stored or looked up elsewhere."""

from __future__ import annotations

import re

from loaders.minutes.lines import plain

TITLE = re.compile(
    r"(?:Bc|BcA|Mgr|MgA|Ing|PhDr|JUDr|MUDr|RNDr|MVDr|PaedDr|ThDr|Dr|doc|prof|DiS|PhD|p|pí|sl|gen|plk|pplk|mjr|kpt|npor"
    r"|por|ppor|nprap|prap|pprap|nstržm|stržm|rtm|rotm|stráž|str|vel|insp|nadstr|vrch|Ph\.\s?D|MBA|CSc|MPA|LL\.M)\.?(?=[\s,.]|$)"
    r"|(?:pan|paní|slečna|strážník|strážnice|strážníci|velitel|velitelka|policista|policistka|inspektor|inspektorka"
    r"|komisař|komisařka|ředitel|ředitelka|starosta|starostka|místostarosta|místostarostka|okrskář|vedoucí)(?=\s)"
)
_TITLES_ONLY = re.compile(r"(?:\s|,|(?:DiS|Ph\.?\s?D|MBA|CSc|MPA|LL\.M|DBA)\.?)+", re.IGNORECASE)
_CAPITALISED = re.compile(r"[A-ZÁČĎÉÍĽŇÓÖŘŠŤÚÜŽ][\w’'-]*\.?")
_LONGEST = 60
_WORDS_AT_MOST = 6
_ROLE = re.compile(
    r"(?:predsed\w*|mistopredsed\w*|zapisovatel\w*|vedouci|tajemn\w*|hoste?|omluven\w*|koordinator\w*|clen\w{0,3}|garant\w{0,3}"
    r"|online|zastup\w*|pritom\w*|prichod|odchod|do|od|za)\b"
)


def has_title(text: str) -> bool:
    """Whether it begins with a title, a rank or "paní"."""
    return TITLE.match(text) is not None


def is_title_only(text: str) -> bool:
    """`DiS.`, `Ph.D.`: what stands after a name and a comma."""
    return bool(text.strip()) and _TITLES_ONLY.fullmatch(text.strip()) is not None


def may_be_name(text: str) -> bool:
    """One to a few capitalised words, titles apart."""
    rest = text.strip()
    if not rest or len(rest) > _LONGEST or any(character.isdigit() for character in rest):
        return False
    while match := TITLE.match(rest):
        rest = rest[match.end() :].lstrip(" .,")
    words = rest.split()
    return 0 < len(words) <= _WORDS_AT_MOST and all(_CAPITALISED.fullmatch(word) for word in words)


def is_role(text: str) -> bool:
    """`předseda`, `omluven`: what stands in parentheses and is no organisation."""
    return _ROLE.match(plain(text.strip())) is not None
