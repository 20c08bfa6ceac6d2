import assert from "node:assert/strict";
import test from "node:test";
import { lineAbout } from "../../../dashboard/static/terrain/outbox.js";
import { chosenAmong, patrolOf, patrolsNow } from "../../../dashboard/static/terrain/patrol.js";
import { bodyOf, newDraft } from "../../../dashboard/static/terrain/record.js";

const first = { id: 6, name: "Sklepy", until: "2026-11-29T17:00:00+00:00" };
const second = { id: 7, name: "Hřiště", until: "2026-11-29T20:00:00+00:00" };

test("the patrol under way counts until another one, or none, is chosen", () => {
  const both = [first, second];
  assert.equal(patrolOf(both, null).id, 6);
  assert.equal(patrolOf(both, chosenAmong(both, 7)).id, 7);
  assert.equal(patrolOf(both, chosenAmong(both, null)), null);
  assert.equal(patrolOf([], null), null);
});

test("a choice holds for the patrols among which it was made", () => {
  const none = chosenAmong([first], null);
  assert.equal(patrolOf([first], none), null);
  assert.equal(patrolOf([second], none).id, 7);
  assert.equal(patrolOf([first, second], none).id, 6);
});

test("without a signal a patrol is over after its longest time, and an account kept by an older app has none", () => {
  const account = { patrols: [first, second] };
  const between = Date.parse("2026-11-29T18:00:00+00:00");
  assert.deepEqual(patrolsNow(account, between).map((patrol) => patrol.id), [7]);
  assert.deepEqual(patrolsNow({}, between), []);
  assert.deepEqual(patrolsNow(null, between), []);
});

test("a record carries its patrol, a draft of an older app none, and the line about it still says which", () => {
  const form = { default_sensitivity: "partners" };
  const draft = newDraft(form, { patrol_id: 6, id: () => "one" });
  assert.equal(bodyOf(draft).patrol_id, 6);
  delete draft.patrol_id;
  assert.equal(bodyOf(draft).patrol_id, null);
  const line = lineAbout({ client_id: "one", number: 1, body: { kind: "other", name: "", address: "", patrol_id: 6 }, said: { patrol_id: null } }, 5);
  assert.equal(line.body.patrol_id, 6);
});
