"""Whether a sentence promises something, and who: by verbs of the future, by pledges, by somebody with a deadline."""

from __future__ import annotations

import re

from loaders.minutes.doers import doer_within, doers_at, doers_in
from loaders.minutes.lines import plain, words_at
from loaders.minutes.speakers import Speakers

RESPONSIBLE = re.compile(
    r"[(,;.–-]?\s*\b(?:zodpovida|odpovida|zodpovedn\w+(?: osoba)?|odpovedn\w+(?: osoba)?|zodp\.?|odp\.|o:|z:"
    r"|zajisti:)\s*:?\s*"
    r"(?P<who>(?:(?:bc|mgr|ing|npor|por|prap|str|judr|phdr|mudr)\.\s*)*[^,;.():]{2,60})"
)
DECISION = re.compile(
    r"^(?:Závěr|Usnesení|Dohoda|Dohodnuto|Domluveno|Výstup|Úkol|Řešení|Opatření|Doporučení|Další postup)\s*[:–-]\s*",
    re.IGNORECASE,
)
# Beginnings of verbs of what is promised; in the past they only tell what was done.
_VERBS = (
    "zjist|prover|over|priprav|objedn|zajist|predloz|dopln|oslov|oprav|umist|zmer|nahlas|odstran|posil|domluv|vyres"
    "|upozorn|vyhodnot"
    "|sdel|oznam|rozesl|rozes|zasl|zas|posl|obesl|obes|pozv|odvez|odtahn|proved|proves|sepis|vypracu|zpracu"
    "|zkontrolu|kontaktu|kontaktova"
    "|informu|informova|projedn|vyzv|svol|odpov|navrhn|navrh|dohodn|naplanu|vyvez|uklid|zazd|vyklid|pozad"
    "|zverejn|zarad|zaris|vyves|presun|vyznac|zamer|obnov|natr|osad|opatr|nainstalu|vycisti|pokos|vymen|prisl|uzavr"
    "|vykaz"
    "|zvysi|prines|seznam|vyjedn|vyrid|pomuz|ohlas|odesl|domapu|domapova|zamest|zmapu|zmapova|ukaz|vyber|napis"
    "|zaeviduj|prosetr|vyklid|urgu|obejd|dopracu|zpristupn|proskol|spocit|pristav|prezkou|poskytn|roznes|rozvez"
    "|rozd|zkus"
    "|vypln|pust|navstiv|nabidn|posle|pom|prid|zalo|zorganiz|uspor|zabezpec|zpropagu|pretlum|predj|zves|odhlas"
    "|nachyst|sezen"
    "|shromazd|porid|nafot|zdokument|zapis|zavol|zeptaj|zept|promluv|postav|otevr|zamkn|zaplat|podepis|schval"
    "|doprovod|doruc|nasad|obstar|odebr|ohrad|oznac|oplot|osetr|posbir|posoud|potvrd|prijed|prodlouz|prihlas"
    "|pripom|pripoj"
    "|rozmist|rozsir|rozhodn|sestav|shrn|sjedn|slad|spust|srovn|stanov|uhrad|upresn|uprav|urc|vezm|vybuduj|vylep"
    "|vypis|vyrozum"
    "|vysad|vytiskn|vytvor|vyuzij|vyzadaj|vyzvedn|zacn|zahaj|zajed|zalep|zamez|zapoj|zastav|zaved|zazad|zbour"
    "|zhodnot|zhotov|zkrat"
    "|zlikvid|zmen|zopak|zprostredk|zrus|zvaz|zvol|natoc|nabarv|nalep|ozv|zasahn|poresi|posun|predaj|vyjasn"
    "|vysvetl|uvoln|ulozi|zarid|zaradi"
)
_PROMISE = re.compile(
    r"(?:(?:pre|po|vy|za|do)d|nech|svol)(?:a|aji|ame|at|am)$|"
    rf"(?:{_VERBS})(?:i|e|ou|eji|aji|ame|ime|im|eme|uje|uji|ujeme|je|jeme|ji|ne|nou|neme|it|at|et|ovat|nout|out|ist|t"
    rf"|st|zt)$"
    r"|(?:roznes|prines|odnes|zanes|napis|posl|zasl|rozesl|zeptam|zavolam|podivam|posekam|zavola|zepta|podiva"
    r"|spocita|poseka|sezenu)u?$"
)
_INFINITIVE = re.compile(r"\w{2,}(?:[aeiu]t|out|st|zt)$")
_PASSIVE = re.compile(r"\bbud(?:e|ou)\s+(?:\w+\s+){0,2}\w{3,}(?:an|en|ut|it)[aoyi]?\b")
_ASKED = re.compile(r"\b(?:pozad\w+|zada\w*|pros[ií]\w*|vyzva\w+|poveri\w+|povere\w+|ulozi\w+)\s+(?=\w)")
_PLEDGED = re.compile(
    r"\b(?:pri)?slibil\w*|\bzavaz\w+|\bdohodl\w*|\bdohodnut\w*|\bdomluvil\w*|\bdomluven\w*|\bshodl\w*"
    r"|\bpri?slibuj\w+|\bslibuj\w+"
)
_PAST = re.compile(
    r"\b(?!stul\b|cil\b|dil\b|mil\b|podil\b|byl\b|by\b)\w{2,}(?:[aeiuy]l|[aeiuy]l[aoiy]|[bcdhjkmnprstvz]l[aoiy]?)\b"
)
# What goes on by itself, is allowed, or only will be.
_STATES = re.compile(
    r"\b(?:trva|bezi|plati|je|jsou|ma|maji|lze|probiha|konci|kona|muze|mohou|chodi|bydli|byl[aoiy]?|mel[aoiy]?"
    r"|otevreno|zbyva|mohl[aoiy]?"
    r"|prodlouz\w+|zavre\w+|potrva)\b"
)
# "kontakt rozešlou": a plural verb after a word in the singular has it for its object.
_PLURAL = ("ou", "eji", "aji", "uji")
_VOWELS = "aeiouy"
# Of the verbs in "-uje" these speak of the future.
_PERFECTIVE = (
    "zkontrol",
    "vyprac",
    "zprac",
    "doprac",
    "zmap",
    "domap",
    "zorganiz",
    "zaevid",
    "zdokument",
    "zopak",
    "kontakt",
)
_SUBJECT_WORDS = 4
_BETWEEN_WORDS = 7
_EDGES = " \t,;:.–—-()[]"
_PRONOUNS = frozenset(
    {
        "je",
        "ji",
        "ho",
        "se",
        "si",
        "to",
        "jej",
        "jim",
        "mu",
        "tam",
        "zatim",
        "proto",
        "pak",
        "dale",
        "pisemne",
        "take",
        "vsem",
    }
)
_PARTICLES = frozenset({"a", "ale", "pak", "do", "na", "v", "bude", "budou", "se", "že", "tak", "aby", "což"})


def promises(text: str, simple: str, deadline: int, speakers: Speakers) -> bool:
    """Whether a sentence with a deadline at a place promises something."""
    if _PLEDGED.search(simple):
        return True
    if _PASSIVE.search(simple) or ("aby " in simple and _ASKED.search(simple)):
        return True
    words = list(words_at(simple))
    for number, word in enumerate(words):
        if _PROMISE.match(word.group()) and (number == 0 or not is_infinitive(word.group())):
            return True
    return any(_acts(simple, doer.span.end, deadline) for doer in doers_in(text, simple, speakers))


def will_do(text: str, simple: str, speakers: Speakers) -> bool:
    """Whether somebody is named at the very beginning with a verb of the future: "TS ji uklidí"."""
    doer = doers_at(text, simple, 0, speakers)
    if doer is None or text[doer.span.end : doer.span.end + 1] != " ":
        return False
    following = [word.group() for _, word in zip(range(2), words_at(simple, doer.span.end), strict=False)]
    verb = following[1] if len(following) > 1 and following[0] in _PRONOUNS else following[0] if following else ""
    is_present = verb.endswith(("uje", "uji")) and not verb.startswith(_PERFECTIVE)
    return _PROMISE.match(verb) is not None and not is_infinitive(verb) and not is_present


def _acts(simple: str, start: int, deadline: int) -> bool:
    """Whether somebody is named with a verb that is neither past nor a state before the deadline."""
    if not start < deadline:
        return False
    clause = simple[start:deadline]
    return bool(clause.strip(_EDGES)) and not _PAST.search(clause) and not _STATES.search(clause)


def subject_of(text: str, speakers: Speakers, speaker: str) -> tuple[str, str]:
    """Who a sentence says does it, and what: "TS odvezou" → TS; "rozešle MOb" → MOb; "zjistíme" → the speaker."""
    simple = plain(text)
    if found := _named(text, simple, speakers):
        return found
    words = list(words_at(simple))
    verb = next((word for word in words if _PROMISE.match(word.group()) and not is_infinitive(word.group())), None)
    if verb is None:
        return (speaker if _pledges(simple) else ""), text
    is_first_person = re.search(r"(?:me|[^aeiou]im|am|eju|uju|nu|su)$", verb.group()) is not None
    if (
        not is_first_person
        and text[verb.end() : verb.end() + 1] == " "
        and (after := doers_at(text, simple, verb.end() + 1, speakers))
    ):
        return after.who, re.sub(r"^(?:že|aby)\s+", "", text)
    begins = max((match.end() for match in re.finditer(r"[,;:–(]\s*", text[: verb.start()])), default=0)
    subject = text[begins : verb.start()].strip(_EDGES)
    if is_first_person or not subject:
        return speaker, text[begins:].strip(_EDGES)
    if named := doer_within(text, simple, begins, verb.start(), speakers):
        return named.who, text[begins:].strip(_EDGES)
    subject = _without_pronouns(subject)
    if 0 < len(subject.split()) <= _SUBJECT_WORDS:
        if plain(subject.split()[0]) in _PARTICLES:
            return speaker, text
        is_object = verb.group().endswith(_PLURAL) and plain(subject)[-1] not in _VOWELS
        return (speaker, text[begins:].strip(_EDGES)) if is_object else (subject, text[verb.start() :].strip(_EDGES))
    return "", text


def _without_pronouns(subject: str) -> str:
    """ "členové je (vyplní)" → "členové" """
    words = subject.split()
    while len(words) > 1 and plain(words[-1]) in _PRONOUNS:
        words.pop()
    return " ".join(words)


def _pledges(simple: str) -> bool:
    return _PLEDGED.search(simple) is not None


def _named(text: str, simple: str, speakers: Speakers) -> tuple[str, str] | None:
    """Whoever is named at the beginning of a clause and followed by a verb that is not past, or by a dash."""
    best: tuple[str, str] | None = None
    for doer in doers_in(text, simple, speakers):
        rest = text[doer.span.end :]
        dash = re.match(r"(?:,\s[^-–—:.,]{2,30})?\s*(?:\s[-–—]|:)\s+", rest)
        if dash and doer.span.start == 0:
            who = f"{doer.who}{dash.group()}".rstrip(_EDGES)
            return who, rest[dash.end() :].strip(_EDGES)
        if rest[:1] != " " or not rest.strip(_EDGES):
            continue
        first = [word.group() for word in words_at(plain(rest))][:_BETWEEN_WORDS]
        promised = any(_PROMISE.match(word) and not is_infinitive(word) for word in first)
        is_pledge = _PLEDGED.match(plain(rest).strip()) is not None
        is_wish = simple[: doer.span.start].endswith("by ")
        if promised or is_pledge or is_wish or first[0].startswith("bud"):
            return doer.who, rest.strip(_EDGES)
        if best is None and not _PAST.search(" ".join(first[:3])):
            best = doer.who, rest.strip(_EDGES)
    if best and _has_other_subject(simple, best[1]):
        return None
    return best


def _has_other_subject(simple: str, rest: str) -> bool:
    """Whether another verb of a promise stands before who was named: "leták připraví OSV"."""
    before = simple[: max(0, len(simple) - len(rest))]
    return any(_PROMISE.match(word.group()) and not is_infinitive(word.group()) for word in words_at(before))


def is_infinitive(word: str) -> bool:
    """Whether a folded word looks like the infinitive of a verb."""
    return _INFINITIVE.match(word) is not None
