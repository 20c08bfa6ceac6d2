import assert from "node:assert/strict";
import test from "node:test";
import { openDatabase } from "../../../dashboard/static/terrain/database.js";
import { Sender } from "../../../dashboard/static/terrain/sender.js";
import { FakeServer, Locks, phone, written } from "./phone.mjs";

/** Send until nothing waits, the clock leaping to the next attempt. */
async function carry(database, server, { rounds = 2000 } = {}) {
  let now = 1_000_000;
  const sender = new Sender({ database, server, now: () => now, locks: new Locks() });
  for (let round = 0; round < rounds; round += 1) {
    const { ended, next } = await sender.run();
    if (ended === null && next === null) return;
    if (next !== null) now = Math.max(now, next);
  }
  assert.fail("the outbox never emptied");
}

/** Numbers as by chance, the same in every run. */
function chance(seed) {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

for (const seed of [1, 2, 3]) {
  test(`50 places with 3 photos each over a line that breaks before and after the commit arrive once (${seed})`, async () => {
    const { database } = await phone();
    for (let place = 0; place < 50; place += 1) await written(database, 3);
    const roll = chance(seed);
    const kinds = ["unreachable", "failed", "busy", "signed_out"];
    const server = new FakeServer(() => (roll() < 0.25 ? { kind: kinds[Math.floor(roll() * 4)], after_s: 5 } : undefined));
    await carry(database, server);
    assert.equal(server.records.size, 50);
    assert.equal(server.photos.size, 150);
    assert.deepEqual(await database.all("photos"), []);
    assert.deepEqual(await database.all("pictures"), []);
    assert.ok((await database.all("records")).every((record) => record.state === "sent"));
  });
}

test("an app that dies in the middle of sending goes on after it was opened again", async () => {
  const { database, factory } = await phone();
  const record = await written(database, 1);
  const never = { sendRecord: () => new Promise(() => {}) };
  new Sender({ database, server: never, locks: new Locks() }).run();
  while ((await database.get("records", record.client_id)).state !== "sending") await new Promise(setImmediate);
  database.close();
  const reopened = await openDatabase(7, factory);
  const server = new FakeServer();
  await carry(reopened, server);
  assert.equal(server.records.size, 1);
  assert.equal(server.photos.size, 1);
});

test("an expired sign-in stops the outbox and loses nothing; after signing in it goes on", async () => {
  const { database } = await phone();
  await written(database, 2);
  let signedIn = false;
  const server = new FakeServer(() => (signedIn ? undefined : { kind: "signed_out" }));
  const sender = new Sender({ database, server, locks: new Locks() });
  assert.equal((await sender.run()).ended, "signed_out");
  assert.equal(server.order.length, 1);
  signedIn = true;
  await carry(database, server);
  assert.equal(server.photos.size, 2);
});

test("a server that lost a record, from a backup, is sent it again when a photo of it comes", async () => {
  const { database } = await phone();
  await written(database, 2);
  let lost = false;
  const server = new FakeServer((when, what) => {
    if (when === "before" && what === "photo" && !lost) {
      lost = true;
      server.records.clear();
    }
  });
  await carry(database, server);
  assert.equal(server.records.size, 1);
  assert.equal(server.photos.size, 2);
});

test("the sender tells how many records arrived, so that what is known of their places is asked anew", async () => {
  const { database } = await phone();
  await written(database, 1);
  await written(database);
  const sender = new Sender({ database, server: new FakeServer(), locks: new Locks() });
  assert.equal((await sender.run()).arrived, 2);
  assert.equal((await sender.run()).arrived, 0);
});

test("a photo says when it is sent, by the clock by which it was taken", async () => {
  const { database } = await phone();
  await written(database, 1);
  const server = new FakeServer();
  await new Sender({ database, server, now: () => Date.parse("2014-11-28T10:00:00Z"), locks: new Locks() }).run();
  const [photo] = server.photos.values();
  assert.equal(Date.parse(photo.sent_at), Date.parse("2014-11-28T10:00:00Z"));
});

test("two tabs never send at once", async () => {
  const { database } = await phone();
  await written(database, 1);
  const server = new FakeServer();
  const locks = new Locks();
  const [one, other] = await Promise.all([1, 2].map(() => new Sender({ database, server, locks }).run()));
  assert.deepEqual([one.ended, other.ended].sort(), ["elsewhere", null].sort());
  assert.deepEqual(server.order, ["record", "photo"]);
});

test("a record thrown away while it is on its way does not come back", async () => {
  const { database } = await phone();
  const record = await written(database);
  const server = new FakeServer();
  server.sendRecord = async (body) => {
    await database.write({ remove: { records: [record.client_id] } });
    return { kind: "ok", said: { client_id: body.client_id } };
  };
  await carry(database, server);
  assert.deepEqual(await database.all("records"), []);
});
