/* Outlines (streets, areas, localities, zones): a light fill, a line, and the name as text on the canvas.
   A tile brings its part of an outline, cut a little outside the tile; drawn is what lies inside, so that the
   cut never shows and neighbouring parts meet without overlapping. */
"use strict";

(function (Lokality) {
  const STYLES = {
    streets: { colour: "line", width: 2.5, dash: [], fill: 0, font: "500 11px", labelFrom: 16, labelTo: 20, text: "quiet" },
    areas: { colour: "area", width: 1.2, dash: [], fill: 0, font: "600 11px", labelFrom: 13, labelTo: 15 },
    localities: { colour: "locality", width: 2, dash: [], fill: 0.1, font: "600 13px", labelFrom: 12, labelTo: 20 },
    zones: { colour: "ink", width: 2, dash: [9, 4, 2, 4], fill: 0.04, font: "500 12px", labelFrom: 13, labelTo: 20 },
  };
  // What is in force has a whole line and more of a fill; what is only proposed has the broken one.
  const IN_FORCE = { ...STYLES.zones, dash: [], fill: 0.12 };
  const BAND_PX = 9; // along its edge a zone shows the pattern of its rule, and leaves its inside to what lies there
  const colourOf = ({ layer, properties }, colour) =>
    layer === "zones" ? Lokality.palette.ofRule(properties.rule) : Lokality.palette.ground[colour];
  const styleOf = ({ layer, properties }) => (properties.standing === "in_force" ? IN_FORCE : STYLES[layer]);
  // Areas that hold the whole view, and those that repeat the names of others: their lines are enough.
  const UNNAMED = new Set(["region", "district", "orp", "municipality", "police_district"]);
  const FONT = '"Source Sans", "Source Sans Pro", system-ui, sans-serif';

  function pathOf(outline, view) {
    const path = new Path2D();
    for (const ring of outline.rings) {
      path.moveTo(view.toX(ring[0]), view.toY(ring[1]));
      for (let index = 2; index < ring.length; index += 2) {
        path.lineTo(view.toX(ring[index]), view.toY(ring[index + 1]));
      }
      if (outline.closed) path.closePath();
    }
    return path;
  }

  function clipTo(context, box, view) {
    const west = Math.round(view.toX(box.west));
    const north = Math.round(view.toY(box.north));
    context.beginPath();
    context.rect(west, north, Math.round(view.toX(box.east)) - west, Math.round(view.toY(box.south)) - north);
    context.clip();
  }

  function isInView(box, view) {
    return (
      view.toX(box.east) >= view.bounds.min.x &&
      view.toX(box.west) <= view.bounds.max.x &&
      view.toY(box.south) >= view.bounds.min.y &&
      view.toY(box.north) <= view.bounds.max.y
    );
  }

  function around(one, other) {
    return {
      west: Math.min(one.west, other.west),
      north: Math.min(one.north, other.north),
      east: Math.max(one.east, other.east),
      south: Math.max(one.south, other.south),
    };
  }

  /** The parts of outlines in view, with their paths for this view and the box of all parts of each outline. */
  Lokality.placeOutlines = function (outlines, view) {
    const boxes = new Map();
    const keyOf = (outline) => `${outline.layer}:${outline.properties.id}`;
    for (const outline of outlines) {
      const key = keyOf(outline);
      boxes.set(key, boxes.has(key) ? around(boxes.get(key), outline.box) : outline.box);
    }
    return outlines
      .filter((outline) => isInView(outline.box, view))
      .map((outline) => ({ outline, key: keyOf(outline), box: boxes.get(keyOf(outline)), path: pathOf(outline, view) }));
  };

  /* A ground that fills the view says nothing and tints what lies on it. Beyond this share of the canvas, which is a
     third of what is seen of it, the line is enough. */
  const FILLED_AT_MOST = 0.18;

  /** Whether the box of an outline leaves enough of the view free for a fill to mean something. */
  function isFilled(box, view) {
    const { min, max } = view.bounds;
    const width = Math.min(view.toX(box.east), max.x) - Math.max(view.toX(box.west), min.x);
    const height = Math.min(view.toY(box.south), max.y) - Math.max(view.toY(box.north), min.y);
    return width * height <= FILLED_AT_MOST * (max.x - min.x) * (max.y - min.y);
  }

  /** Whether a room (west, north, east, south in pixels) touches none of the others. */
  function isFree(room, others) {
    return others.every(
      (other) => room.west > other.east || room.east < other.west || room.north > other.south || room.south < other.north,
    );
  }

  function paintBand(context, path, rule, view) {
    context.save();
    context.clip(path, "evenodd");
    context.setLineDash([]);
    context.strokeStyle = Lokality.rules.paint(context, rule, view.ratio);
    context.lineWidth = 2 * BAND_PX;
    context.stroke(path);
    context.restore();
  }

  /** Fill and line of outlines placed before. */
  Lokality.paintOutlines = function (context, placed, selected, view) {
    for (const { outline, key, box, path } of placed) {
      const style = styleOf(outline);
      const isSelected = selected === key;
      const fill = isSelected ? 0.22 : style.fill;
      context.save();
      clipTo(context, outline.tile, view);
      context.strokeStyle = context.fillStyle = colourOf(outline, style.colour);
      if (outline.closed && fill && isFilled(box, view)) {
        context.globalAlpha = fill;
        context.fill(path, "evenodd");
        context.globalAlpha = 1;
      }
      if (outline.layer === "zones") paintBand(context, path, outline.properties.rule, view);
      context.setLineDash(style.dash);
      context.lineJoin = "round";
      context.lineWidth = isSelected ? style.width + 2 : style.width;
      context.stroke(path);
      context.restore();
    }
  };

  const ASIDE_PX = [0, -17, 17, -34, 34]; // from the middle, up and down: where a name is tried

  /** Names of outlines placed before: about the middle of what is seen of each, none over another nor over `taken`;
      returns the room that is taken then. */
  Lokality.paintNames = function (context, placed, view, taken) {
    const named = new Set();
    context.save();
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = 3.5;
    context.strokeStyle = Lokality.palette.ground.halo;
    for (const { outline, key, box } of placed) {
      const style = STYLES[outline.layer];
      const { name } = outline.properties;
      if (!name || named.has(key) || UNNAMED.has(outline.properties.kind) || view.zoom < style.labelFrom || view.zoom > style.labelTo) continue;
      named.add(key);
      const west = Math.max(view.toX(box.west), view.bounds.min.x);
      const east = Math.min(view.toX(box.east), view.bounds.max.x);
      const north = Math.max(view.toY(box.north), view.bounds.min.y);
      const south = Math.min(view.toY(box.south), view.bounds.max.y);
      const x = (west + east) / 2;
      context.font = `${style.font} ${FONT}`;
      const half = context.measureText(name).width / 2 + 4;
      const middles = ASIDE_PX.map((aside) => (north + south) / 2 + aside);
      const y = middles.find((tried) => isFree({ west: x - half, north: tried - 9, east: x + half, south: tried + 9 }, taken));
      if (y === undefined) continue;
      taken.push({ west: x - half, north: y - 9, east: x + half, south: y + 9 });
      context.strokeText(name, x, y);
      context.fillStyle = colourOf(outline, style.text || style.colour);
      context.fillText(name, x, y);
    }
    context.restore();
    return taken;
  };
})((window.Lokality = window.Lokality || {}));
