import assert from "node:assert/strict";
import test from "node:test";
import { wipeForeign } from "../../../dashboard/static/terrain/account.js";
import { BYTES_AT_MOST, PICTURES_AT_MOST, pictured, SitePictures, strangePictures } from "../../../dashboard/static/terrain/site_pictures.js";
import { phone } from "./phone.mjs";

const GIB = 1024 ** 3;
const site = (photo_id, photo_taken_on = "2026-10-02") => ({ id: 100 + photo_id, photo_id, photo_taken_on });
const ground = (...sites) => ({ area_id: 3, said: { sites } });

/** A phone with its area chosen, and pictures of `size` bytes unless `answers` says something else of one. */
async function street({ size = 10, answers = {}, room = async () => GIB } = {}) {
  const { database } = await phone();
  await database.keepSetting("area", 3);
  const asked = [];
  const server = {
    async picture(photo_id) {
      asked.push(photo_id);
      const given = answers[photo_id];
      return typeof given === "function" ? given() : (given ?? { kind: "ok", bytes: new ArrayBuffer(size) });
    },
  };
  const arrived = [];
  const pictures = new SitePictures({ database, server, kept: (id) => arrived.push(id), room });
  const kept = async () => (await database.keys("site_pictures")).sort((one, other) => one - other);
  return { database, pictures, asked, arrived, kept };
}

test("newest first, by the day it was taken; a place without a picture is none", () => {
  const sites = [site(1, "2026-01-01"), site(9, "2025-01-01"), site(4, "2026-01-01"), { id: 1, photo_id: null, photo_taken_on: null }];
  assert.deepEqual(pictured(sites).map(({ photo_id }) => photo_id), [4, 1, 9]);
});

test("what is there is not fetched again, and each arrival is told", async () => {
  const { pictures, asked, arrived, kept } = await street();
  await pictures.fetch(ground(site(1), site(2)));
  await pictures.fetch(ground(site(1), site(2), site(3)));
  assert.deepEqual(asked, [2, 1, 3]);
  assert.deepEqual(arrived, [2, 1, 3]);
  assert.deepEqual(await kept(), [1, 2, 3]);
  assert.equal((await pictures.bytes(1)).byteLength, 10);
  assert.equal(await pictures.bytes(7), null);
  assert.equal(await pictures.bytes(null), null);
});

test("what the server does not show is not kept and not asked for again; the rest comes", async () => {
  const { pictures, asked, kept } = await street({ answers: { 2: { kind: "failed", status: 404 } } });
  for (const again of [1, 2]) await pictures.fetch(ground(site(1), site(2)), again);
  assert.deepEqual(asked, [2, 1]);
  assert.deepEqual(await kept(), [1]);
});

test("a line that breaks ends it, and the next time it goes on", async () => {
  const answers = { 1: { kind: "unreachable" } };
  const { pictures, kept } = await street({ answers });
  await pictures.fetch(ground(site(1), site(2), site(3)));
  assert.deepEqual(await kept(), [2, 3]);
  delete answers[1];
  await pictures.fetch(ground(site(1), site(2), site(3)));
  assert.deepEqual(await kept(), [1, 2, 3]);
});

test("a picture whose place is gone goes, also one that still was on its way", async () => {
  const { database, pictures, kept } = await street({
    answers: {
      5: async () => {
        pictures.stop();
        return { kind: "ok", bytes: new ArrayBuffer(1) };
      },
    },
  });
  await pictures.fetch(ground(site(8), site(7)));
  await pictures.fetch(ground(site(8), site(5)));
  assert.deepEqual(await kept(), [8]);
  assert.deepEqual(await strangePictures(database, ground(site(5)).said), [8]);
  assert.deepEqual(await strangePictures(database), [8]);
});

test("another tab's area ends it: nothing of this one is kept any more", async () => {
  const { database, pictures, kept } = await street();
  await database.keepSetting("area", 4);
  await pictures.fetch(ground(site(1)));
  assert.deepEqual(await kept(), []);
});

test("so many and no more: an older picture makes room for a newer one", async () => {
  const { pictures, kept } = await street();
  const numbers = Array.from({ length: PICTURES_AT_MOST }, (unused, at) => at + 1);
  await pictures.fetch(ground(...numbers.map((number) => site(number))));
  assert.deepEqual(await kept(), numbers);
  await pictures.fetch(ground(...numbers.map((number) => site(number)), site(999)));
  assert.deepEqual(await kept(), [...numbers.slice(1), 999]);
});

test("so many bytes and no more", async () => {
  const { pictures, kept } = await street({ size: BYTES_AT_MOST / 2 });
  await pictures.fetch(ground(site(1), site(2), site(3)));
  assert.deepEqual(await kept(), [2, 3]);
});

test("where room is short nothing is taken from what is written", async () => {
  const { pictures, asked } = await street({ room: async () => 1024 });
  await pictures.fetch(ground(site(1)));
  assert.deepEqual(asked, []);
});

test("pictures go with the ground", async () => {
  const { database, pictures, kept } = await street();
  await pictures.fetch(ground(site(1)));
  await wipeForeign(database);
  assert.deepEqual(await kept(), []);
});
