"""What a commission said of a version and how it voted: by organisation, never by the name of a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dashboard import formats
from dashboard.documents.blocks import Block, Facts, Heading, Paragraph, Table, Tone
from dashboard.labels import label
from dashboard.language import _
from geodata.services.proposal_comments import CommentLine
from geodata.services.proposal_export import ProposalExport
from geodata.services.proposal_vote_cards import VoteCard


def commission_part(export: ProposalExport) -> Iterator[Block]:
    """Votes, reviews, comments with their answers. Internal notes are never in it."""
    yield from _votes(export.votes)
    reviews = [review for review in export.reviews if review.holds]
    if reviews:
        yield Heading(_("Reviews of members"), 1)
        header = (_("Organisation"), _("Stance of the member"), _("For these reasons"))
        rows = tuple((_whose(one.organisation), label(one.stance), one.reasons) for one in reviews)
        yield Table(header, rows, (5, 4, 14))
    yield from _comments([comment for comment in export.comments if not comment.internal])


def outcome_words(votes: Iterable[VoteCard]) -> str:
    """What the newest vote that was closed asked, and how it ended; empty without one."""
    closed = next((vote for vote in votes if not vote.is_open), None)
    if closed is None:
        return ""
    return f"{label(closed.question)} – {_outcome(closed)} ({formats.day(closed.held_on)})"


def _votes(votes: Iterable[VoteCard]) -> Iterator[Block]:
    closed = [vote for vote in votes if not vote.is_open]
    if not closed:
        return
    yield Heading(_("How the commission voted"), 1)
    for vote in closed:
        yield Facts(tuple(_vote_facts(vote)))
        for ballot in vote.ballots:
            if ballot.dissent:
                lead = _("Dissent, {organisation}:").format(organisation=_whose(ballot.person.organisation))
                yield Paragraph(ballot.dissent, lead=lead, indented=True)


def _vote_facts(vote: VoteCard) -> Iterator[tuple[str, str]]:
    yield _("Asked for the state"), label(vote.question)
    yield _("Held on"), ", ".join(filter(None, (formats.day(vote.held_on), label(vote.way).lower())))
    yield _("How it ended"), _outcome(vote)
    there = _("{present} of {seats} members took part in the vote, {quorum} needed")
    yield (
        _("How many voted"),
        there.format(
            present=formats.number(vote.present), seats=formats.number(vote.seats), quorum=formats.number(vote.quorum)
        ),
    )
    if vote.excluded:
        yield _("Conflict of interest, did not vote"), formats.number(vote.excluded)
    if vote.note:
        yield _("Noted with the vote"), vote.note


def _outcome(vote: VoteCard) -> str:
    if vote.lacks_quorum:
        return _("no result: too few members were there")
    figures = {"yes": vote.in_favour, "no": vote.against, "abstained": vote.abstained}
    words = (
        _("carried: {yes} for, {no} against, {abstained} abstained")
        if vote.carried
        else _("not carried: {yes} for, {no} against, {abstained} abstained")
    )
    return words.format(**{name: formats.number(count) for name, count in figures.items()})


def _comments(comments: list[CommentLine]) -> Iterator[Block]:
    if not comments:
        return
    yield Heading(_("Comments and answers"), 1)
    for comment in comments:
        about = comment.zone or (f"„{comment.quote}“" if comment.quote else "")
        what = ": ".join(filter(None, (label(comment.subject), about)))
        yield Paragraph(f"{what} – {_said_by(comment.organisation, formats.day(comment.recorded_at))}", tone=Tone.QUIET)
        yield Paragraph(comment.text)
        for answer in comment.answers:
            lead = _("Answer, {who}:").format(who=_said_by(answer.organisation, formats.day(answer.recorded_at)))
            yield Paragraph(answer.text, lead=lead, indented=True)
        if comment.is_open:
            yield Paragraph(_("This comment has no answer yet."), tone=Tone.STRONG, indented=True)


def _said_by(organisation: str | None, day: str) -> str:
    return f"{_whose(organisation)}, {day}"


def _whose(organisation: str | None) -> str:
    return organisation or _("a member of the commission")
