import assert from "node:assert/strict";
import test from "node:test";
import { delay, Patience } from "../../../dashboard/static/terrain/patience.js";
import { Server } from "../../../dashboard/static/terrain/server.js";

const answering = (status, body, headers = {}) => new Server(async () => new Response(body, { status, headers }));
const record = { client_id: "r" };

test("an answer is what it means", async () => {
  assert.equal((await answering(200, '{"client_id":"r","site_id":1}').sendRecord(record)).said.site_id, 1);
  assert.equal((await answering(401, "Sign in first.").account()).kind, "signed_out");
  assert.equal((await answering(304, null).ground(3, '"e"')).kind, "unchanged");
  assert.deepEqual(await answering(503, "", { "retry-after": "7" }).account(), { kind: "busy", after_s: 7 });
  assert.equal((await answering(500, "Incident 4").account()).kind, "failed");
  assert.equal((await answering(413, "").sendRecord(record)).code, "too_large");
  const refused = await answering(422, '{"code":"personal_data","reason":"Vypadá to…","found":["a"]}').sendRecord(record);
  assert.deepEqual([refused.kind, refused.code, refused.found], ["refused", "personal_data", ["a"]]);
});

test("no line is an answer too, also one that breaks in the middle of it", async () => {
  assert.equal((await new Server(async () => { throw new TypeError("offline"); }).account()).kind, "unreachable");
  const broken = new ReadableStream({ pull(stream) { stream.error(new TypeError("cut")); } });
  assert.equal((await answering(200, broken).account()).kind, "unreachable");
});

test("a stranger's page that answers 200 acknowledges nothing", async () => {
  for (const body of ["<html>Wi-Fi</html>", "{}", '{"client_id":"another"}', "null", '"r"']) {
    assert.equal((await answering(200, body).sendRecord(record)).kind, "failed", body);
  }
  const away = { status: 0, ok: false, type: "opaqueredirect", headers: new Headers() };
  assert.equal((await new Server(async () => away).account()).kind, "signed_out");
});

test("a photo says what was measured of it and when it is sent, and nothing else", async () => {
  let asked;
  const server = new Server(async (address) => { asked = address; return new Response('{"client_id":"p"}'); });
  await server.sendPhoto({ client_id: "p", record: "r", checksum: "c", taken_at: null, sent_at: "2026-11-28T11:00:00+01:00", longitude: 18.2, latitude: 49.8, accuracy_m: null, type: "image/jpeg", bytes: new ArrayBuffer(1) });
  const query = new URL(asked, "http://phone").searchParams;
  assert.deepEqual([...query.keys()].sort(), ["checksum", "latitude", "longitude", "record", "sent_at"]);
});

test("patience doubles from two seconds to five minutes", () => {
  assert.deepEqual([1, 2, 3, 9, 500].map((failures) => delay(failures)), [2000, 4000, 8000, 300000, 300000]);
  assert.equal(delay(1, 30), 30000);
  assert.equal(delay(1, 86400), 300000);
});

test("of two alarms the earlier one wakes", () => {
  const set = [];
  const timers = { performance: { now: () => 0 }, setTimeout: (wake, ms) => set.push(ms), clearTimeout: () => set.pop() };
  const patience = new Patience(() => {}, timers);
  patience.sleep(5000);
  patience.sleep(9000);
  assert.deepEqual(set, [5000]);
  patience.sleep(100);
  assert.deepEqual(set, [100]);
});
