"""Reading a GPX track: moments in every zone, what is no track, and files that are made to hurt."""

from __future__ import annotations

import gzip
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from loaders import tracks
from loaders.errors import UnreadableFile
from loaders.tracks import read_track
from tests.tracks import gpx

NINE = datetime(2026, 11, 28, 9, tzinfo=UTC)


def test_moments_are_read_in_any_zone_and_without_one_they_are_utc(tmp_path: Path) -> None:
    points = [
        (14.05, 50.66, "2026-11-28T09:00:00Z"), (14.05, 50.661, "2026-11-28T10:00:00+01:00"),
        (14.05, 50.662, "2026-11-28T09:00:00"), (14.05, 50.663, None), (14.05, 50.664, "yesterday"),
    ]  # fmt: skip
    (part,) = read_track(gpx(tmp_path / "walk.gpx", points)).parts
    assert [point.at for point in part] == [NINE, NINE, NINE, None, None]
    assert (part[1].longitude, part[1].latitude) == (14.05, 50.661)


def test_segments_and_tracks_stay_apart_and_a_single_point_is_no_part(tmp_path: Path) -> None:
    line = [(14.05, 50.66, None), (14.05, 50.661, None)]
    second = '<trk><trkseg><trkpt lon="14.1" lat="50.6"/><trkpt lon="14.1" lat="50.61"/></trkseg></trk>'
    read = read_track(gpx(tmp_path / "walk.gpx", line, line, line[:1], extra=second))
    assert [len(part) for part in read.parts] == [2, 2, 2]


def test_points_off_the_earth_are_left_out(tmp_path: Path) -> None:
    points = [(14.05, 50.66, None), (14.05, 95.0, None), (540.0, 50.66, None), (14.05, 50.661, None)]
    (part,) = read_track(gpx(tmp_path / "walk.gpx", points)).parts
    assert [point.latitude for point in part] == [50.66, 50.661]


def test_planned_routes_and_waypoints_are_no_track(tmp_path: Path) -> None:
    planned = '<wpt lon="14" lat="50"/><rte><rtept lon="14" lat="50"/><rtept lon="14" lat="51"/></rte>'
    with pytest.raises(UnreadableFile, match="no track"):
        read_track(gpx(tmp_path / "plan.gpx", extra=planned))


@pytest.mark.parametrize("name", ["a.kml", "a.geojson", "a.gpx.gz", "a.zip", "empty.gpx", "cut.gpx", "picture.gpx"])
def test_what_is_no_gpx_is_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    whole = gpx(tmp_path / "whole.gpx", [(14.0, 50.0, None), (14.0, 50.1, None)])
    match name:
        case "a.kml":
            path.write_text('<kml xmlns="http://www.opengis.net/kml/2.2"/>', encoding="utf-8")
        case "a.geojson":
            path.write_text('{"type": "FeatureCollection", "features": []}', encoding="utf-8")
        case "a.gpx.gz":
            path.write_bytes(gzip.compress(whole.read_bytes()))
        case "a.zip":
            with zipfile.ZipFile(path, "w") as packed:
                packed.write(whole, "a.gpx")
        case "empty.gpx":
            path.write_bytes(b"")
        case "cut.gpx":
            path.write_bytes(whole.read_bytes()[:-30])
        case _:
            path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    with pytest.raises(UnreadableFile):
        read_track(path)


def test_an_entity_bomb_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "bomb.gpx"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE gpx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
        '<gpx version="1.1"><trk><name>&b;</name></trk></gpx>',
        encoding="utf-8",
    )
    with pytest.raises(UnreadableFile):
        read_track(path)


def test_a_file_that_is_too_large_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "large.gpx"
    with path.open("wb") as stream:
        stream.truncate(300 * 1024 * 1024)  # sparse: it takes no room
    with pytest.raises(UnreadableFile, match="larger than 20 MB"):
        read_track(path)


def test_more_points_than_a_walk_has_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    points = [(14.05, 50.66 + number / 10_000, None) for number in range(11)]
    monkeypatch.setattr(tracks, "POINTS_AT_MOST", 10)
    with pytest.raises(UnreadableFile, match="more than 10 points"):
        read_track(gpx(tmp_path / "walk.gpx", points))
    assert len(read_track(gpx(tmp_path / "walk.gpx", points[:10])).parts[0]) == 10
