import assert from "node:assert/strict";
import test from "node:test";
import { hold, letGo, mayBeCorrected } from "../../../dashboard/static/terrain/correcting.js";
import { save } from "../../../dashboard/static/terrain/record.js";
import { Sender } from "../../../dashboard/static/terrain/sender.js";
import { FakeServer, Locks, phone, written } from "./phone.mjs";

const sender = (database, server, change = {}) => new Sender({ database, server, now: () => 1_000_000, locks: new Locks(), ...change });

test("a record held back is not sent; saved again it goes out once, as it was corrected", async () => {
  const { database } = await phone();
  const { client_id, number, draft } = await written(database, 0, { note: "first" });
  const server = new FakeServer();
  assert.equal(await hold(database, client_id, new Locks()), true);
  await sender(database, server).run();
  assert.deepEqual(server.order, []);
  const again = await save(database, { ...draft, key: `mend-${client_id}`, note: "second" });
  assert.deepEqual([again.client_id, again.number], [client_id, number]);
  await sender(database, server).run();
  assert.deepEqual([...server.records.values()].map((body) => body.note), ["second"]);
});

test("what was left as it was goes on; what somebody began to correct, or has open, does not", async () => {
  const { database } = await phone();
  const [left, begun, open] = [await written(database), await written(database), await written(database)];
  for (const { client_id } of [left, begun, open]) await hold(database, client_id, new Locks());
  await database.write({ put: { drafts: [{ ...begun.draft, key: `mend-${begun.client_id}`, mends: true, touched: true }] } });
  assert.equal(await letGo(database, open.client_id), true);
  const state = async ({ client_id }) => (await database.get("records", client_id)).state;
  assert.deepEqual([await state(left), await state(begun), await state(open)], ["waiting", "held", "held"]);
  assert.equal(await letGo(database, open.client_id), false);
});

test("after an attempt whose answer was lost it cannot be corrected: the server may have it", async () => {
  const { database } = await phone();
  const { client_id } = await written(database);
  await sender(database, new FakeServer((when) => (when === "after" ? { kind: "unreachable" } : undefined))).run();
  const record = await database.get("records", client_id);
  assert.equal(record.state, "waiting");
  assert.ok(!mayBeCorrected(record));
  assert.equal(await hold(database, client_id, new Locks()), false);
});

test("an attempt without a line, or without a sign-in, leaves it to be corrected", async () => {
  const { database } = await phone();
  const { client_id } = await written(database);
  await sender(database, new FakeServer(() => ({ kind: "unreachable" })), { hasLine: () => false }).run();
  await sender(database, new FakeServer(() => ({ kind: "signed_out" }))).run();
  assert.ok(mayBeCorrected(await database.get("records", client_id)));
});

test("while something is being sent nothing is held back, and nothing that the server has", async () => {
  const { database } = await phone();
  const { client_id } = await written(database, 1);
  const busy = new Locks();
  busy.held = true;
  assert.equal(await hold(database, client_id, busy), false);
  await sender(database, new FakeServer((when, what) => (what === "photo" ? { kind: "unreachable" } : undefined))).run();
  assert.equal((await database.get("records", client_id)).state, "known");
  assert.equal(await hold(database, client_id, new Locks()), false);
});
