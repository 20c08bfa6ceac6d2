import assert from "node:assert/strict";
import test from "node:test";
import { daysLater, dueness, lateSince, pressing, SOON_DAYS } from "../../../dashboard/static/terrain/due.js";

const TODAY = "2026-02-27";
const due = (due_on) => dueness({ due_on }, TODAY);

test("late is what was due before today; today is not late yet", () => {
  assert.equal(due("2026-02-26"), "overdue");
  assert.equal(due("2025-12-31"), "overdue");
  assert.equal(due(TODAY), "today");
});

test("soon is within the week, over the end of a month too", () => {
  assert.equal(due("2026-02-28"), "soon");
  assert.equal(due(daysLater(TODAY, SOON_DAYS)), "soon");
  assert.equal(due(daysLater(TODAY, SOON_DAYS + 1)), null);
  assert.equal(due(null), null);
});

test("it is late since the day after", () => {
  assert.equal(lateSince({ due_on: "2026-02-28" }), "2026-03-01");
  assert.equal(lateSince({ due_on: "2028-02-28" }), "2028-02-29");
  assert.equal(lateSince({ due_on: "2026-12-31" }), "2027-01-01");
});

test("the day the clocks change is a day as any other", () => {
  assert.equal(daysLater("2026-03-28", 1), "2026-03-29");
  assert.equal(daysLater("2026-10-25", 1), "2026-10-26");
});

test("the list is narrowed to the late ones, or to those due soon as well", () => {
  const sites = ["2026-02-26", TODAY, "2026-03-01", "2026-06-01", null].map((due_on) => ({ due_on }));
  assert.deepEqual(pressing(sites, TODAY).map((site) => site.due_on), ["2026-02-26"]);
  assert.deepEqual(pressing(sites, TODAY, { isSoon: true }).map((site) => site.due_on), ["2026-02-26", TODAY, "2026-03-01"]);
});
