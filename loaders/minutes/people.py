"""What a name of a person looks like in a list of those present. Nothing here is stored or looked up elsewhere."""

from __future__ import annotations

import re
from functools import lru_cache

from geodata.model.personal_data.name_lists import name_lists
from loaders.minutes.lines import plain

_COURTESY = r"(?:pan|paní|slečna)(?=\s)"
TITLE = re.compile(
    r"(?:BcA|Bc|Mgr|MgA|Ing|PhDr|JUDr|MUDr|MDDr|RNDr|RSDr|MVDr|PaedDr|PharmDr|ThDr|ThLic|Dr|doc|prof|DiS|PhD|arch"
    r"|et|mgr|bc|ing|p|pí"
    r"|sl|gen|plk|pplk|mjr|kpt|npor|por|ppor|nprap|prap|pprap|nstržm|stržm|nrtm|rtm|rotm|stráž|str|vel|insp|nadstr|vrch"
    r"|Ph\.\s?D|MBA|CSc|MPA|LL\.M)\.?(?=[\s,.]|$)"
    r"|(?:s|zást)\.(?=\s[A-ZÁČĎÉÍŇÓŘŠŤÚŽ])"
    rf"|{_COURTESY}|(?:vrchní\s)?(?:strážník|strážnice|strážníci|velitel|velitelka|policista|policistka|inspektor"
    rf"|inspektorka"
    r"|komisař|komisařka|referent|ředitel|ředitelka|starosta|starostka|místostarosta|místostarostka|okrskář"
    r"|vedoucí)(?=\s)"
)
TITLE_WITHIN = re.compile(rf"(?<!\w)(?:{TITLE.pattern})")
# "X, DiS." is one name with its title.
TITLE_AFTER = re.compile(
    r",?\s*(?:DiS|Ph\.\s?D|PhD|MBA|CSc|MPA|LL\.M)\b\.?"
    r"(?=\s*(?:[,;()|\t\]]|$)|\s+(?:[-–—/]|a|i|z|ze|za)\s)"
)
_LONG_ENDING = re.compile(r"\w{3}[ÁÝ]$")  # "TICHÝ" is no office
_CALLED = re.compile(_COURTESY)
_TITLES_ONLY = re.compile(r"(?:\s|,|(?:DiS|Ph\.?\s?D|MBA|CSc|MPA|LL\.M|DBA|Mgr|Ing|Bc|JUDr|PhDr)\.?)+", re.IGNORECASE)
_CAPITALISED = re.compile(r"[A-ZÁČĎÉÍĽŇÓÖŘŠŤÚÜŽ](?:[\w’'-]*|\w{0,3}\.)")
_LONGEST = 60
_WORDS_AT_MOST = 6
_SHORT = 5  # letters: "OSPOD", "KHS", "TS" in capitals are offices
# What people are to a meeting or an office; with it stands no name of an organisation.
_ROLE = re.compile(
    r"(?:(?:1\.|nas|nase|dale|take|jeji?|za pisar\w*)\s+)?(?:predsed\w*|mistopredsed\w*|zapisovatel\w*|vedouci"
    r"|tajemni[ck]\w*|host(?:e|em|u)?"
    r"|omluven\w*|koordinator\w*|clen\w{0,4}|garant\w{0,3}|moderator\w*|facilitator\w*|namest\w+|primator\w*"
    r"|starost(?:a|y|ou|ka|ky|kou)"
    r"|mistostarost\w*|reditel\w*|velitel\w*|zastup\w*|social\w+ pracovn\w+|teren\w+ pracovn\w+|pracovni[ck]\w*"
    r"|asistent\w*|metodi\w+|specialist\w+|manazer\w*|referent\w*|okrskar\w*|preventist\w*|radn(?:i|y|iho|im)"
    r"|zastupitel\w*|kurator\w*|straznik$|straznice$|policist(?:a|ka)$|psycholo\w+|dobrovolni[ck]\w*|domovni[ck]\w*|ucitel\w*|lekar\w*"
    r"|mluvci|urednik|urednice|vychovatel\w*"
    r"|online|pritom\w*|prichod\w*|odchod\w*|do|od|za|zapis\w*|cast(?:ecne)?|ano|ne)\b"
)
_ALL_OF = re.compile(r"(?:oba|obe|obou|vsichni|vsechny|vse)\s+(?:z[ae]?\s+)?")
_LOWER_WORDS = re.compile(r"(?:[a-zá-ž][\wá-ž-]*\s+){1,5}(?=\S)")


def has_title(text: str) -> bool:
    """Whether it begins with a title, a rank or "paní"."""
    return TITLE.match(text) is not None


def is_title_only(text: str) -> bool:
    """`DiS.`, `Ph.D.`: what stands after a name and a comma."""
    return bool(text.strip()) and _TITLES_ONLY.fullmatch(text.strip()) is not None


def may_be_name(text: str) -> bool:
    """One to a few capitalised words, titles apart; after "pan" and "paní" a single word of any case."""
    rest = text.strip()
    if not rest or len(rest) > _LONGEST or any(character.isdigit() for character in rest):
        return False
    is_called = is_titled = False
    while match := TITLE.match(rest):
        is_titled, is_called = True, _CALLED.match(rest) is not None
        rest = rest[match.end() :].lstrip(" .,")
    while after := TITLE_AFTER.search(rest):
        rest = rest[: after.start()]
    words = rest.split()
    if is_called and len(words) == 1 and words[0].isalpha():
        return True
    is_abbreviation = not is_titled and len(words) == 1 and rest.isupper() and len(rest) <= _SHORT
    is_abbreviation = is_abbreviation and not _LONG_ENDING.search(rest)
    return (
        0 < len(words) <= _WORDS_AT_MOST and not is_abbreviation and all(_CAPITALISED.fullmatch(word) for word in words)
    )


def is_role(text: str) -> bool:
    """`předseda`, `omluven`: what stands in parentheses and is no organisation."""
    first = text.split(maxsplit=1)[0] if text.strip() else ""
    # "OD" is an organisation, "od 14 h" is none.
    is_abbreviation = first.isupper() and first.isalpha() and 1 < len(first) <= _SHORT
    return not is_abbreviation and _ROLE.match(plain(text.strip())) is not None


def role_end(text: str) -> int:
    """How much of "sociální pracovnice Bc. X" or "členové komise Y" is what they are; 0 if it begins otherwise."""
    match = _LOWER_WORDS.match(text)
    if match is None or (TITLE.match(text) and not is_role(text)):
        return 0
    title = TITLE_WITHIN.search(text, 0, match.end())
    end = title.start() if title and title.start() and not is_role(text[title.start() :]) else match.end()
    return end if may_be_name(text[end:]) else 0


def without_all(text: str) -> str:
    """ "oba PČR" → "PČR" """
    match = _ALL_OF.match(plain(text))
    return text[match.end() :] if match else text


@lru_cache(maxsize=1024)
def is_given_name(word: str) -> bool:
    """Whether a word is a given name used here."""
    return word[:1].isupper() and word.lower() in name_lists().given
