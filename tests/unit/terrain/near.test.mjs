import assert from "node:assert/strict";
import test from "node:test";
import { byDistance, distance, dueBy, foundAddresses, path, sameOnes } from "../../../dashboard/static/terrain/near.js";
import { _, day, localMoment, metres, number, speak } from "../../../dashboard/static/terrain/words.js";

const at = (longitude, latitude, change = {}) => ({ longitude, latitude, kind: "hostel", due_on: null, ...change });

test("a degree of latitude is 111 km, one of longitude less", () => {
  assert.ok(Math.abs(distance(at(18, 49), at(18, 50)) - 111195) < 5);
  assert.ok(Math.abs(distance(at(18, 50), at(19, 50)) - 71474) < 50);
  assert.equal(distance(at(18, 50), at(18, 50)), 0);
});

test("is it this one: the same kind within the radius, nearest first", () => {
  const sites = [at(18.0005, 50, { id: 1 }), at(18.0001, 50, { id: 2 }), at(18.0001, 50, { id: 3, kind: "other" }), at(18.01, 50, { id: 4 })];
  assert.deepEqual(sameOnes(sites, "hostel", at(18, 50), 60).map(({ place }) => place.id), [2, 1]);
  assert.deepEqual(byDistance(sites, at(18, 50)).at(-1).place.id, 4);
});

test("due is what should have been seen by that day", () => {
  const sites = [at(0, 0, { due_on: "2026-11-27" }), at(0, 0, { due_on: "2026-11-28" }), at(0, 0, { due_on: "2026-12-01" }), at(0, 0)];
  assert.equal(dueBy(sites, "2026-11-28").length, 2);
});

test("a path passes every place once, on to the nearest each time", () => {
  const places = [at(3, 0, { id: 3 }), at(1, 0, { id: 1 }), at(2, 0, { id: 2 })];
  assert.deepEqual(path(places, at(0, 0)).map((place) => place.id), [1, 2, 3]);
  assert.deepEqual(path([], null), []);
});

test("a whole city is put in order at once, and no place is lost", () => {
  const places = Array.from({ length: 20000 }, (unused, id) => at((id * 7919) % 20000 / 1e5, 0, { id }));
  const order = path(places, at(0, 0));
  assert.equal(new Set(order.map((place) => place.id)).size, 20000);
  assert.ok(order[0].longitude <= order.at(-1).longitude);
});

test("an address is found without accents, by the beginnings of its words", () => {
  const addresses = [["Nádražní 12", 1, 2], ["Nádražní 1", 1, 2], ["Zadní Nádražní 12", 1, 2], ["Údolní 12", 1, 2]];
  assert.deepEqual(foundAddresses(addresses, "nadr 12").map(([text]) => text), ["Nádražní 12", "Zadní Nádražní 12"]);
  assert.deepEqual(foundAddresses(addresses, "  "), []);
  assert.equal(foundAddresses(addresses, "1", 2).length, 2);
});

test("Czech dates, numbers and lengths read as Czech ones", () => {
  speak("cs", { "Waiting: {count}": "Čeká: {count}" });
  const plain = (text) => text.replace(/\s/gu, " ");
  assert.equal(plain(day("2026-11-23")), "23. 11. 2026");
  assert.equal(plain(number(1234)), "1 234");
  assert.equal(plain(metres(84.4)), "84 m");
  assert.equal(plain(metres(1250)), "1,3 km");
  assert.equal(_("Waiting: {count}", { count: 3 }), "Čeká: 3");
  assert.equal(_("Unknown {this}", { count: 3 }), "Unknown {this}");
  speak("en", {});
  assert.equal(plain(day("2026-11-23")), "23 Nov 2026");
  assert.equal(plain(number(1234)), "1 234");
});

test("a moment carries the phone's offset", () => {
  const zone = process.env.TZ;
  process.env.TZ = "Europe/Prague";
  assert.equal(localMoment(new Date("2026-11-28T08:00:00Z")), "2026-11-28T09:00:00+01:00");
  process.env.TZ = "America/St_Johns";
  assert.equal(localMoment(new Date("2026-11-28T08:00:00Z")), "2026-11-28T04:30:00-03:30");
  if (zone === undefined) delete process.env.TZ; else process.env.TZ = zone;
});
