/* Outlines as GeoJSON (EPSG:4326): how large they are, how many corners they have, and as Leaflet wants them. */
"use strict";

(function (Lokality) {
  // The ellipsoid of WGS84.
  const EQUATOR_M = 6378137;
  const ECCENTRICITY_2 = 0.00669437999014;

  /* How long a degree is here, eastwards and northwards, in metres. */
  function degreesAt(latitude) {
    const angle = (latitude * Math.PI) / 180;
    const bend = 1 - ECCENTRICITY_2 * Math.sin(angle) ** 2;
    const degree = (Math.PI / 180) * EQUATOR_M;
    return [(degree * Math.cos(angle)) / Math.sqrt(bend), (degree * (1 - ECCENTRICITY_2)) / Math.pow(bend, 1.5)];
  }

  function ringArea(ring) {
    const [east, north] = degreesAt(ring[0][1]);
    let doubled = 0;
    for (let index = 1; index < ring.length; index += 1) {
      const [x1, y1] = ring[index - 1];
      const [x2, y2] = ring[index];
      doubled += (x1 - ring[0][0]) * (y2 - ring[0][1]) - (x2 - ring[0][0]) * (y1 - ring[0][1]);
    }
    return Math.abs((doubled * east * north) / 2);
  }

  const isLine = ({ type }) => type.endsWith("LineString");
  const linesOf = ({ type, coordinates }) => (type === "LineString" ? [coordinates] : coordinates);
  const LEVELS = { LineString: 0, MultiLineString: 1, Polygon: 1, MultiPolygon: 2 };

  const polygonsOf = ({ type, coordinates }) => (type === "Polygon" ? [coordinates] : coordinates);

  Lokality.outline = {
    /** The area in square metres, without the holes; to a few parts in ten thousand, Python says it exactly. */
    area(geometry) {
      let sum = 0;
      for (const [outer, ...holes] of polygonsOf(geometry)) {
        sum += holes.reduce((left, hole) => left - ringArea(hole), ringArea(outer));
      }
      return sum;
    },

    /** Whether it is a route rather than an area. */
    isLine,

    /** The length of a route in metres; as exact as the area. */
    length(geometry) {
      let sum = 0;
      for (const line of linesOf(geometry)) {
        for (let index = 1; index < line.length; index += 1) {
          const [east, north] = degreesAt(line[index][1]);
          sum += Math.hypot((line[index][0] - line[index - 1][0]) * east, (line[index][1] - line[index - 1][1]) * north);
        }
      }
      return sum;
    },

    /** The number of corners, those of holes too; of a route the number of its points. */
    corners(geometry) {
      if (isLine(geometry)) return linesOf(geometry).flat().length;
      return polygonsOf(geometry).flat().reduce((sum, ring) => sum + ring.length - 1, 0);
    },

    /** As L.polygon takes it, and L.polyline a route. */
    latLngs({ type, coordinates }) {
      return L.GeoJSON.coordsToLatLngs(coordinates, LEVELS[type]);
    },

    /** What a Leaflet polygon or line shows, every digit of it: a corner that snapped has to lie exactly where the other does. */
    of(layer) {
      const { type, coordinates } = layer.toGeoJSON(false).geometry;
      return { type, coordinates };
    },
  };
})((window.Lokality = window.Lokality || {}));
