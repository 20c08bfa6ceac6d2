import assert from "node:assert/strict";
import test from "node:test";
import { ANOTHERS, forget, isTooOld, leave, MINE, remember, remembered, UNKNOWN, unsent, whose, wipe, wipeAll, wipeForeign, wordOf } from "../../../dashboard/static/terrain/account.js";
import { openDatabase, STORES } from "../../../dashboard/static/terrain/database.js";
import { phone, Storage, written } from "./phone.mjs";

const DAY = 24 * 3600 * 1000;

async function filled() {
  const made = await phone();
  await written(made.database, 1);
  await made.database.write({
    put: {
      ground: [{ area_id: 3, sites: [{ name: "Cizí" }] }],
      settings: [{ key: "area", value: 3 }],
      drafts: [{ key: "place", client_id: "d", touched: true, note: "rozepsané" }],
      records: [{ client_id: "old", number: 0, state: "sent", sent_at: 1, body: {} }],
    },
  });
  return made;
}

test("who the phone belongs to is remembered, and forgotten", () => {
  const storage = new Storage();
  assert.equal(remembered(storage), null);
  remember(storage, { account_id: 7, keep_days: 14 }, 5);
  assert.deepEqual(remembered(storage), { account_id: 7, keep_days: 14, answered_at: 5 });
  forget(storage);
  assert.equal(remembered(storage), null);
  storage.setItem("lokality-terrain-account", "{nonsense");
  assert.equal(remembered(storage), null);
});

test("data grows too old after the set number of days", () => {
  const kept = { account_id: 7, keep_days: 14, answered_at: 0 };
  assert.ok(!isTooOld(kept, 14 * DAY));
  assert.ok(isTooOld(kept, 14 * DAY + 1));
});

test("what grew too old goes, what was typed here and waits stays", async () => {
  const { database } = await filled();
  await wipeForeign(database);
  assert.deepEqual(await database.all("ground"), []);
  assert.deepEqual(await database.all("settings"), []);
  assert.equal((await database.all("records")).length, 1);
  assert.equal((await database.all("pictures")).length, 1);
  assert.equal((await database.all("drafts")).length, 1);
});

test("what waits is counted with what is being written", async () => {
  const { database } = await filled();
  assert.equal((await unsent(database)).count, 2);
});

test("signing out leaves nothing at all", async () => {
  const { database, factory } = await filled();
  const storage = new Storage();
  remember(storage, { account_id: 7, keep_days: 14 }, 0);
  await wipe(database, 7, storage, factory);
  assert.equal(remembered(storage), null);
  const reopened = await openDatabase(7, factory);
  for (const store of Object.keys(STORES)) assert.deepEqual(await reopened.all(store), [], store);
});

test("another account finds nothing of the earlier one, whose unsent records wait for it alone", async () => {
  const { database, factory } = await filled();
  database.close();
  await leave(7, factory);
  const other = await openDatabase(8, factory);
  for (const store of Object.keys(STORES)) assert.deepEqual(await other.all(store), [], store);
  const mine = await openDatabase(7, factory);
  assert.deepEqual(await mine.all("ground"), []);
  assert.equal((await unsent(mine)).count, 2);
});

test("an account with nothing unsent leaves no database behind", async () => {
  const { database, factory } = await phone();
  database.close();
  await leave(7, factory);
  assert.deepEqual(await factory.databases(), []);
});

test("after a sign-out elsewhere nobody's data stays, what waits stays with its account, and how much is told", async () => {
  const { database, factory } = await filled();
  database.close();
  const other = await phone(8, factory);
  await other.database.write({ put: { ground: [{ area_id: 4 }], settings: [{ key: "account", value: { name: "Druhá" } }] } });
  const storage = new Storage();
  remember(storage, { account_id: 8, keep_days: 14 }, 0);
  assert.equal(await wipeAll(storage, factory), 2);
  assert.equal(remembered(storage), null);
  assert.deepEqual((await factory.databases()).map(({ name }) => name), ["lokality-terrain-7"]);
  const mine = await openDatabase(7, factory);
  assert.deepEqual(await mine.all("ground"), []);
  assert.deepEqual(await mine.all("settings"), []);
  assert.equal((await mine.all("records")).length, 1);
  assert.equal((await mine.all("pictures")).length, 1);
  assert.equal((await mine.all("drafts")).length, 1);
});

test("a browser that cannot list its databases wipes that of the account it remembers", async () => {
  const { database, factory } = await filled();
  database.close();
  const storage = new Storage();
  remember(storage, { account_id: 7, keep_days: 14 }, 0);
  const old = { open: (...asked) => factory.open(...asked), deleteDatabase: (name) => factory.deleteDatabase(name) };
  assert.equal(await wipeAll(storage, old), 2);
  assert.deepEqual(await (await openDatabase(7, factory)).all("ground"), []);
});

test("whose the kept data is says the last sign-in in this browser, or nobody", () => {
  const kept = { account_id: 7, keep_days: 14, answered_at: 0 };
  assert.equal(whose(kept, "a=1; lokality_account=7"), MINE);
  assert.equal(whose(kept, "lokality_account=8; a=1"), ANOTHERS);
  assert.equal(whose(kept, "lokality_account=77"), ANOTHERS);
  for (const cookies of ["", "lokality_account=", "lokality_account=7x", "not_lokality_account=7", "lokality_accounts=7"]) {
    assert.equal(whose(kept, cookies), UNKNOWN, cookies);
  }
  assert.equal(whose(kept, wordOf(kept).split(";")[0]), MINE);
});
