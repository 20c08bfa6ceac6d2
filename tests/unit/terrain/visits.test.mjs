import assert from "node:assert/strict";
import test from "node:test";
import { lineAbout } from "../../../dashboard/static/terrain/outbox.js";
import { visitedPlaces } from "../../../dashboard/static/terrain/visits.js";

const DAY = "2026-11-28";
const at = (time) => `${DAY}T${time}:00`; // by the phone's clock
const visit = (body, change = {}) => ({ client_id: "v", number: 1, state: "waiting", body: { seen_at: at("09:00"), ...body }, ...change });

test("a visit of today is seen while it waits and after it was sent; one of yesterday is not", () => {
  const sent = lineAbout({ ...visit({ site_id: 6 }), said: { site_id: 6 } }, 1);
  const records = [visit({ site_id: 5 }), sent, visit({ site_id: 7, seen_at: "2026-11-27T23:59:00" })];
  const { waiting, today } = visitedPlaces(records, DAY);
  assert.deepEqual([...today], [5, 6]);
  assert.deepEqual([...waiting], [5, 7]);
});

test("a place logged here is not seen by being logged; its visit is known by the record and by the number", () => {
  const maker = { client_id: "m", number: 1, state: "known", body: { site_id: null, seen_at: at("08:00") }, said: { site_id: 9 } };
  assert.equal(visitedPlaces([maker], DAY).today.size, 0);
  assert.equal(visitedPlaces([lineAbout(maker, 1)], DAY).today.size, 0);
  const later = visit({ site_id: null, site_client_id: "m" }, { said: { site_id: 9 } });
  assert.deepEqual([...visitedPlaces([maker, later], DAY).today], ["m", 9]);
  assert.deepEqual([...visitedPlaces([lineAbout(later, 1)], DAY).today], [9]);
});

test("a line kept by an older app says nothing of where and when", () => {
  const line = { client_id: "o", number: 1, state: "sent", sent_at: 1, body: { kind: "other", name: "", address: "" } };
  assert.equal(visitedPlaces([line], DAY).today.size, 0);
});
