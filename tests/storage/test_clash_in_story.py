"""Two who wrote about one place without knowing of each other: both stay, and the story of the place says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from geodata import clock
from geodata.database import Database
from geodata.model.people import Actor
from geodata.model.sites import SiteKind
from geodata.services.field_records import take_record
from geodata.services.field_visits import FieldVisit, take_visits
from geodata.services.sites import NewObservation, observe
from geodata.services.story import StoryKind, site_story
from geodata.tables import Account
from tests.field_records import sent


def colleague_of(database: Database, actor: Actor) -> Actor:
    """Somebody else of the same city and organisation."""
    with database.write(actor) as work:
        account = Account(
            municipality_id=actor.municipality_id, login="kolega", name="Kolega Druhý", roles=sorted(actor.roles)
        )
        work.session.add(account)
        work.session.flush()
        work.commit()
        return replace(actor, account_id=account.id, name=account.name)


def test_the_story_tells_which_visit_did_not_know_of_another(database: Database, actor: Actor) -> None:
    first = take_record(database, actor, sent(seen_at=(clock.now() - timedelta(days=3)).isoformat()))
    observe(database, colleague_of(database, actor), first.site_id, NewObservation(clock.today(), note="Je to pryč."))
    late = take_record(
        database, actor, sent(site_id=first.site_id, kind=None, based_on=first.observation_id, note="Beze změny.")
    )
    assert late.clash
    story = site_story(database, actor, first.site_id, kinds={StoryKind.OBSERVATION})
    assert {entry.note: entry.clash for entry in story} == {
        "Matrace a pneumatiky.": False,
        "Je to pryč.": False,
        "Beze změny.": True,
    }


def test_a_visit_from_a_copy_that_did_not_know_of_another_is_told_as_well(database: Database, actor: Actor) -> None:
    first = take_record(database, actor, sent(seen_at=(clock.now() - timedelta(days=3)).isoformat()))
    observe(database, colleague_of(database, actor), first.site_id, NewObservation(clock.today(), note="Je to pryč."))
    seen = NewObservation(clock.today(), note="Z kopie.", client_id="copy-1")
    visit = FieldVisit(SiteKind.ILLEGAL_DUMP, seen, first.site_id, seen_last=first.observation_id)
    (taken,) = take_visits(database, actor, [visit], keep=True)
    assert taken.overtaken
    (told,) = (entry for entry in site_story(database, actor, first.site_id) if entry.note == "Z kopie.")
    assert told.clash
