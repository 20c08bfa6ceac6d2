/* The area, the language, and the way out. */

import { areaChoice, whyNot } from "../parts/area.js";
import { button, element, labelled, paragraph, section, selection } from "../parts/elements.js";
import { OK, UNCHANGED } from "../server.js";
import { _, moment, spoken } from "../words.js";

export async function settings({ app, tell, go, chooseLanguage }) {
  const languages = [{ value: "cs", text: "Čeština" }, { value: "en", text: "English" }];
  const kept = app.ground
    ? _("Kept on the phone: {area}, as of {when}.", { area: app.ground.said.area.name, when: moment(new Date(app.ground.fetched_at).toISOString()) })
    : _("No area is kept on the phone.");
  return {
    title: _("Settings"),
    nodes: [
      areaChoice(app, { tell, go }),
      paragraph(kept, "quiet"),
      ...(app.ground ? [button(_("Fetch it again"), () => fetchAgain(app, { tell, go }))] : []),
      section(_("Language"), labelled(_("Language of the app"), selection(languages, spoken(), chooseLanguage))),
      section(
        _("Signed in"),
        paragraph([app.account.name, app.account.organisation].filter(Boolean).join(", ")),
        paragraph(_("Signing out here wipes all the phone keeps; what waits to be sent goes too, and you are warned first."), "quiet"),
        paragraph(_("What waits stays when you sign out of the dashboard, when somebody else signs in here, and after this many days without the server: {days}. Only what was fetched is wiped then.", { days: app.account.keep_days }), "quiet"),
        button(_("Sign out"), () => signOut(app)),
        element("p", {}, element("a", { href: "/", text: _("To the dashboard") })),
      ),
    ],
  };
}

async function fetchAgain(app, { tell, go }) {
  const answer = await app.loadGround(app.ground.area_id);
  if ([OK, UNCHANGED].includes(answer.kind)) await go(location.hash);
  else tell(whyNot(answer), { urgent: true });
}

async function signOut(app) {
  const { count } = await app.unsent();
  const warning = count
    ? _("Not sent yet: {count}. Signing out deletes it from the phone for good. Sign out all the same?", { count })
    : _("Signing out wipes what the phone keeps. Sign out?");
  if (confirm(warning)) await app.signOut();
}
