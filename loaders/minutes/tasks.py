"""Tasks: said by a label, by who is responsible, or promised in a sentence with a deadline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from loaders.minutes.deadlines import Deadline, deadline_in
from loaders.minutes.lines import Line, plain, words_at
from loaders.minutes.organisations import Organisations
from loaders.minutes.result import Span, Task
from loaders.minutes.sentences import sentences

_RESPONSIBLE = re.compile(
    r"[(,;.–-]?\s*\b(?:zodpovida|odpovida|zodpovedn\w+(?: osoba)?|odpovedn\w+(?: osoba)?|zodp\.?|odp\.|o:|z:"
    r"|zajisti:)\s*:?\s*"
    r"(?P<who>(?:(?:bc|mgr|ing|npor|por|prap|str|judr|phdr|mudr)\.\s*)*[^,;.():]{2,60})"
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
    "|zaeviduj|prosetr|vyklid"
)
_PROMISE = re.compile(
    r"(?:(?:pre|po|vy|za|do)d|nech|svol)(?:a|aji|ame|at)$|"
    rf"(?:{_VERBS})(?:i|e|ou|eji|aji|ame|ime|eme|uje|uji|ujeme|je|jeme|ji|ne|nou|neme|it|at|et|ovat|nout|out|ist|t"
    rf"|st|zt)$"
)
_PASSIVE = re.compile(r"\bbud(?:e|ou)\s+(?:\w+\s+){0,2}\w{3,}(?:an|en|ut|it)[aoyi]?\b")
_ASKED = re.compile(r"\b(?:pozad\w+|zada\w*|pros[ií]\w*|vyzva\w+|poveri\w+|povere\w+|ulozi\w+)\s+(?=\w)")
_AND = re.compile(r"\s*(?:,|\ba\b|\bi\b)\s*")
_SUBJECT_WORDS = 4
_LAST_PARENTHESES = re.compile(r"\(([^()]{2,60})\)\s*[.]?\s*$")
_DECISION = re.compile(r"^(?:Závěr|Usnesení|Dohoda|Dohodnuto|Domluveno|Výstup)\s*[:–-]\s*", re.IGNORECASE)
_EDGES = " \t,;:.–—-()[]"


@dataclass(frozen=True, slots=True)
class TaskContext:
    """Against what a task is read: the day of the meeting, the organisations, who speaks."""

    reference: date | None
    organisations: Organisations
    speaker: str = ""


def task_of(line: Line, context: TaskContext, who: str = "") -> Task:
    """A task that was announced as such."""
    deadline = deadline_in(line.plain, context.reference) or _dated_end(line, context)
    return _task(line, deadline, context, who)


def _dated_end(line: Line, context: TaskContext) -> Deadline | None:
    """ "… – termín 18. 6." or "(18. 6.)": a day at the very end."""
    found = deadline_in(line.plain, context.reference, labelled=True)
    return found if found and not line.text[found.span.end :].strip(_EDGES) else None


def promised_in(line: Line, context: TaskContext) -> Iterator[Task]:
    """Tasks that sentences promise: a verb of the future with a deadline, or somebody responsible."""
    for start, end in sentences(line.text):
        sentence = line.part(start, end)
        if not sentence.text:
            continue
        deadline = deadline_in(sentence.plain, context.reference)
        responsible = _RESPONSIBLE.search(sentence.plain)
        if responsible and responsible.start() > 0:
            yield _task(sentence, deadline or _dated_end(sentence, context), context, "")
        elif deadline is not None and _promises(sentence):
            yield _task(sentence, deadline, context, "")


def _promises(sentence: Line) -> bool:
    simple = sentence.plain
    if _PASSIVE.search(simple) or ("aby " in simple and _ASKED.search(simple)):
        return True
    return any(_PROMISE.match(word.group()) for word in words_at(simple))


def _task(line: Line, deadline: Deadline | None, context: TaskContext, who: str) -> Task:
    responsible = _RESPONSIBLE.search(line.plain)
    cuts = [deadline.span] if deadline else []
    if responsible:
        who = who or _until_deadline(line, responsible, deadline)
        start, end = responsible.span()
        cuts.append(Span(start, max(end, responsible.end("who"))))
    elif not who and (named := _named_last(line, deadline, context)) is not None:
        who = line.text[named.start + 1 : named.end - 1].strip()
        cuts.append(named)
    text = _DECISION.sub("", _cut(line.text, cuts))
    if not who:
        who, text = _subject(text, context)
    return Task(text, who, deadline.due if deadline else None, line.span)


def _named_last(line: Line, deadline: Deadline | None, context: TaskContext) -> Span | None:
    """The parentheses at the end with nothing but an organisation: "vyzvat vlastníka (SÚ)"."""
    match = _LAST_PARENTHESES.search(line.text)
    if match is None or (deadline and deadline.span.start >= match.start()):
        return None
    return Span(match.start(), match.end(1) + 1) if context.organisations.is_one(match[1]) else None


def _until_deadline(line: Line, responsible: re.Match[str], deadline: Deadline | None) -> str:
    start, end = responsible.span("who")
    if deadline and start < deadline.span.start < end:
        end = deadline.span.start
    return line.text[start:end].strip(_EDGES)


def _cut(text: str, cuts: list[Span]) -> str:
    kept, start = [], 0
    for cut in sorted(cuts):
        if cut.start >= start:
            kept.append(text[start : cut.start].rstrip(_EDGES.replace(")", "")))
        start = max(start, cut.end)
    kept.append(text[start:])
    joined = " ".join(part.strip() for part in kept if part.strip(_EDGES))
    joined = re.sub(r"\s+([,.;)])", r"\1", joined).replace("()", "")
    joined = (
        joined.strip(_EDGES.replace("(", "").replace(")", ""))
        if joined.count("(") == joined.count(")")
        else joined.strip(_EDGES)
    )
    return " ".join(joined.split())


def _subject(text: str, context: TaskContext) -> tuple[str, str]:
    """Who a sentence says does it, and what: "TS odvezou" → TS; "rozešle MOb" → MOb; "zjistíme" → the speaker."""
    simple = plain(text)
    organisations = context.organisations
    asked = _ASKED.search(simple) if "aby " in simple else None
    if asked and organisations.at(text, simple, asked.end()):
        found = organisations.at(text, simple, asked.end())
        return (text[asked.end() : found.end] if found else ""), text
    if (end := _named_until(text, simple, organisations)) is not None:
        rest = text[end:]
        dash = re.match(r"\s*(?:[-–—:]\s*|\s)", rest)
        if dash and (dash.group().strip() or _follows_verb(rest)):
            return text[:end].strip(_EDGES), rest[dash.end() :].strip(_EDGES)
    words = list(words_at(simple))
    verb = next((number for number, word in enumerate(words) if _PROMISE.match(word.group())), None)
    if verb is None:
        return "", text
    after = words[verb].end()
    found = organisations.speaker_at(text, simple, after + 1)
    if found and not text[after : after + 1].strip():
        return text[after + 1 : found.end].strip(), text
    begins = max((match.end() for match in re.finditer(r"[,;:–(]\s*", text[: words[verb].start()])), default=0)
    subject = text[begins : words[verb].start()].strip(_EDGES)
    if words[verb].group().endswith(("me",)) or (not subject and not _is_infinitive(words[verb].group())):
        return context.speaker, text[begins:].strip(_EDGES)
    if 0 < len(subject.split()) <= _SUBJECT_WORDS and not _is_infinitive(words[verb].group()):
        if subject.split()[0].lower() in {"a", "ale", "pak", "do", "na", "v", "bude", "budou", "se"}:
            return context.speaker, text
        return subject, text[words[verb].start() :].strip(_EDGES)
    return "", text


def _named_until(text: str, simple: str, organisations: Organisations) -> int | None:
    """Where the organisations at the beginning end: "OSV a Nemocnice", "MP, PČR"."""
    found = organisations.at(text, simple, 0)
    end = None
    while found is not None:
        end = found.end
        link = _AND.match(simple, end)
        found = organisations.at(text, simple, link.end()) if link else None
    return end


def _follows_verb(rest: str) -> bool:
    first = next(words_at(plain(rest)), None)
    return first is not None and (_PROMISE.match(first.group()) is not None or first.group().startswith("bud"))


def _is_infinitive(word: str) -> bool:
    return word.endswith("t")


def promise_of(line: Line, context: TaskContext) -> Task:
    """The line as a task, after "Termín: …" or "Odpovídá: …" made one of it: its last sentence if that promises."""
    *_, (start, end) = sentences(line.text)
    last = line.part(start, end)
    return _task(last, None, context, "") if _promises(last) else Task(line.text.rstrip(" ."), "", None, line.span)


def with_who(task: Task, who: str) -> Task:
    """The task with who has it, said on a line of its own."""
    return replace(task, who=who.strip(_EDGES) or task.who)
