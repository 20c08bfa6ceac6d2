"""Tasks: said by a label, by who is responsible, or promised in a sentence with a deadline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from loaders.minutes.assignments import Assignment, assignments_in
from loaders.minutes.deadlines import Deadline, deadline_in
from loaders.minutes.doers import doers_in, told_in
from loaders.minutes.lines import Line, plain, words_at
from loaders.minutes.promises import DECISION, RESPONSIBLE, is_infinitive, promises, subject_of, will_do
from loaders.minutes.result import Span, Task
from loaders.minutes.sentences import sentences
from loaders.minutes.speakers import Speakers

_LAST_PARENTHESES = re.compile(r"\(([^()]{2,60})\)\s*[.]?\s*$")
_LINK = re.compile(r"\s*[,;]\s+(?:a\s+)?|\s+a\s+")
# No day can be said for these.
_SOON = re.compile(
    r"\s*[,–(-]?\s*(?:termín\s*:?\s*)?(?:ihned|průběžně|bezodkladně|neprodleně|co nejdříve|trvale)\)?\s*$",
    re.IGNORECASE,
)
_LINKS_AT_MOST = 8
_EDGES = " \t,;:.–—-()[]"
_LED = re.compile(r"(?P<who>[^/:–—]{2,50}?)\s*(?:/|:|\s[–—-])\s+(?=\S)")
_RESPONSIBLE_LEAD = re.compile(r"(?:z?odpov[íěi]\w*|zodp|zajistí|řeší|kdo)\s*[:.]?\s*", re.IGNORECASE)
_VOTES = re.compile(r"\s*\((?:pro|hlas\w*)[\s:]*\d[^()]*\)\s*$")
# What was done already is no task, whoever the bracket names.
_DONE = re.compile(
    r"\b(?:spln\w+|hotovo|vyrizeno|uzavren[aoiy]?|uklizen[aoiy]?|opraven[aoiy]?|odstranen[aoiy]?|probehl[aoiy]?)\b"
)


@dataclass(frozen=True, slots=True)
class TaskContext:
    """Against what a task is read: the day of the meeting, who may have it, who speaks."""

    reference: date | None
    speakers: Speakers
    speaker: str = ""


def task_of(line: Line, context: TaskContext, who: str = "") -> Task:
    """A task that was announced as such."""
    assigned = list(assignments_in(line.text, line.plain, context.reference, context.speakers))
    if len(assigned) == 1:
        return _assigned(line, 0, assigned[0], context, who)
    deadline = deadline_in(line.plain, context.reference) or _dated_end(line, context)
    if not who and (told := told_in(line.text, line.plain, context.speakers)):
        return _told(line, told.who, told.span, deadline)
    return _task(line, deadline, context, who)


def orders(said: Line, context: TaskContext) -> bool:
    """Whether it begins with an infinitive and has a deadline: "posílit hlídky do 5. 5."."""
    first = next((word.group() for word in words_at(said.plain)), "")
    return is_infinitive(first) and (
        deadline_in(said.plain, context.reference) is not None or _dated_end(said, context) is not None
    )


def swapped(task: Task, speakers: Speakers) -> Task:
    """ "Terén zajistí: odvoz" and "odvoz, Terén, do 5. 5.": who is named in the wrong place."""
    if task.who and task.what and _is_somebody(task.what, speakers) and not _is_somebody(task.who, speakers):
        return replace(task, what=task.who, who=task.what)
    if task.who:
        return task
    apart = _LED.match(task.what)
    if apart and _is_somebody(apart["who"], speakers):
        return replace(task, what=task.what[apart.end() :], who=apart["who"])
    who, what = subject_of(task.what, speakers, "")
    if who:
        return replace(task, what=what, who=who)
    what, comma, who = task.what.rpartition(",") if "," in task.what else task.what.rpartition(";")
    who = _RESPONSIBLE_LEAD.sub("", who.strip(_EDGES))
    return replace(task, what=what.strip(_EDGES), who=who) if comma and what and _is_somebody(who, speakers) else task


def _is_somebody(text: str, speakers: Speakers) -> bool:
    found = speakers.at(text, plain(text), 0) if text else None
    return found is not None and found.end >= len(text.rstrip(" ."))


def _dated_end(line: Line, context: TaskContext) -> Deadline | None:
    """ "… – termín 18. 6." or "(18. 6.)": a day at the very end."""
    found = deadline_in(line.plain, context.reference, labelled=True)
    return found if found and not line.text[found.span.end :].strip(_EDGES) else None


def promised_in(line: Line, context: TaskContext) -> Iterator[Task]:
    """Tasks that sentences promise: a verb of the future with a deadline, an order, or somebody responsible."""
    for start, end in sentences(line.text):
        sentence = line.part(start, end)
        if sentence.text:
            for clause in _clauses(sentence, context):
                yield from _promised(clause, context)


def _clauses(sentence: Line, context: TaskContext) -> list[Line]:
    """A sentence as one, or as two where each half has a deadline of its own."""
    if deadline_in(sentence.plain, context.reference) is None:
        return [sentence]
    for link in islice(_LINK.finditer(sentence.plain), _LINKS_AT_MOST):
        left, right = sentence.part(0, link.start()), sentence.part(link.end())
        if _is_promise(left, context) and (
            _is_promise(right, context) or will_do(right.text, right.plain, context.speakers)
        ):
            return [left, right]
    return [sentence]


def _is_promise(clause: Line, context: TaskContext) -> bool:
    found = deadline_in(clause.plain, context.reference)
    return found is not None and promises(clause.text, clause.plain, found.span.start, context.speakers)


def _promised(sentence: Line, context: TaskContext) -> Iterator[Task]:
    simple = sentence.plain
    assigned = [
        one
        for one in assignments_in(sentence.text, simple, context.reference, context.speakers)
        if one.is_labelled or promises(sentence.text, simple, one.span.start, context.speakers)
    ]
    if assigned:
        yield from _each(sentence, assigned, context)
        return
    deadline = deadline_in(simple, context.reference)
    if told := told_in(sentence.text, simple, context.speakers):
        if told.is_ordered or deadline is not None:
            yield _told(sentence, told.who, told.span, deadline or _dated_end(sentence, context))
        return
    responsible = RESPONSIBLE.search(simple)
    if responsible and responsible.start() > 0:
        yield _task(sentence, deadline or _dated_end(sentence, context), context, "")
    elif deadline is not None and promises(sentence.text, simple, deadline.span.start, context.speakers):
        yield _task(sentence, deadline, context, "")
    elif deadline is None:
        decision = DECISION.match(sentence.text)
        said = sentence.part(decision.end()) if decision else sentence
        if will_do(said.text, said.plain, context.speakers):
            yield _task(said, None, context, "")


def _each(sentence: Line, assigned: Sequence[Assignment], context: TaskContext) -> Iterator[Task]:
    start = 0
    for one in assigned:
        task = _assigned(sentence, start, one, context, "")
        done = one.due is None and not one.says_until and _DONE.search(plain(task.what))
        if task.what and not done:
            yield task
        start = one.span.end


def _assigned(line: Line, start: int, one: Assignment, context: TaskContext, who: str) -> Task:
    """The clause before a bracket is what the bracket gives to somebody."""
    what = line.part(start, one.span.start)
    deadline = None
    if one.due is None and not one.says_until:
        deadline = deadline_in(what.plain, context.reference) or deadline_in(
            what.plain, context.reference, labelled=True
        )
    due = deadline.due if deadline else one.due
    text = what.text.strip(" ,;.–-")
    doer = who or (one.who if one.is_labelled else "")
    if not doer:
        doer, text = subject_of(text, context.speakers, context.speaker if not one.who else "")
    return Task(DECISION.sub("", text), doer or one.who, due, line.span)


def _told(line: Line, who: str, said: Span, deadline: Deadline | None) -> Task:
    rest = _VOTES.sub("", line.text)[said.end :]
    if deadline and deadline.span.start >= said.end:
        rest = _cut(rest, [Span(deadline.span.start - said.end, deadline.span.end - said.end)])
    what = re.sub(r"^aby\s+", "", rest.strip(_EDGES))
    return Task(what, who, deadline.due if deadline else None, line.span)


def _task(line: Line, deadline: Deadline | None, context: TaskContext, who: str) -> Task:
    responsible = RESPONSIBLE.search(line.plain)
    cuts = [deadline.span] if deadline else []
    if responsible:
        who = who or _until_deadline(line, responsible, deadline)
        start, end = responsible.span()
        cuts.append(Span(start, max(end, responsible.end("who"))))
    elif not who and (named := _named_last(line, deadline, context)) is not None:
        who = line.text[named.start + 1 : named.end - 1].strip()
        cuts.append(named)
    text = _SOON.sub("", DECISION.sub("", _cut(line.text, cuts)))
    if not who:
        who, text = subject_of(text, context.speakers, context.speaker)
    return Task(text, who, deadline.due if deadline else None, line.span)


def _named_last(line: Line, deadline: Deadline | None, context: TaskContext) -> Span | None:
    """The parentheses at the end with nothing but an organisation: "vyzvat vlastníka (SÚ)"."""
    match = _LAST_PARENTHESES.search(line.text)
    if match is None or (deadline and deadline.span.start >= match.start()):
        return None
    return Span(match.start(), match.end(1) + 1) if context.speakers.organisations.is_one(match[1]) else None


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


def promise_of(line: Line, context: TaskContext) -> Task:
    """The line as a task, after "Termín: …" or "Odpovídá: …" made one of it: its last sentence if somebody promises."""
    *_, (start, end) = sentences(line.text)
    last = line.part(start, end)
    somebody = next(doers_in(last.text, last.plain, context.speakers), None)
    if somebody or promises(last.text, last.plain, len(last.text), context.speakers):
        return _task(last, None, context, "")
    return Task(DECISION.sub("", line.text.rstrip(" .")), "", None, line.span)


def with_who(task: Task, who: str) -> Task:
    """The task with who has it, said on a line of its own."""
    return replace(task, who=who.strip(_EDGES) or task.who)
