/* What is near me: due places first, in an order to walk, with "unchanged" in one tap. */

import { areaChoice } from "../parts/area.js";
import { countedSection } from "../parts/counted.js";
import { button, element, labelled, paragraph, section, selection } from "../parts/elements.js";
import { siteRow } from "../parts/site_row.js";
import { OVERDUE, pressing, SOON } from "../due.js";
import { byDistance, distance, dueBy, path } from "../near.js";
import { DENIED, position } from "../position.js";
import { idOf } from "../unsent_places.js";
import { _, localDay, metres } from "../words.js";

const FILTER = "nearby"; // the setting that keeps which places are shown
const AT_ONCE = 30; // rows; a button brings as many more

export async function nearby({ app, tell, go }) {
  const choice = app.ground ? [] : [areaChoice(app, { tell, go })];
  if (choice.length && !app.places.length) return { title: _("Near me"), nodes: choice };
  const lists = element("div", {});
  const where = paragraph("", "quiet");
  let [here, only] = [null, await app.database.setting(FILTER)];
  const draw = async () => {
    const visited = await app.visited();
    lists.replaceChildren(...listed(app, here, only, { tell, visited }));
  };
  const choose = async (chosen) => {
    only = chosen;
    await draw();
    await app.database.keepSetting(FILTER, chosen).catch((fault) => console.warn(fault)); // no room: asked again next time
  };
  const find = async () => {
    where.textContent = _("Looking for where you are.");
    try {
      here = await position();
      where.textContent = _("From where you are, to {accuracy}.", { accuracy: metres(here.accuracy_m) });
      await draw();
    } catch (fault) {
      where.textContent = fault.message === DENIED
        ? _("The phone does not tell this page where you are. The places are listed all the same.")
        : _("The phone does not know where it is. The places are listed all the same.");
    }
  };
  await draw();
  find();
  return { title: _("Near me"), nodes: [...choice, where, button(_("Find me again"), find), filter(only, choose), lists] };
}

function filter(only, choose) {
  const options = [
    { value: null, text: _("all places") },
    { value: OVERDUE, text: _("only overdue ones") },
    { value: SOON, text: _("overdue, due today or soon") },
  ];
  return labelled(_("Which places"), selection(options, only, choose));
}

/** What is left to be seen, in the order of a walk; where somebody has been today stands at the end. A row that is done stays
    where it is until the list is drawn again: no other row comes under the thumb that taps twice. */
function listed(app, here, only, { tell, visited }) {
  const row = (site, more) => siteRow(app, site, { tell, far: here && distance(site, here), visited: visited.waiting.has(idOf(site)), ...more });
  const isSeen = (site) => visited.today.has(idOf(site));
  const left = (title, sites, none) =>
    countedSection(title, sites.length, (done) => (sites.length ? [growing(sites, (site) => row(site, { done }))] : [none].filter(Boolean)));
  const walked = (title, sites, none) => {
    const order = path(sites.filter((site) => !isSeen(site)), here);
    const made = left(title, order, none);
    if (order.length > 1) made.firstChild.after(paragraph(_("In an order in which they can be walked."), "quiet"));
    return made;
  };
  const seen = (sites) => {
    const been = sites.filter(isSeen);
    return been.length ? [section(_("Seen today already: {count}", { count: been.length }), growing(been, (site) => row(site, { seen: true })))] : [];
  };
  const today = localDay(new Date());
  if (only === OVERDUE || only === SOON) {
    const found = pressing(app.places, today, { isSoon: only === SOON });
    const title = (count) => (only === SOON ? _("Overdue, due today or soon: {count}", { count }) : _("Overdue: {count}", { count }));
    return [walked(title, found, paragraph(_("There is none. Show all places to see the others."))), ...seen(found)];
  }
  const due = dueBy(app.places, today);
  const isDue = new Set(due);
  const rest = app.places.filter((site) => !isDue.has(site) && !isSeen(site));
  const others = here ? byDistance(rest, here).map(({ place }) => place) : rest;
  return [
    walked((count) => _("Due: {count}", { count }), due, paragraph(_("Nothing has to be seen again today."))),
    left((count) => _("Other places: {count}", { count }), others),
    ...seen(app.places),
  ];
}

/** A list that shows its beginning, and more when asked. */
function growing(sites, row) {
  const rows = element("ul", { className: "rows" });
  const more = button("", () => grow());
  let shown = 0;
  const grow = () => {
    rows.append(...sites.slice(shown, shown + AT_ONCE).map(row));
    shown = Math.min(sites.length, shown + AT_ONCE);
    more.hidden = shown === sites.length;
    more.textContent = _("Show more, {count} are left", { count: sites.length - shown });
  };
  grow();
  return element("div", {}, rows, more);
}
