"""The dossier tells what the commission said and how it voted; names of people and internal notes are never in it."""

from __future__ import annotations

import pytest

from geodata.database import Database
from geodata.model.commission import CommentSubject, Stance, VoteChoice
from geodata.model.people import Actor
from geodata.model.zones import ProposalState
from geodata.services.proposal_card import version_card
from geodata.services.proposal_comments import NewComment, answer_comment, comment_version
from geodata.services.proposal_drafts import draft_version, submit_version, write_version
from geodata.services.proposal_reviews import review_version
from geodata.services.proposal_texts import VersionTexts
from geodata.services.proposal_votes import cast_ballot
from tests.commission_desk import CommissionDesk, commission_desk
from tests.dossiers import Dossier
from tests.storage.test_proposal_documents import pages_of, taken

INTERNAL = "Jen pro nás: s provozovatelem se jedná."


@pytest.fixture
def desk(database: Database, actor: Actor) -> CommissionDesk:
    """A version with an answered comment, an open one, an internal note, a review and a vote with a dissent."""
    desk = commission_desk(database, actor)
    first, *others = desk.members
    asked = comment_version(
        database, first, desk.version_id, NewComment("Proč právě sto metrů?", CommentSubject.ZONE, desk.zone_id)
    )
    answer_comment(database, actor, asked, "Tak daleko je vidět od školy.")
    comment_version(database, first, desk.version_id, NewComment("Co zastávka?"))
    comment_version(database, actor, desk.version_id, NewComment(INTERNAL, internal=True))
    review_version(database, others[0], desk.version_id, Stance.AGREES_WITH_CHANGES, "Chybí zastávka.")
    vote_id = desk.open()
    desk.cast(vote_id, VoteChoice.FOR, VoteChoice.FOR, VoteChoice.FOR, VoteChoice.ABSTAINED)
    cast_ballot(database, desk.members[4], vote_id, VoteChoice.AGAINST, "Zóna je příliš malá.")
    desk.close(vote_id)
    return desk


def words(desk: CommissionDesk, reader: Actor) -> tuple[str, str]:
    """Page one, and the whole dossier."""
    made = Dossier(desk.proposal_id, desk.version_id)
    pages = pages_of(taken(desk.database, reader, made, "dossier.pdf"))
    return pages[0], " ".join(pages)


def test_page_one_says_how_the_commission_voted_and_the_rest_why(desk: CommissionDesk, actor: Actor) -> None:
    first, whole = words(desk, actor)
    assert "Doporučen – přijato: pro 3, proti 1, zdrželo se 1" in first
    assert "starší" not in first
    assert "hlasovalo 5 z 5 členů, potřeba 3" in whole
    assert "Odlišné stanovisko, Magistrát: Zóna je příliš malá." in whole
    assert "Chybí zastávka." in whole
    assert "Tak daleko je vidět od školy." in whole
    assert whole.count("Připomínka zatím nemá odpověď.") == 1


def test_an_older_version_says_that_it_is_one(desk: CommissionDesk, actor: Actor) -> None:
    desk.decide(ProposalState.RETURNED)
    newer = draft_version(desk.database, actor, desk.proposal_id, desk.version_id)
    texts = VersionTexts(summary="Úplný zákaz do 200 m od škol.", changes="Dál od škol.")
    write_version(desk.database, actor, newer, version_card(desk.database, actor, newer).row_version, texts)
    submit_version(desk.database, actor, newer, version_card(desk.database, actor, newer).stamp)
    first, _whole = words(desk, actor)
    assert "verze je starší; později byla podána verze 2" in first


def test_no_dossier_has_internal_notes_or_names_of_people(desk: CommissionDesk, actor: Actor) -> None:
    for reader in (actor, desk.outsider):
        _first, whole = words(desk, reader)
        assert "Co zastávka?" in whole
        assert INTERNAL not in whole
        assert not any(member.name in whole for member in desk.members)


def test_flags_stand_there_with_their_sources(desk: CommissionDesk, actor: Actor) -> None:
    _first, whole = words(desk, actor)
    assert "K ověření právníkem" in whole
    assert "zákon č. 143/2001 Sb., § 19a" in whole
