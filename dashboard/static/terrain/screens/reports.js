/* My reports and what became of them; the last answer is kept for when there is no signal. */

import { whyNot } from "../parts/area.js";
import { element, link, paragraph } from "../parts/elements.js";
import { sign } from "../parts/signs.js";
import { OK } from "../server.js";
import { _, day, labelled, moment } from "../words.js";

export async function reports({ app }) {
  const list = element("div", {});
  const draw = (kept) => list.replaceChildren(...listed(app, kept));
  const kept = await app.database.setting("reports");
  if (kept) draw(kept);
  const state = paragraph(_("Asking what became of them."), "quiet");
  ask(app, draw, state);
  let isOnline = navigator.onLine;
  const update = async () => {
    if (isOnline === navigator.onLine) return;
    isOnline = navigator.onLine; // the names lead to the dashboard, or to nothing
    const latest = await app.database.setting("reports");
    if (latest) draw(latest);
  };
  return { title: _("Reports"), nodes: [state, list], update };
}

async function ask(app, draw, state) {
  const answer = await app.server.reports();
  if (answer.kind !== OK) {
    state.textContent = whyNot(answer);
    return;
  }
  const kept = { reports: answer.said.reports, at: new Date().toISOString() };
  await app.database.keepSetting("reports", kept);
  state.textContent = "";
  draw(kept);
}

function listed(app, { reports: rows, at }) {
  const asOf = paragraph(_("As of {when}.", { when: moment(at) }), "quiet");
  if (!rows.length) return [asOf, paragraph(_("You have reported nothing yet. Tap Log a place when you see something."))];
  const list = (some) => element("ul", { className: "rows" }, ...some.map((report) => row(app, report)));
  const raised = rows.filter((report) => report.issues.length);
  const others = rows.filter((report) => !report.issues.length);
  if (!raised.length) return [asOf, list(others)];
  const folded = element("details", {}, element("summary", { text: _("Other records: {count}", { count: others.length }) }), list(others));
  return [asOf, list(raised), ...(others.length ? [folded] : [])];
}

function row(app, report) {
  const kind = app.kind(report.kind);
  const name = report.site || (kind ? labelled(kind) : _("a place"));
  const facts = [_("seen on {day}", { day: day(report.seen_on) })];
  if (report.newer_by_others) facts.push(_("somebody else has been there since"));
  if (report.clash) facts.push(_("two descriptions wait to be compared"));
  return element(
    "li", { className: "row" },
    sign(report.kind),
    element("div", {}, element("h3", {}, placeLink(report.site_id, name)), paragraph(facts.join(" · "), "quiet"), ...report.issues.map(issue)),
  );
}

/** The name of a place, leading to its page of the dashboard, which needs a line. */
function placeLink(site_id, name) {
  return navigator.onLine ? link(name, `/site?id=${site_id}`) : name;
}

function issue(one) {
  const facts = [one.state_label, one.who, one.due ? _("until {day}", { day: day(one.due) }) : null];
  const made = element("div", { className: "issue" }, element("p", {}, element("b", { text: one.title })), paragraph(facts.filter(Boolean).join(" · ")));
  const { last_answer: last, joined_to: other } = one;
  if (other) made.append(paragraph(_("It was joined to {number} {title}; this is what became of that one.", other), "quiet"));
  if (last) {
    const when = [day(last.on), last.meeting].filter(Boolean).join(", ");
    made.append(paragraph(when, "quiet"), element("blockquote", { text: last.text }));
  }
  return made;
}
