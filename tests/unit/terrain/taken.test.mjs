import assert from "node:assert/strict";
import test from "node:test";
import { parse } from "../../../build/assets/exifr/lite.esm.js";
import { cameraSays, positionOf, takenAt } from "../../../dashboard/static/terrain/taken.js";

const NOW = Date.parse("2026-11-28T09:00:00Z");
const YESTERDAY = Date.parse("2026-11-27T09:00:00Z");
const at = (said, lastModified = YESTERDAY) => takenAt(said, lastModified, NOW)?.toISOString() ?? null;

test("the camera's own time counts, with its offset where it wrote one", () => {
  assert.equal(at({ DateTimeOriginal: "2026:11:20 10:11:12", OffsetTimeOriginal: "+01:00" }), "2026-11-20T09:11:12.000Z");
  const zone = process.env.TZ;
  process.env.TZ = "Europe/Prague";
  assert.equal(at({ DateTimeOriginal: "2026:07:20 10:11:12" }), "2026-07-20T08:11:12.000Z");
  assert.equal(at({ DateTimeOriginal: "2026:07:20 10:11:12", OffsetTimeOriginal: "letní" }), "2026-07-20T08:11:12.000Z");
  if (zone === undefined) delete process.env.TZ; else process.env.TZ = zone;
});

test("without one, that of the file; of neither nothing is made up", () => {
  const unread = [{}, { DateTimeOriginal: "0000:00:00 00:00:00" }, { DateTimeOriginal: "    " }, { DateTimeOriginal: 5 }, { DateTimeOriginal: "1970:01:01 00:00:00" }];
  for (const said of unread) assert.equal(at(said), "2026-11-27T09:00:00.000Z");
  for (const lastModified of [0, -1, NaN]) assert.equal(at({}, lastModified), null);
});

test("never in the future: a clock that runs ahead is not believed", () => {
  const ahead = { DateTimeOriginal: "2026:11:28 12:00:00", OffsetTimeOriginal: "+01:00" };
  assert.equal(at(ahead), "2026-11-27T09:00:00.000Z");
  assert.equal(at(ahead, NOW + 1), null);
});

test("a position only where the camera measured one", () => {
  assert.deepEqual(positionOf({ longitude: 14.03, latitude: 50.66, GPSHPositioningError: 12.5 }), { longitude: 14.03, latitude: 50.66, accuracy_m: 12.5 });
  assert.deepEqual(positionOf({ longitude: -14, latitude: 0 }), { longitude: -14, latitude: 0, accuracy_m: null });
  for (const said of [{}, { longitude: 14 }, { longitude: 0, latitude: 0 }, { longitude: 200, latitude: 50 }, { longitude: NaN, latitude: NaN }]) {
    assert.equal(positionOf(said), null);
  }
});

test("a file that is no picture, or a library that is not there, says nothing", async () => {
  const load = async () => ({ parse });
  for (const text of ["", "toto není fotka", "\xff\xd8\xff\xe1"]) assert.deepEqual(await cameraSays(new Blob([text]), load), {});
  const missing = async () => { throw new TypeError("no line"); };
  assert.deepEqual(await cameraSays(new Blob(["x"]), missing), {});
});
