// The map of the public picture: outlines with their published sums, and the points that are published.
// Without this script the table says the same.
(() => {
  const place = document.getElementById("map");
  if (!place || !window.L) return;

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const words = (feature) => {
    const said = document.createElement("span");
    const name = document.createElement("b");
    name.textContent = feature.properties.name;
    said.append(name);
    if (feature.properties.words) said.append(document.createElement("br"), feature.properties.words);
    return said;
  };

  const shade = (value, largest) => (largest && value ? 0.15 + (0.5 * value) / largest : 0.04);

  const draw = (collection) => {
    if (!collection.features.length) return;
    const areas = collection.features.filter((feature) => feature.geometry.type !== "Point");
    const points = collection.features.filter((feature) => feature.geometry.type === "Point");
    const largest = Math.max(0, ...areas.map((feature) => feature.properties.value));
    place.hidden = false;
    const map = L.map(place, { scrollWheelZoom: false, attributionControl: false, zoomSnap: 0.25 });
    const outlines = L.geoJSON(areas, {
      style: (feature) => ({
        color: colour("--accent"), weight: 1.5, fillColor: colour("--accent"),
        fillOpacity: shade(feature.properties.value, largest),
      }),
      onEachFeature: (feature, layer) =>
        layer.bindTooltip(words(feature), { permanent: true, direction: "center", className: "area" }),
    }).addTo(map);
    L.geoJSON(points, {
      pointToLayer: (feature, where) =>
        L.circleMarker(where, { radius: 6, color: colour("--paper"), weight: 2, fillColor: colour("--dump"), fillOpacity: 1 }),
      onEachFeature: (feature, layer) => layer.bindTooltip(words(feature)),
    }).addTo(map);
    map.fitBounds(outlines.getBounds(), { padding: [12, 12] });
    place.dataset.drawn = String(collection.features.length);
  };

  fetch(place.dataset.source).then((answer) => (answer.ok ? answer.json().then(draw) : null));
})();
