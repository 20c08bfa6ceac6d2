import assert from "node:assert/strict";
import test from "node:test";
import { again, nextToSend } from "../../../dashboard/static/terrain/outbox.js";
import { bodyOf, discard, keepPhoto, lacks, newDraft, save } from "../../../dashboard/static/terrain/record.js";
import { idOf, makesPlace, unsentPlaces, visitsOf } from "../../../dashboard/static/terrain/unsent_places.js";
import { FORM, phone, written } from "./phone.mjs";

async function visited(database, place, change = {}) {
  const draft = { ...newDraft(FORM, { site: place, now: new Date("2026-11-28T10:00:00Z") }), ...change };
  return save(database, draft);
}

async function places(database, sites = []) {
  return unsentPlaces(await database.all("records"), sites);
}

test("a place in the outbox is a place: where it is, what it is, and what was seen of it", async () => {
  const { database } = await phone();
  const record = await written(database, 0, { name: "Za zdí", condition: "growing", details: { volume_m3: 3 }, note: "U zdi." });
  const [place] = await places(database);
  assert.equal(idOf(place), record.client_id);
  assert.deepEqual([place.id, place.name, place.longitude, place.due_on, place.made_by], [null, "Za zdí", 18.27, null, "waiting"]);
  assert.deepEqual(place.last, { id: null, observed_on: record.body.seen_at.slice(0, 10), condition: "growing", details: { volume_m3: 3 }, note: "U zdi." });
});

test("its visit names the record that makes it, is based on nothing the server knows, and needs no position", async () => {
  const { database } = await phone();
  await written(database, 0, { condition: "growing", details: { volume_m3: 3 } });
  const [place] = await places(database);
  const draft = newDraft(FORM, { site: place });
  const body = bodyOf(draft);
  assert.equal(draft.key, `visit-${place.client_id}`);
  assert.deepEqual([body.site_id, body.site_client_id, body.based_on, body.condition], [null, place.client_id, null, "growing"]);
  assert.deepEqual(body.details, { volume_m3: 3 });
  assert.equal(lacks({ ...draft, longitude: null }), null);
  assert.ok(!makesPlace(body));
  assert.ok(makesPlace(bodyOf(newDraft(FORM))));
});

test("the next visit is prefilled with the one before, the latest as it was seen", async () => {
  const { database } = await phone();
  await written(database, 0, { condition: "present", began_at: "2026-11-28T09:00:00+01:00" });
  await visited(database, (await places(database))[0], { condition: "cleaned", began_at: "2026-11-28T11:00:00+01:00" });
  await visited(database, (await places(database))[0], { condition: "growing", began_at: "2026-11-28T10:30:00Z" });
  const all = await places(database);
  assert.equal(all.length, 1);
  assert.equal(all[0].last.condition, "growing");
});

test("what the ground holds already is not there twice, and what was sent is the ground's", async () => {
  const { database } = await phone();
  const record = await written(database);
  await database.write({ put: { records: [{ ...record, state: "known", said: { site_id: 5 } }] } });
  assert.equal((await places(database)).length, 1);
  assert.deepEqual(await places(database, [{ id: 5 }]), []);
  await database.write({ put: { records: [{ ...record, state: "sent" }] } });
  assert.deepEqual(await places(database), []);
});

test("a refused place is mended first: it keeps its turn, and its visits wait for it", async () => {
  const { database } = await phone();
  const record = await written(database);
  const visit = await visited(database, (await places(database))[0]);
  await database.write({ put: { records: [{ ...record, state: "refused", reason: "Proto." }] } });
  assert.equal((await places(database))[0].made_by, "refused");
  assert.equal(nextToSend(await database.all("records"), [], 0), null);
  const mended = await save(database, { ...record.draft, key: `mend-${record.client_id}`, mends: true, note: "Lepší." });
  assert.equal(mended.number, record.number);
  assert.equal(nextToSend(await database.all("records"), [], 0).record.client_id, record.client_id);
  await database.write({ put: { records: [{ ...again(mended), state: "known" }] } });
  assert.equal(nextToSend(await database.all("records"), [], 0).record.client_id, visit.client_id);
});

test("a place thrown away takes its visits, their photos and what was begun along, and nothing else", async () => {
  const { database } = await phone();
  const gone = await written(database, 1);
  const stays = await written(database, 1);
  const [place] = await places(database);
  const visit = newDraft(FORM, { site: place });
  await keepPhoto(database, visit, { client_id: "p", number: 1, type: "image/jpeg" }, new ArrayBuffer(1));
  await save(database, visit);
  const begun = newDraft(FORM, { site: place });
  await keepPhoto(database, begun, { client_id: "q", number: 1, type: "image/jpeg" }, new ArrayBuffer(1));
  assert.equal(visitsOf(await database.all("records"), gone.client_id).length, 1);
  await discard(database, gone);
  assert.deepEqual((await database.all("records")).map((record) => record.client_id), [stays.client_id]);
  assert.deepEqual(await database.all("drafts"), []);
  assert.equal((await database.all("photos")).length, 1);
  assert.equal((await database.all("pictures")).length, 1);
});

test("a visit with a note alone leaves the state as it was", async () => {
  const { database } = await phone();
  await written(database, 0, { condition: "growing", details: { volume_m3: 3 }, began_at: "2026-11-28T09:00:00+01:00" });
  await visited(database, (await places(database))[0], { condition: null, details: {}, note: "Nikdo tu není." });
  const { last } = (await places(database))[0];
  assert.deepEqual([last.condition, last.details, last.note], ["growing", { volume_m3: 3 }, "Nikdo tu není."]);
});
