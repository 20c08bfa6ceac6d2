"""The pictures of Vzorov go where photos lie, and their rows into the database."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from sqlalchemy import select

from geodata.bulk import new_ids
from geodata.demo.drawings import drawn
from geodata.demo.photos import plan_photos
from geodata.demo.plan import SEED, CityPlan
from geodata.demo.writing import Author, DatedWork, moment_of, store
from geodata.services.photos import keep_picture
from geodata.services.pictures import cleaned_picture
from geodata.tables import Observation, Photo


def write_photos(
    work: DatedWork, plan: CityPlan, ids: list[int], authors: dict[str, Author], photo_directory: Path
) -> None:
    """Draw and keep the pictures; `ids` are those of the places, in the order of the plan."""
    photos = plan_photos(plan.sites)
    visits = _visits(work, {ids[photo.site] for photo in photos})
    rows = []
    for id_, photo in zip(new_ids(work.session, Photo, len(photos)), photos, strict=True):
        site_id, look = ids[photo.site], plan.sites[photo.site].looks[photo.look]
        author, moment = authors[look.organisation], moment_of(look.day, photo.site)
        picture = cleaned_picture(drawn(photo.drawing, f"{SEED}:photo:{photo.site}"))
        checksum = keep_picture(photo_directory, picture)
        rows.append(
            {
                "id": id_,
                "municipality_id": work.actor.municipality_id,
                "site_id": site_id,
                "observation_id": visits[site_id][photo.look],
                "checksum": checksum,
                "width": picture.width,
                "height": picture.height,
                "taken_on": look.day,
                "recorded_at": moment,
                "recorded_by": author.account_id,
            }
        )
        work.noted(moment, author, "photograph", "site", site_id, {"photo": id_, "checksum": checksum})
    store(work.session, Photo, rows)


def _visits(work: DatedWork, site_ids: set[int]) -> dict[int, list[int]]:
    """The ids of the visits of each place, in the order of time, which is that of the plan."""
    query = select(Observation.site_id, Observation.id).where(Observation.site_id.in_(site_ids))
    visits: dict[int, list[int]] = defaultdict(list)
    for site_id, id_ in work.session.execute(query.order_by(Observation.observed_on, Observation.id)):
        visits[site_id].append(id_)
    return visits
