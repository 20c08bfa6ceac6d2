/* Today: the one big button, what I was writing, what waits, and what is due near me. */

import { button, element, link, paragraph, section } from "../parts/elements.js";
import { areaChoice } from "../parts/area.js";
import { countedSection } from "../parts/counted.js";
import { patrolPart } from "../parts/patrol.js";
import { siteRow } from "../parts/site_row.js";
import { dueBy, path } from "../near.js";
import { idOf, makesPlace } from "../unsent_places.js";
import { _, labelled, localDay } from "../words.js";

const SHOWN = 5;

/** What stands there while the phone's database opens: what one came for can be pressed already. */
export function beginning() {
  return { title: _("Today"), nodes: [logPlace()] };
}

function logPlace() {
  return link(_("Log a place"), "#/place", "button primary big");
}

export async function home({ app, tell, go }) {
  if (!app.account) return { title: _("Field app"), nodes: nobody(app, go) };
  const nodes = [];
  if (app.account.may_log && app.form) nodes.push(logPlace());
  else nodes.push(paragraph(app.form ? _("Your role reads here; it does not log places.") : _("The first opening needs a signal. Open the app again when you have one.")));
  nodes.push(...(await patrolPart(app)), ...(await drafts(app)));
  const waits = element("p", {});
  nodes.push(waits);
  nodes.push(app.ground ? await dueSites(app, { tell }) : areaChoice(app, { tell, go }));
  const update = () => {
    waits.hidden = !app.waiting;
    waits.replaceChildren(...(app.waiting ? [link(_("Waiting to be sent: {count}", { count: app.waiting }), "#/waiting")] : []));
  };
  return { title: _("Today"), nodes, update };
}

function nobody(app, go) {
  if (app.asks) return asked(app, go);
  return [paragraph(whyNothing(app)), link(_("Sign in"), "/auth/sign-in?next=/terrain", "button primary"), button(_("Try again"), () => location.reload())];
}

function whyNothing(app) {
  if (app.isAnothers) return _("What this phone keeps was taken along by somebody else. Your first opening needs a signal; open the app again when you have one.");
  if (app.isSignedOut) return _("Sign in first. After that the app opens without a signal too.");
  return _("The first opening needs a signal. Open the app again when you have one.");
}

/** The server is silent, and this browser does not know who is signed in. */
function asked(app, go) {
  const open = async () => {
    await app.openAsOwner();
    await go("#/");
  };
  return [
    paragraph(_("Who is here now is not known. What this phone keeps was taken along by {name}; it opens to nobody else.", { name: app.asks.name })),
    button(_("That is me, open it"), open, { className: "primary" }),
    button(_("Somebody else is here: try again"), () => location.reload()),
    link(_("Sign in"), "/auth/sign-in?next=/terrain", "button"),
  ];
}

/** What somebody began to write and has not saved. */
async function drafts(app) {
  const begun = (await app.database.all("drafts")).filter((draft) => draft.touched);
  return begun.map((draft) => {
    const name = draft.name || draft.address || (app.kind(draft.kind) ? labelled(app.kind(draft.kind)) : _("a place"));
    return link(_("Go on writing: {name}", { name }), addressOf(draft), "button");
  });
}

function addressOf(draft) {
  if (draft.mends) return `#/mending/${draft.client_id}`;
  return makesPlace(draft) ? "#/place" : `#/visit/${draft.site_id ?? draft.site_client_id}`;
}

async function dueSites(app, { tell }) {
  const { waiting, today } = await app.visited();
  const due = path(dueBy(app.sites, localDay(new Date())).filter((site) => !today.has(idOf(site))), null);
  const title = (count) => _("Due in {area}: {count}", { area: app.ground.said.area.name, count });
  if (!due.length) return section(title(0), paragraph(_("Nothing has to be seen again today.")));
  return countedSection(title, due.length, (done) => {
    const rows = due.slice(0, SHOWN).map((site) => siteRow(app, site, { tell, visited: waiting.has(idOf(site)), done }));
    return [element("ul", { className: "rows" }, ...rows), link(_("All of them, from where I am"), "#/nearby", "button")];
  });
}
