import assert from "node:assert/strict";
import test from "node:test";
import { lineAbout } from "../../../dashboard/static/terrain/outbox.js";
import { chosenAmong, patrolIdOf, patrolOf, patrolsNow } from "../../../dashboard/static/terrain/patrol.js";
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

test("a draft goes under the patrol that was under way when the place was seen, unless somebody said otherwise", async () => {
  const patrol = { ...first, since: "2026-11-29T08:00:00+00:00" };
  const app = (choice = null) => ({ account: { patrols: [patrol] }, database: { setting: async () => choice } });
  const draft = (began_at, change = {}) => ({ began_at, patrol_id: null, ...change });
  assert.equal(await patrolIdOf(app(), draft("2026-11-29T09:30:00+01:00")), 6);
  assert.equal(await patrolIdOf(app(), draft("2026-11-29T08:55:00+01:00")), 6, "clocks differ");
  assert.equal(await patrolIdOf(app(), draft("2026-11-29T07:00:00+01:00")), null, "it had not begun");
  assert.equal(await patrolIdOf(app(), draft("2026-11-29T20:00:00+01:00")), null, "it was over");
  assert.equal(await patrolIdOf(app(chosenAmong([patrol], null)), draft("2026-11-29T09:30:00+01:00")), null, "none was chosen");
  assert.equal(await patrolIdOf(app(), draft("2026-11-29T09:30:00+01:00", { chose_patrol: true })), null, "taken off in the form");
  assert.equal(await patrolIdOf(app(), draft("2026-11-29T07:00:00+01:00", { patrol_id: 5 })), 5, "begun under one that is over");
});
