import assert from "node:assert/strict";
import test from "node:test";
import { isBirthNumber, search, textsOf } from "../../../dashboard/static/terrain/personal_data.js";

test("a birth number needs a day that was, and its last digit", () => {
  const today = new Date(2026, 10, 28);
  assert.ok(isBirthNumber("7103192745", today));
  assert.ok(!isBirthNumber("7103192746", today), "the last digit");
  assert.ok(!isBirthNumber("7102302740", today), "30 February");
  assert.ok(isBirthNumber("530101001", today), "nine digits before 1954");
  assert.ok(!isBirthNumber("540101001", today));
  assert.ok(!isBirthNumber("2612010000", today), "a day to come");
  assert.ok(!isBirthNumber("71031927", today));
});

test("without rules nothing is found, and a browser that cannot read them writes on", () => {
  assert.deepEqual(search({ note: "770101/1234" }, undefined), []);
  const unread = { version: "x", numbers: {}, look_back: {}, patterns: { numbers: { source: "(?<", flags: "u" } } };
  assert.deepEqual(search({ note: "770101/1234" }, unread), []);
});

test("of a known place only what is written now is searched", () => {
  const draft = { site_id: 5, name: "a", address: "b", note: "c", issue: { title: "d" }, details: { owner: "e", beds: 3 } };
  const kind = { questions: [{ name: "owner", value: "text" }, { name: "beds", value: "count" }] };
  assert.deepEqual(textsOf(draft, kind), { note: "c", title: "d", "details.owner": "e" });
  assert.deepEqual(textsOf({ ...draft, site_id: null, issue: null }, null), { name: "a", address: "b", note: "c", title: "" });
});
