import assert from "node:assert/strict";
import test from "node:test";
import { IDBFactory } from "../../../build/test-assets/fake-indexeddb/index.js";
import { nameOf, NoRoom, openDatabase, STORES } from "../../../dashboard/static/terrain/database.js";
import { discard, keepPhoto, lacks, newDraft, save, bodyOf } from "../../../dashboard/static/terrain/record.js";
import { FORM, phone, written } from "./phone.mjs";

const picture = (client_id, number = 0) => ({ client_id, number, type: "image/jpeg", checksum: "c" });

test("a draft with photos becomes a waiting record in one step", async () => {
  const { database } = await phone();
  const draft = { ...newDraft(FORM), kind: "hostel", longitude: 1, latitude: 2, note: "  vlhko " };
  await keepPhoto(database, draft, picture("p"), new Uint8Array([1, 2]).buffer);
  assert.equal((await database.get("photos", "p")).state, "draft");
  await save(database, draft);
  assert.deepEqual(await database.all("drafts"), []);
  assert.equal((await database.get("photos", "p")).state, "waiting");
  const [record] = await database.all("records");
  assert.equal(record.body.note, "vlhko");
  assert.equal(record.body.client_id, draft.client_id);
});

test("records keep the order in which they were written", async () => {
  const { database } = await phone();
  const made = [await written(database), await written(database), await written(database)];
  assert.deepEqual(made.map((record) => record.number), [1, 2, 3]);
});

test("a write that does not fit changes nothing and says so", async () => {
  const { database } = await phone();
  const full = new DOMException("full", "QuotaExceededError");
  const real = database.opened.transaction.bind(database.opened);
  database.opened.transaction = (stores, ...rest) => {
    const writing = real(stores, ...rest);
    const store = writing.objectStore.bind(writing);
    writing.objectStore = (name) => {
      if (name === "pictures") throw full;
      return store(name);
    };
    return writing;
  };
  await assert.rejects(keepPhoto(database, newDraft(FORM), picture("p"), new ArrayBuffer(1)), NoRoom);
  database.opened.transaction = real;
  assert.deepEqual(await database.all("photos"), []);
  assert.deepEqual(await database.all("drafts"), []);
});

test("what a person throws away goes with its photos, and nothing else does", async () => {
  const { database } = await phone();
  const gone = await written(database, 2);
  const stays = await written(database, 1);
  await discard(database, gone);
  assert.deepEqual((await database.all("records")).map((record) => record.client_id), [stays.client_id]);
  assert.equal((await database.all("photos")).length, 1);
  assert.equal((await database.all("pictures")).length, 1);
});

test("a visit is prefilled with the last state and says on which one it is based", () => {
  const site = { id: 5, kind: "hostel", name: "U nádraží", address: "", longitude: 1, latitude: 2, sensitivity: "restricted",
    last: { id: 9, condition: "operating", details: { beds: 12 }, note: "stará poznámka" } };
  const body = bodyOf(newDraft(FORM, { site }));
  assert.equal(body.site_id, 5);
  assert.equal(body.based_on, 9);
  assert.equal(body.condition, "operating");
  assert.deepEqual(body.details, { beds: 12 });
  assert.equal(body.note, "");
  assert.equal(body.sensitivity, "restricted");
});

test("accuracy is told only of what was measured; empty answers are left out", () => {
  const draft = { ...newDraft(FORM), kind: "hostel", accuracy_m: 8, position_from: "map", details: { beds: 0, operator: "", problem: [] } };
  assert.equal(bodyOf(draft).accuracy_m, null);
  assert.equal(bodyOf({ ...draft, position_from: "gps" }).accuracy_m, 8);
  assert.deepEqual(bodyOf(draft).details, { beds: 0 });
});

test("a draft says what it lacks", () => {
  const draft = newDraft(FORM);
  assert.equal(lacks(draft), "kind");
  assert.equal(lacks({ ...draft, kind: "other" }), "position");
  assert.equal(lacks({ ...draft, kind: "other", longitude: 0, latitude: 0 }), null);
  assert.equal(lacks({ ...draft, kind: "other", site_id: 3 }), null);
});

test("an issue without a title is no issue", () => {
  assert.equal(bodyOf({ ...newDraft(FORM), issue: { body_id: 2, title: "  " } }).issue, null);
  assert.deepEqual(bodyOf({ ...newDraft(FORM), issue: { body_id: null, title: "Odvézt" } }).issue, { body_id: null, title: "Odvézt" });
});

test("a phone of the first version loses nothing when the app is newer", async () => {
  const factory = new IDBFactory();
  const first = await new Promise((resolve, reject) => {
    const asking = factory.open(nameOf(7), 1);
    asking.onupgradeneeded = () => {
      for (const store of ["records", "photos", "pictures"]) asking.result.createObjectStore(store, { keyPath: "client_id" });
    };
    asking.onsuccess = () => resolve(asking.result);
    asking.onerror = () => reject(asking.error);
  });
  await new Promise((resolve) => {
    const writing = first.transaction("records", "readwrite");
    writing.objectStore("records").put({ client_id: "r", number: 1, state: "waiting", body: { note: "Moje." } });
    writing.oncomplete = resolve;
  });
  first.onversionchange = () => first.close(); // as the older app does
  const database = await openDatabase(7, factory);
  assert.equal((await database.get("records", "r")).body.note, "Moje.");
  for (const store of Object.keys(STORES)) assert.ok(Array.isArray(await database.all(store)), store);
});
