/* A photo from where the last one was taken, and the two side by side. Only where the phone keeps the old one. */

import { comparison } from "./comparison.js";
import { button, element } from "./elements.js";
import { pictureAddress } from "./site_picture.js";
import { lineUp } from "./viewfinder.js";
import { REFUSED } from "../camera.js";
import { _, day } from "../words.js";

/** `{way, compared}`: the room for the button, and `compared(photos)`: nodes with each photo beside the old one.
    `hasRoom()` says whether the draft takes one more, `keep(shot, lined_up_with)` takes it, `otherwise()` leads to the
    usual way. */
export function lineUpPart({ app, tell }, draft, { hasRoom, keep, otherwise }) {
  const way = element("div", {});
  const site = draft.site_id === null ? null : (app.sites.find((one) => one.id === draft.site_id) ?? null);
  const take = async (opener) => {
    if (!(await hasRoom())) return;
    opener.disabled = true;
    try {
      const old = await loaded(app, site.photo_id, "");
      const shot = old && (await lineUp(old));
      if (shot) await keep(shot, { photo_id: site.photo_id, taken_on: site.photo_taken_on });
    } catch (fault) {
      tell(fault.message === REFUSED
        ? _("The phone does not let this page use the camera. Tap Take a photo instead; what you wrote is kept.")
        : _("The camera shows no picture. Tap Take a photo instead; what you wrote is kept."), { urgent: true });
      otherwise();
    } finally {
      opener.disabled = false;
    }
  };
  if (site?.photo_id && site.photo_taken_on) offer(app, site, way, take);
  return { way, compared: (photos) => compared(app, photos) };
}

async function offer(app, site, way, take) {
  if ((await app.pictures.bytes(site.photo_id)) === null) return;
  const opener = button(_("Take a photo over the old one"), () => take(opener));
  way.replaceChildren(opener);
}

/** Of each photo that was lined up with a picture which is still kept: the two of them. */
async function compared(app, photos) {
  const made = [];
  for (const photo of photos.filter((one) => one.lined_up_with)) {
    const { photo_id, taken_on } = photo.lined_up_with;
    const then = day(taken_on);
    const old = await loaded(app, photo_id, _("The place on {day}", { day: then }));
    if (!old) continue;
    const { bytes } = await app.database.get("pictures", photo.client_id);
    const fresh = image(URL.createObjectURL(new Blob([bytes], { type: photo.type })), _("The place now"));
    made.push(comparison(old, fresh, then));
  }
  return made;
}

/** An image of a kept picture, loaded; null where it is kept no more, or spoiled. */
async function loaded(app, photo_id, alt) {
  const address = await pictureAddress(app, photo_id);
  if (address === null) return null;
  const made = image(address, alt);
  return made.decode().then(() => made, () => null);
}

function image(address, alt) {
  return element("img", { src: address, alt, on: { load: () => URL.revokeObjectURL(address) } });
}
