/* What is near me: due places first, in an order to walk, with "unchanged" in one tap. */

import { areaChoice } from "../parts/area.js";
import { button, element, paragraph, section } from "../parts/elements.js";
import { siteRow } from "../parts/site_row.js";
import { byDistance, distance, dueBy, path } from "../near.js";
import { DENIED, position } from "../position.js";
import { idOf } from "../unsent_places.js";
import { _, localDay, metres } from "../words.js";

const AT_ONCE = 30; // rows; a button brings as many more

export async function nearby({ app, tell, go }) {
  const choice = app.ground ? [] : [areaChoice(app, { tell, go })];
  if (choice.length && !app.places.length) return { title: _("Near me"), nodes: choice };
  const lists = element("div", {});
  const where = paragraph("", "quiet");
  const visited = await app.visitedHere();
  const draw = (here) => lists.replaceChildren(...listed(app, here, { tell, visited }));
  const find = async () => {
    where.textContent = _("Looking for where you are.");
    try {
      const here = await position();
      where.textContent = _("From where you are, to {accuracy}.", { accuracy: metres(here.accuracy_m) });
      draw(here);
    } catch (fault) {
      where.textContent = fault.message === DENIED
        ? _("The phone does not tell this page where you are. The places are listed all the same.")
        : _("The phone does not know where it is. The places are listed all the same.");
    }
  };
  draw(null);
  find();
  return { title: _("Near me"), nodes: [...choice, where, button(_("Find me again"), find), lists] };
}

function listed(app, here, { tell, visited }) {
  const due = path(dueBy(app.sites, localDay(new Date())), here);
  const isDue = new Set(due.map((site) => site.id));
  const rest = app.places.filter((site) => !isDue.has(site.id));
  const others = here ? byDistance(rest, here).map(({ place }) => place) : rest;
  const row = (site) => siteRow(app, site, { tell, far: here && distance(site, here), visited: visited.has(idOf(site)) });
  const list = (sites) => growing(sites, row);
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
