import assert from "node:assert/strict";
import test from "node:test";
import { howManyWait, lineAbout, nextAttempt, nextToSend, photoAfter, recordAfter } from "../../../dashboard/static/terrain/outbox.js";

const record = (number, change = {}) => ({ client_id: `r${number}`, number, state: "waiting", body: { site_client_id: null }, ...change });
const photo = (of, number, change = {}) => ({ client_id: `p${number}`, record: of, number, state: "waiting", checksum: "c", ...change });

test("a record goes before its photos, and its photos before the next record", () => {
  const first = record(1, { state: "known" });
  assert.equal(nextToSend([record(2), record(1)], [photo("r1", 1)], 0).record.client_id, "r1");
  assert.equal(nextToSend([record(2), first], [photo("r1", 2), photo("r1", 1)], 0).photo.client_id, "p1");
  assert.equal(nextToSend([record(2), first], [], 0).record.client_id, "r2");
});

test("what was being sent when the app died is sent again", () => {
  assert.equal(nextToSend([record(1, { state: "sending" })], [], 0).record.client_id, "r1");
});

test("a visit waits for the record that makes its place, a refused one too, and for no longer", () => {
  const visit = record(2, { body: { site_client_id: "r1" } });
  for (const state of ["waiting", "refused"]) {
    assert.equal(nextToSend([record(1, { state, not_before: 9 }), visit], [], 0), null);
  }
  for (const state of ["known", "sent"]) {
    assert.equal(nextToSend([record(1, { state }), visit], [], 0).record.client_id, "r2");
  }
  assert.equal(nextToSend([visit], [], 0).record.client_id, "r2");
});

test("one that the server cannot take now does not hold up the others", () => {
  const late = recordAfter(record(1), { kind: "failed", status: 500 }, 1000);
  assert.equal(late.not_before, 3000);
  assert.equal(nextToSend([late, record(2)], [], 1000).record.client_id, "r2");
  assert.equal(nextToSend([late], [], 1000), null);
  assert.equal(nextAttempt([late], []), 3000);
  assert.equal(nextToSend([late], [], 3000).record.client_id, "r1");
});

test("a photo is no reason to come again before its record is known", () => {
  const late = record(1, { not_before: 5000 });
  assert.equal(nextAttempt([late], [photo("r1", 1)]), 5000);
  assert.equal(nextAttempt([record(1, { state: "refused" })], [photo("r1", 1)]), null);
});

test("a clock set back by a day holds nothing up", () => {
  const late = record(1, { not_before: 24 * 3600 * 1000 });
  assert.equal(nextToSend([late], [], 0).record.client_id, "r1");
});

test("a busy server is asked again when it said", () => {
  assert.equal(recordAfter(record(1), { kind: "busy", after_s: 60 }, 0).not_before, 60000);
});

test("a refusal is kept with its reason and is not sent again by itself", () => {
  const refused = recordAfter(record(1, { tries: 3 }), { kind: "refused", code: "invalid", reason: "Proto." }, 0);
  assert.equal(refused.state, "refused");
  assert.equal(refused.reason, "Proto.");
  assert.equal(nextToSend([refused], [], 1e9), null);
  assert.equal(nextAttempt([refused], []), null);
});

test("a photo leaves the phone only when the server has the same bytes", () => {
  const one = photo("r1", 1);
  assert.equal(photoAfter(one, { kind: "ok", said: { checksum: "c" } }, 0), null);
  assert.equal(photoAfter(one, { kind: "ok", said: { checksum: "other" } }, 0).state, "waiting");
  assert.equal(photoAfter(one, { kind: "refused", code: "damaged" }, 0).state, "waiting");
  assert.equal(photoAfter(one, { kind: "refused", code: "record_unknown" }, 0).state, "waiting");
  assert.equal(photoAfter(one, { kind: "refused", code: "no_picture", reason: "x" }, 0).state, "refused");
});

test("what is not wholly with the server counts as waiting", () => {
  assert.equal(howManyWait([record(1), record(2, { state: "known" }), record(3, { state: "refused" }), record(4, { state: "sent" })]), 3);
});

test("the line about a sent record holds no note", () => {
  const kept = record(1, { state: "known", body: { kind: "hostel", name: "a", address: "b", note: "tajné" }, draft: { note: "tajné" } });
  assert.ok(!JSON.stringify(lineAbout(kept, 5)).includes("tajné"));
});
