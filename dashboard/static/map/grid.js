/* The grid of our tiles: web mercator cut into squares of 512 pixels.
   A Leaflet zoom Z shows the grid of zoom Z - 1, because Leaflet counts worlds of 256 pixels. */
"use strict";

(function (Lokality) {
  const WORLD = 256; // pixels of the world at zoom 0
  const DEEPEST = 18; // deeper tiles would hold a street corner each; the tiles of this zoom serve on
  const LATITUDE_LIMIT = 85.0511287798;

  Lokality.grid = {
    /** Web mercator pixels at zoom 0 of a position in degrees: [x, y], y downwards. */
    project(longitude, latitude) {
      const limited = Math.max(-LATITUDE_LIMIT, Math.min(LATITUDE_LIMIT, latitude));
      const sine = Math.sin((limited * Math.PI) / 180);
      return [
        (WORLD * (longitude + 180)) / 360,
        WORLD * (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)),
      ];
    },

    /** The box of a tile in web mercator pixels at zoom 0. */
    boxOf({ z, x, y }) {
      const side = WORLD / Math.pow(2, z);
      return { west: x * side, north: y * side, east: (x + 1) * side, south: (y + 1) * side };
    },

    /** The grid zoom shown at a Leaflet zoom; `coarser` zooms less deep where a layer holds little. */
    zoomFor(mapZoom, coarser = 0) {
      return Math.max(0, Math.min(DEEPEST, Math.round(mapZoom) - 1) - coarser);
    },

    /** The tiles {z, x, y} that touch pixel bounds (Leaflet bounds, in pixels of the map's zoom). */
    tilesIn(pixelBounds, mapZoom, coarser = 0) {
      const z = this.zoomFor(mapZoom, coarser);
      const side = WORLD * Math.pow(2, mapZoom - z);
      const last = Math.pow(2, z) - 1;
      const clamp = (value) => Math.max(0, Math.min(last, Math.floor(value / side)));
      const tiles = [];
      for (let y = clamp(pixelBounds.min.y); y <= clamp(pixelBounds.max.y); y += 1) {
        for (let x = clamp(pixelBounds.min.x); x <= clamp(pixelBounds.max.x); x += 1) {
          tiles.push({ z, x, y });
        }
      }
      return tiles;
    },
  };
})((window.Lokality = window.Lokality || {}));
