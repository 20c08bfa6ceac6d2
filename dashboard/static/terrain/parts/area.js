/* Choosing the area whose places the phone keeps. */

import { labelled, paragraph, section, selection } from "./elements.js";
import { OK, SIGNED_OUT, UNREACHABLE } from "../server.js";
import { _ } from "../words.js";

/** The choice of an area, and what came of it. */
export function areaChoice(app, { tell, go }) {
  const areas = app.account.areas;
  if (!areas.length) return paragraph(_("There is no area with places that you may see."));
  const choose = async (id) => {
    if (id === null) return;
    tell(_("The area is being fetched."));
    const answer = await app.loadGround(Number(id));
    if (answer.kind === OK || app.ground?.area_id === Number(id)) await go(location.hash);
    else tell(whyNot(answer), { urgent: true });
  };
  const options = areas.map((area) => ({ value: String(area.id), text: _("{area} ({count})", { area: area.name, count: area.sites }) }));
  const field = selection([{ value: null, text: _("Choose an area") }, ...options], app.ground ? String(app.ground.area_id) : null, choose);
  return section(_("Area"), labelled(_("Places of this area are kept on the phone"), field));
}

export function whyNot(answer) {
  if (answer.kind === UNREACHABLE) return _("There is no signal. What the phone has already stays; try again later.");
  if (answer.kind === SIGNED_OUT) return _("Your sign-in has ended. What you wrote stays on the phone; sign in and it goes on.");
  return answer.reason ?? _("The server could not answer now. What the phone has already stays; try again later.");
}
