/* The base map under everything, and the note that says when it, or a tile of ours, does not answer. */
"use strict";

(function (Lokality) {
  const FAILURES_BEFORE_NOTE = 3; // one lost picture is nothing to speak of

  /** A quiet line at the bottom of the map; an empty text hides it. */
  Lokality.makeNote = function (map) {
    const note = Lokality.element("div", { className: "lokality-note", role: "status", hidden: "" });
    map.getContainer().append(note);
    return (text) => {
      note.textContent = text;
      note.hidden = !text;
    };
  };

  /** Add the base map {url, attribution, link, deepest}, or nothing where there is none. */
  Lokality.addBaseMap = function (map, base, words, note) {
    map.attributionControl.setPrefix(false);
    if (!base) return;
    let failures = 0;
    const layer = L.tileLayer(base.url, { maxZoom: map.getMaxZoom(), maxNativeZoom: base.deepest, crossOrigin: false });
    layer.on("tileerror", () => {
      failures += 1;
      if (failures === FAILURES_BEFORE_NOTE) note(words.no_base_map);
    });
    layer.on("tileload", () => {
      if (failures >= FAILURES_BEFORE_NOTE) note("");
      failures = 0;
    });
    layer.addTo(map);
    const link = Lokality.element("a", { text: base.attribution, href: base.link, target: "_blank", rel: "noopener" });
    map.attributionControl.getContainer().replaceChildren(link);
  };
})((window.Lokality = window.Lokality || {}));
