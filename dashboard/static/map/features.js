/* Features of a tile as the painter wants them: projected once, when the tile arrives. */
"use strict";

(function (Lokality) {
  function ringsOf(geometry) {
    if (geometry.type === "Polygon") return geometry.coordinates;
    if (geometry.type === "MultiPolygon") return geometry.coordinates.flat();
    if (geometry.type === "LineString") return [geometry.coordinates];
    if (geometry.type === "MultiLineString") return geometry.coordinates;
    return [];
  }

  function project(ring) {
    const points = new Float64Array(2 * ring.length);
    ring.forEach(([longitude, latitude], index) => {
      const [x, y] = Lokality.grid.project(longitude, latitude);
      points[2 * index] = x;
      points[2 * index + 1] = y;
    });
    return points;
  }

  function boxOf(rings) {
    const box = { west: Infinity, north: Infinity, east: -Infinity, south: -Infinity };
    for (const ring of rings) {
      for (let index = 0; index < ring.length; index += 2) {
        box.west = Math.min(box.west, ring[index]);
        box.east = Math.max(box.east, ring[index]);
        box.north = Math.min(box.north, ring[index + 1]);
        box.south = Math.max(box.south, ring[index + 1]);
      }
    }
    return box;
  }

  /** Split the features of one GeoJSON tile into points, clusters and outlines, all in pixels at zoom 0.
      `box` is the tile itself: outlines come cut a little outside it, and are drawn only within. */
  Lokality.readTile = function (layer, collection, box) {
    const tile = { points: [], clusters: [], outlines: [] };
    for (const feature of collection.features) {
      const properties = feature.properties || {};
      if (!feature.geometry) continue;
      if (feature.geometry.type === "Point") {
        const [longitude, latitude] = feature.geometry.coordinates;
        const [x, y] = Lokality.grid.project(longitude, latitude);
        const place = { layer, x, y, longitude, latitude, properties };
        if (properties.cluster) tile.clusters.push({ ...place, bounds: feature.bbox || null });
        else tile.points.push(place);
      } else {
        const rings = ringsOf(feature.geometry).map(project);
        const closed = !feature.geometry.type.endsWith("LineString");
        if (rings.length) tile.outlines.push({ layer, rings, closed, tile: box, box: boxOf(rings), properties });
      }
    }
    return tile;
  };
})((window.Lokality = window.Lokality || {}));
