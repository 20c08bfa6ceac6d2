/* What is near me: due places first, in an order to walk, with "unchanged" in one tap. */

import { areaChoice } from "../parts/area.js";
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
    const visited = await app.visitedHere();
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

function listed(app, here, only, { tell, visited }) {
  const row = (site) => siteRow(app, site, { tell, far: here && distance(site, here), visited: visited.has(idOf(site)) });
  const list = (sites) => growing(sites, row);
  const today = localDay(new Date());
  if (only === OVERDUE || only === SOON) {
    const found = path(pressing(app.places, today, { isSoon: only === SOON }), here);
    const title = only === SOON ? _("Overdue, due today or soon: {count}", { count: found.length }) : _("Overdue: {count}", { count: found.length });
    return [section(title, found.length ? list(found) : paragraph(_("There is none. Show all places to see the others.")))];
  }
  const due = path(dueBy(app.places, today), here);
  const isDue = new Set(due);
  const rest = app.places.filter((site) => !isDue.has(site));
  const others = here ? byDistance(rest, here).map(({ place }) => place) : rest;
  return [
    section(_("Due: {count}", { count: due.length }), due.length ? list(due) : paragraph(_("Nothing has to be seen again today."))),
    section(_("Other places: {count}", { count: others.length }), list(others)),
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
