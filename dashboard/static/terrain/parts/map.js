/* The map of the kept area: boundaries, streets, places; with a line, over the base map of the settings. Leaflet comes
   when it is opened. */

import { element, link } from "./elements.js";
import { _, labelled, spoken } from "../words.js";

const PROGRAM = "/assets/leaflet/leaflet.js";
const STYLES = "/assets/leaflet/leaflet.css";
const CLOSE_ZOOM = 17;
const DEEPEST_ZOOM = 20;

let loading = null;

function leaflet() {
  loading ??= new Promise((resolve, reject) => {
    document.head.append(element("link", { rel: "stylesheet", href: STYLES }));
    const program = element("script", { src: PROGRAM, on: { load: () => resolve(window.L), error: reject } });
    document.head.append(program);
  });
  loading.catch(() => (loading = null)); // the next opening tries again
  return loading;
}

/** Open the map in `room`; `tapped(longitude, latitude)` hears of a tap. Returns what shows a draft's place on it. */
export async function openMap(room, app, draft, tapped) {
  const L = await leaflet();
  const box = element("div", { className: "map", role: "application", "aria-label": _("Map of the area: tap where the place is") });
  room.replaceChildren(box);
  const map = L.map(box, { preferCanvas: true, attributionControl: false, zoomControl: false, zoomSnap: 0.5 });
  L.control.zoom({ zoomInTitle: _("Zoom in"), zoomOutTitle: _("Zoom out") }).addTo(map);
  const { boundaries, streets } = app.ground.said;
  const outlines = boundaries.map((one) => L.geoJSON(one.outline, { style: { color: colour("--map-edge"), weight: 2, fillOpacity: 0 }, interactive: false }));
  // The view first: a canvas that knows no place cannot draw.
  if (draft.longitude !== null) map.setView([draft.latitude, draft.longitude], CLOSE_ZOOM);
  else map.fitBounds(L.featureGroup(outlines).getBounds());
  const base = navigator.onLine ? app.form.base_map ?? null : null;
  if (base) room.append(...drawBase(L, map, base));
  for (const outline of outlines) outline.addTo(map);
  for (const street of streets) drawStreet(L, map, street, colour("--map-street"));
  for (const site of app.places) drawSite(L, map, site, app, colour("--accent"));
  const ring = L.circle([0, 0], { radius: 1, color: colour("--accent"), weight: 1, interactive: false });
  const pin = L.circleMarker([0, 0], { radius: 11, color: colour("--paper"), weight: 3, fillColor: colour("--warn-edge"), fillOpacity: 1, interactive: false });
  const shown = (now) => {
    ring.remove();
    if (now.longitude === null) return;
    pin.setLatLng([now.latitude, now.longitude]).addTo(map);
    if (now.accuracy_m) ring.setLatLng([now.latitude, now.longitude]).setRadius(now.accuracy_m).addTo(map);
  };
  map.on("click", ({ latlng }) => tapped(latlng.lng, latlng.lat));
  shown(draft);
  box.scrollIntoView({ block: "nearest" });
  return { show: shown };
}

/** A colour of the styles as a canvas understands it, in the light or dark that is worn now. */
function colour(name) {
  const probe = element("span", { hidden: true });
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const resolved = getComputedStyle(probe).color;
  probe.remove();
  return resolved;
}

/** Pictures under everything else; those that do not come are missed by nobody. Returns whom to name for them. */
function drawBase(L, map, base) {
  L.tileLayer(base.url, { maxNativeZoom: base.deepest, maxZoom: DEEPEST_ZOOM }).addTo(map);
  const maker = base.attribution[spoken()];
  if (!maker) return [];
  return [element("p", { className: "quiet" }, base.link ? link(maker, base.link) : maker)];
}

function drawStreet(L, map, street, color) {
  const lines = street.lines.map((line) => line.map(([longitude, latitude]) => [latitude, longitude]));
  L.polyline(lines, { color, weight: 3, interactive: false }).addTo(map);
}

function drawSite(L, map, site, app, fillColor) {
  const kind = app.kind(site.kind);
  const name = element("span", { text: [kind ? labelled(kind) : null, site.name || site.address].filter(Boolean).join(": ") });
  L.circleMarker([site.latitude, site.longitude], { radius: 7, weight: 1, color: fillColor, fillColor, fillOpacity: 0.7, bubblingMouseEvents: true })
    .bindTooltip(name)
    .addTo(map);
}
