/* When and where a photo was taken, by what the camera wrote into its file. The file that is sent holds none of it. */

const LIBRARY = "/assets/exifr/lite.esm.js"; // fetched when a photo is chosen, not when the app opens
const ASKED = {
  ifd0: false, exif: { pick: ["DateTimeOriginal", "OffsetTimeOriginal"] }, gps: true, reviveValues: false, translateValues: false,
};
const HEAD_BYTES = 1024 * 1024; // what the camera wrote stands in front of the picture
const FIRST_YEAR = 1995; // of the format; a camera that says something earlier has lost its clock

/** What the camera wrote, as far as it can be read; of any other file nothing. */
export async function cameraSays(file, load = () => import(LIBRARY)) {
  try {
    const { parse } = await load();
    return (await parse(await file.slice(0, HEAD_BYTES).arrayBuffer(), ASKED)) ?? {};
  } catch (fault) {
    return {}; // no picture, a broken one, or one whose camera wrote nothing
  }
}

/** The moment a photo was taken: by its camera, otherwise that of the file; null where both lie in the future of `now`. */
export function takenAt({ DateTimeOriginal, OffsetTimeOriginal }, lastModified, now) {
  const ofTheFile = lastModified > 0 ? new Date(lastModified) : null;
  const moments = [momentOf(DateTimeOriginal, OffsetTimeOriginal), ofTheFile];
  return moments.find((moment) => moment && moment.getTime() <= now) ?? null;
}

/** `2026:11:20 10:11:12`, where the camera said no offset by the phone's clock. */
function momentOf(text, offset) {
  const [, year, month, day, time] = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)/.exec(text ?? "") ?? [];
  if (!(Number(year) >= FIRST_YEAR)) return null;
  const zone = /^[+-]\d\d:\d\d$/.test(offset ?? "") ? offset : "";
  const moment = new Date(`${year}-${month}-${day}T${time}${zone}`);
  return Number.isNaN(moment.getTime()) ? null : moment;
}

/** Where it was taken (degrees WGS84), only if the camera measured it; its accuracy in metres likewise. */
export function positionOf({ longitude, latitude, GPSHPositioningError }) {
  const isPlace = Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90 && (longitude !== 0 || latitude !== 0);
  if (!isPlace) return null; // both zero is what cameras write that know nothing
  return { longitude, latitude, accuracy_m: GPSHPositioningError >= 0 ? GPSHPositioningError : null };
}
