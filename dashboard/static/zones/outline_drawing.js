/* The one outline that is being drawn or changed. Geoman moves the corners; what they become is kept here, step by
   step, and told after each finished one. */
"use strict";

(function (Lokality) {
  const SNAP_PX = 15;
  const CHECKED_CORNERS = 600; // looking for crossings takes the square of their number; Python looks at larger ones
  const SHOWN_CORNERS = 150; // of a larger outline only those nearest to the hand can be moved
  const DRAWN_BY_CORNERS = ["Polygon", "Line", "Cut"];
  const SHAPES = [...DRAWN_BY_CORNERS, "Rectangle"];

  class OutlineDrawing {
    /** `changed()`: a step is finished; `moved(outline or null)`: what is seen now, while a step is under way too;
        `said(name of a hint or "")`; `mode` is one of SHAPES, "corners", "remove", "move" or null. */
    constructor(map, { changed, moved, said }) {
      Object.assign(this, { map, changed, moved, said });
      this.history = new Lokality.History(null);
      this.changedId = null;
      this.press = 0;
      map.pm.setGlobalOptions({ finishOnEnter: true, snappable: true, snapDistance: SNAP_PX });
      map.getContainer().addEventListener("pointerdown", () => (this.press += 1), { capture: true });
      map.on("pm:create", ({ layer }) => this.created(layer));
      map.on("pm:cut", ({ layer }) => this.cut(layer));
      map.on("pm:drawstart", ({ workingLayer }) => this.watch(workingLayer));
      map.on("pm:drawend", () => this.ended());
      map.on("pm:intersect", () => this.said("crosses_drawing"));
      // A finger does not hover before it taps, so the corner is snapped now.
      map.on("preclick", (event) => DRAWN_BY_CORNERS.includes(this.mode) && this.tool._syncHintMarker(event));
    }

    get outline() {
      return this.layer ? Lokality.outline.of(this.layer) : null;
    }

    get isDrawing() {
      return SHAPES.includes(this.mode);
    }

    /** Whether a corner of what is being drawn has been put. */
    get hasCorners() {
      const { _layer: layer } = (this.isDrawing && this.tool) || {};
      return Boolean(layer) && layer.getLatLngs && layer.getLatLngs().flat().length > 0;
    }

    get tool() {
      return this.map.pm.Draw[this.mode];
    }

    get style() {
      return { color: Lokality.palette.ground.accent, weight: 3, fillOpacity: 0.14, className: "lokality-drawn-zone", snapIgnore: true };
    }

    /** Begin anew with an outline (null: none) of a zone (null: a new one). */
    begin(outline, changedId) {
      this.stop();
      this.changedId = changedId;
      this.history = new Lokality.History(outline);
      this.put(outline);
    }

    /** Show this outline, its corners ready to be dragged. */
    put(outline) {
      this.stop();
      if (this.layer) {
        this.layer.off();
        this.layer.remove();
      }
      this.layer = outline && this.shapeOf(outline).addTo(this.map);
      if (this.layer) {
        this.watch(this.layer);
        // Another click than ours reached streamlit-folium, so that ours must be handed over once more.
        this.layer.on("pm:vertexclick", () => this.changed(false));
        this.layer.on("pm:edit", () => this.finished());
        this.layer.on("pm:layerreset", () => this.said("crosses"));
        this.edit("corners");
      } else this.said("");
      this.moved(this.outline);
    }

    shapeOf(outline) {
      const latLngs = Lokality.outline.latLngs(outline);
      return Lokality.outline.isLine(outline) ? L.polyline(latLngs, { ...this.style, weight: 5 }) : L.polygon(latLngs, this.style);
    }

    watch(layer) {
      layer.on("pm:change", ({ latlngs }) => this.moved(this.seen(layer, latlngs)));
      layer.on("pm:vertexadded pm:vertexremoved", () => this.isDrawing && this.sayNext(layer));
    }

    /* While corners are being put, the line so far and the hand's place make the outline. */
    seen(layer, latlngs) {
      if (layer === this.layer || layer instanceof L.Polygon) return Lokality.outline.of(layer);
      const corners = latlngs.flat().filter((one, index, all) => index === 0 || !one.equals(all[index - 1]));
      if (this.mode === "Line") return corners.length > 1 ? Lokality.outline.of(L.polyline(corners)) : null;
      return corners.length > 2 ? Lokality.outline.of(L.polygon(corners)) : null;
    }

    sayNext(layer) {
      const corners = layer.getLatLngs().flat().length;
      if (this.mode === "Line") this.said(corners > 1 ? "end_route" : "continue_route");
      else this.said(corners > 2 ? "end_polygon" : "continue_polygon");
      this.moved(this.seen(layer, layer.getLatLngs()));
    }

    /** Draw: "Polygon", "Rectangle" or "Line" in place of what is there, "Cut" a hole into it. */
    draw(shape) {
      this.stop();
      this.mode = shape;
      this.begun = false;
      const line = { color: this.style.color, weight: 2.5 };
      this.map.pm.enableDraw(shape, {
        tooltips: false,
        allowSelfIntersection: shape === "Line", // a route may come back to where it was
        templineStyle: line,
        hintlineStyle: { ...line, dashArray: "5 5" },
        pathOptions: this.style,
        ...(shape === "Cut" ? { layersToCut: [this.layer] } : {}),
      });
      this.said({ Polygon: "start_polygon", Line: "start_route", Rectangle: "start_rectangle", Cut: "start_hole" }[shape]);
    }

    /** Change the outline: drag "corners", "remove" them, or "move" the whole. */
    edit(mode) {
      this.stop();
      if (!this.layer) return;
      this.mode = mode;
      if (mode === "move") this.layer.pm.enableLayerDrag();
      else {
        const corners = Lokality.outline.corners(this.outline);
        this.layer.pm.enable({
          allowSelfIntersection: corners > CHECKED_CORNERS || Lokality.outline.isLine(this.outline),
          limitMarkersToCount: corners > SHOWN_CORNERS ? SHOWN_CORNERS : -1,
          removeLayerBelowMinVertexCount: false,
          removeVertexOn: mode === "remove" ? "click" : "contextmenu",
          hideMiddleMarkers: mode === "remove",
          snappable: true,
          snapDistance: SNAP_PX,
        });
      }
      this.said({ corners: "hint_corners", remove: "hint_remove", move: "hint_move" }[mode]);
    }

    /** End whatever is under way; what was finished stays. */
    stop() {
      const { mode } = this;
      this.mode = null;
      if (SHAPES.includes(mode)) this.map.pm.disableDraw();
      if (!this.layer) return;
      this.layer.pm.disable();
      this.layer.pm.disableLayerDrag();
    }

    finish() {
      if (DRAWN_BY_CORNERS.includes(this.mode)) this.tool._finishShape();
    }

    /** A corner where the middle of the map is, for whom no hand is at the map. */
    putCorner() {
      if (!DRAWN_BY_CORNERS.includes(this.mode)) return;
      const { tool } = this;
      const latlng = this.map.getCenter();
      tool._syncHintMarker({ latlng, target: tool._hintMarker });
      tool._createVertex({ latlng });
    }

    created(layer) {
      const outline = Lokality.outline.of(layer);
      layer.remove();
      this.mode = null;
      this.take(outline);
    }

    cut(layer) {
      const left = layer.toGeoJSON(false);
      layer.remove();
      this.mode = null;
      // Geoman took the old one away, and is not yet done with it.
      const [before, whole] = [this.layer, this.history.steps[this.history.at].outline];
      before.off();
      if (!left.geometry || !left.geometry.coordinates.length) {
        this.put(whole);
        this.said("nothing_left");
        return;
      }
      const { type, coordinates } = left.geometry;
      this.take({ type, coordinates });
    }

    /* Geoman ends by itself when it is finished, or when nothing could be cut. */
    ended() {
      if (!this.isDrawing) return;
      const missed = this.mode === "Cut";
      this.mode = null;
      setTimeout(() => {
        if (this.mode !== null) return;
        this.edit("corners");
        if (missed) this.said("missed");
        this.moved(this.outline);
      });
    }

    take(outline) {
      this.history.note(outline, null);
      this.put(outline);
      this.changed(true);
    }

    finished() {
      this.history.note(this.outline, this.press);
      this.moved(this.outline);
      this.changed(true);
    }

    undo() {
      if (DRAWN_BY_CORNERS.includes(this.mode)) {
        this.tool._removeLastVertex();
        return;
      }
      this.go(-1);
    }

    redo() {
      if (!this.isDrawing) this.go(1);
    }

    go(steps) {
      const possible = steps < 0 ? this.history.canUndo : this.history.canRedo;
      if (!possible) return;
      this.put(this.history.go(steps));
      this.changed(true);
    }

    repaint() {
      if (this.layer) this.layer.setStyle({ color: this.style.color });
    }
  }

  Lokality.OutlineDrawing = OutlineDrawing;
})((window.Lokality = window.Lokality || {}));
