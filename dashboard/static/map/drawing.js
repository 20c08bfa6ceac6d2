/* Drawing one shape: "everything inside a shape I draw". A new one takes the place of the old. */
"use strict";

(function (Lokality) {
  const POLYGON = "M4 9 12 3 20 10 17 20 6 19Z";
  const RECTANGLE = "M4 6H20V18H4Z";
  const REMOVE = "M5 7H19M9 7V4H15V7M7 7 8 20H16L17 7M10.5 11V16M13.5 11V16";

  class Drawing {
    /** `changed(geometry)` is called with GeoJSON (EPSG:4326), or null when the shape is gone. */
    constructor(map, words, changed) {
      this.map = map;
      this.changed = changed;
      this.shape = null;
      this.translate(words);
      const options = { shapeOptions: { color: "#0F5C63", weight: 2.5, fillOpacity: 0.08 }, showArea: false };
      this.polygon = new L.Draw.Polygon(map, { ...options, allowIntersection: false });
      this.rectangle = new L.Draw.Rectangle(map, options);
      const begin = (tool) => {
        this.stop();
        tool.enable();
      };
      this.remove = Lokality.iconButton(REMOVE, words.remove_shape, () => this.replace(null, true));
      this.remove.hidden = true;
      const bar = Lokality.element("div", {
        className: "lokality-bar leaflet-bar",
        children: [
          Lokality.iconButton(POLYGON, words.draw_polygon, () => begin(this.polygon)),
          Lokality.iconButton(RECTANGLE, words.draw_rectangle, () => begin(this.rectangle)),
          this.remove,
        ],
      });
      Lokality.control(map, "topleft", bar);
      map.on("draw:created", ({ layer }) => this.replace(layer, true));
    }

    translate(words) {
      const { handlers } = L.drawLocal.draw;
      handlers.polygon.tooltip.start = words.polygon_start;
      handlers.polygon.tooltip.cont = words.polygon_continue;
      handlers.polygon.tooltip.end = words.polygon_end;
      handlers.polyline.error = words.polygon_crosses;
      handlers.rectangle.tooltip.start = words.rectangle_start;
      handlers.simpleshape.tooltip.end = words.rectangle_end;
    }

    get isDrawing() {
      return this.polygon.enabled() || this.rectangle.enabled();
    }

    stop() {
      this.polygon.disable();
      this.rectangle.disable();
    }

    /** Show this layer as the shape; `told` when a person did it and Python is to hear of it. */
    replace(layer, told) {
      if (this.shape) this.shape.remove();
      this.shape = layer;
      this.remove.hidden = !layer;
      if (layer) {
        layer.addTo(this.map);
        layer.editing.enable();
        layer.on("edit", () => this.changed(this.geometry));
      }
      if (told) this.changed(this.geometry);
    }

    get geometry() {
      return this.shape && this.shape.toGeoJSON().geometry;
    }

    /** Show a shape Python knows of (a polygon's GeoJSON), or none. */
    set(geometry) {
      if (JSON.stringify(geometry) === JSON.stringify(this.geometry)) return;
      if (!geometry) return this.replace(null, false);
      const corners = geometry.coordinates[0].slice(0, -1).map(([longitude, latitude]) => [latitude, longitude]);
      this.replace(L.polygon(corners, { color: "#0F5C63", weight: 2.5, fillOpacity: 0.08 }), false);
    }
  }

  Lokality.Drawing = Drawing;
})((window.Lokality = window.Lokality || {}));
