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

  /** Add the base map {url, attribution, link, deepest}, or nothing where there is none.
      `answering(true or false)` is called when it stops to answer, and when it answers again. */
  Lokality.addBaseMap = function (map, base, answering) {
    map.attributionControl.setPrefix(false);
    if (!base) return;
    let failures = 0;
    const layer = L.tileLayer(base.url, { maxZoom: map.getMaxZoom(), maxNativeZoom: base.deepest, crossOrigin: false });
    layer.on("tileerror", () => {
      failures += 1;
      if (failures === FAILURES_BEFORE_NOTE) answering(false);
    });
    layer.on("tileload", () => {
      if (failures >= FAILURES_BEFORE_NOTE) answering(true);
      failures = 0;
    });
    layer.addTo(map);
    const text = base.link
      ? Lokality.element("a", { text: base.attribution, href: base.link, target: "_blank", rel: "noopener" })
      : base.attribution;
    map.attributionControl.getContainer().replaceChildren(text);
  };
})((window.Lokality = window.Lokality || {}));
