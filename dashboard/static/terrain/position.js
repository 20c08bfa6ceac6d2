/* Where the phone is: longitude, latitude in degrees (WGS84) and the radius in metres the phone is sure of. */

const WITHIN_MS = 20000;
const FRESH_MS = 15000; // a position younger than this is the present one

export const DENIED = "denied";
export const NOWHERE = "nowhere"; // no satellite, no network, or the phone took too long

/** The present position; raises an Error whose message is DENIED or NOWHERE. */
export function position(geolocation = navigator.geolocation) {
  return new Promise((resolve, reject) => {
    if (!geolocation) {
      reject(new Error(NOWHERE));
      return;
    }
    geolocation.getCurrentPosition(
      ({ coords }) => resolve({ longitude: coords.longitude, latitude: coords.latitude, accuracy_m: coords.accuracy }),
      (fault) => reject(new Error(fault.code === 1 ? DENIED : NOWHERE)),
      { enableHighAccuracy: true, timeout: WITHIN_MS, maximumAge: FRESH_MS },
    );
  });
}
