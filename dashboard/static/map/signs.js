/* The sign of a place: a silhouette that tells the kind, and a ring that tells the state of its worst issue. */
"use strict";

(function (Lokality) {
  // Each silhouette in a box of 24 x 24: `fill` in the colour of the kind, `cut` in the colour of the ground.
  const SILHOUETTES = {
    hazardous_building: {
      fill: "M12 2.5 22 11.2H19.4V21.5H4.6V11.2H2Z",
      cutLine: "M13.6 7.2 10.4 12.4 13.8 14.8 11.2 21.5",
    },
    illegal_dump: {
      fill: "M1.5 20.5C3.6 19.8 4.2 15.6 7.3 14.4 8 9.6 10.2 6 12.8 6 15.4 6 16 9.8 17.6 12 20.4 13.6 20.6 19 22.5 20.5Z",
      cut: "M8.2 17.2h2.6v1.6H8.2ZM12.6 11.4h2.2v1.6h-2.2ZM15 16.4h2.4v1.6H15Z",
    },
    gambling_venue: {
      fill: "M12 2.6A9.4 9.4 0 1 1 12 21.4 9.4 9.4 0 1 1 12 2.6Z",
      cut: "M11 2.6h2v3.4h-2ZM11 18h2v3.4h-2ZM2.6 11h3.4v2H2.6ZM18 11h3.4v2H18ZM12 8.4 15.6 12 12 15.6 8.4 12Z",
    },
    hostel: {
      fill: "M2.2 5.4H4.8V14H11V9.2H18.4A3.4 3.4 0 0 1 21.8 12.6V19.6H19.2V17H4.8V19.6H2.2ZM7.8 8.6A2.1 2.1 0 1 1 7.8 12.8 2.1 2.1 0 1 1 7.8 8.6Z",
    },
    syringe_find: {
      fill: "M12 1.8C14.8 6.4 19 10.6 19 15A7 7 0 0 1 5 15C5 10.6 9.2 6.4 12 1.8Z",
      cutLine: "M8.6 15.4A3.6 3.6 0 0 0 11.6 18.6",
    },
    public_space: {
      fill: "M12 2.2A6.6 6.6 0 0 1 13.4 15.2V21.6H10.6V15.2A6.6 6.6 0 0 1 12 2.2Z",
    },
    other: { fill: "M12 3 21 12 12 21 3 12Z" },
    service: {
      fill: "M7.4 12V6.2A1.15 1.15 0 0 1 9.7 6.2V10.6H10.3V3.6A1.15 1.15 0 0 1 12.6 3.6V10.6H13.2V4.6A1.15 1.15 0 0 1 15.5 4.6V11.4H16.1V7.2A1.15 1.15 0 0 1 18.4 7.2V15.6C18.4 19.6 16 21.8 12.8 21.8 9.8 21.8 8.4 20.4 7 18L4 12.9A1.2 1.2 0 0 1 6 11.6Z",
    },
  };

  // Protected places: a mortarboard, blocks, a swing, a star, a cross in two forms, a tower, columns, a bus.
  Object.assign(SILHOUETTES, {
    school: { fill: "M12 4 23 9.2 12 14.4 1 9.2ZM5.6 12.8 12 15.8 18.4 12.8V17.2C16.8 19 14.6 19.8 12 19.8 9.4 19.8 7.2 19 5.6 17.2Z" },
    kindergarten: { fill: "M8 3H16V11H8ZM3 12.6H11V20.6H3ZM13 12.6H21V20.6H13Z" },
    playground: { fill: "M3.4 21 8.4 4H15.6L20.6 21H18L14 6.6H13.2V15H16V17H8V15H10.8V6.6H10L6 21Z" },
    youth_facility: { fill: "M12 2.5 14.9 9 22 9.7 16.6 14.4 18.2 21.4 12 17.7 5.8 21.4 7.4 14.4 2 9.7 9.1 9Z" },
    treatment: { fill: "M12 2.6A9.4 9.4 0 1 1 12 21.4 9.4 9.4 0 1 1 12 2.6Z", cut: "M10.4 6.6h3.2v3.8h3.8v3.2h-3.8v3.8h-3.2v-3.8H6.6v-3.2h3.8Z" },
    healthcare: { fill: "M9 3h6v6h6v6h-6v6H9v-6H3V9h6Z" },
    place_of_worship: { fill: "M11 1.6h2V4h2.6v2H13v3.4L19.6 14v7.4h-5.2V17H9.6v4.4H4.4V14L11 9.4V6H8.4V4H11Z" },
    public_office: { fill: "M12 2.4 21.4 7.6V10H2.6V7.6ZM4.6 11.4h2.8v6.4H4.6ZM10.6 11.4h2.8v6.4h-2.8ZM16.6 11.4h2.8v6.4h-2.8ZM2.6 19.2h18.8v2.4H2.6Z" },
    station: { fill: "M5 3h14v14h-1.4v3.4h-2.8V17H9.2v3.4H6.4V17H5Z", cut: "M7 5.4h10v4.8H7ZM7 12.4h2.4v2H7ZM14.6 12.4H17v2h-2.4Z" },
  });

  // Half of the side of a sign in CSS pixels: the more there are in view, the smaller, so that all stay countable.
  const SIZES = { large: 15, medium: 11, small: 7 };
  const HATCH_STEP = 4;
  const CROWDED = 0.7; // share of the ground that signs may cover before they shrink
  const MARGIN = 2; // around a sign, for its shadow

  const sprites = new Map();

  function paintSilhouette(context, kind, half, colour, ground) {
    const shape = SILHOUETTES[kind] || SILHOUETTES.other;
    context.save();
    context.scale(half / 12, half / 12);
    context.translate(-12, -12);
    context.fillStyle = colour;
    context.fill(new Path2D(shape.fill));
    context.fillStyle = context.strokeStyle = ground;
    if (shape.cut) context.fill(new Path2D(shape.cut));
    if (shape.cutLine) {
      context.lineWidth = 1.7;
      context.stroke(new Path2D(shape.cutLine));
    }
    context.restore();
  }

  function paintHatching(context, radius, colour) {
    context.save();
    context.clip();
    context.strokeStyle = colour;
    context.globalAlpha = 0.45;
    context.lineWidth = 1;
    context.beginPath();
    for (let offset = -2 * radius; offset <= 2 * radius; offset += HATCH_STEP) {
      context.moveTo(offset - radius, radius);
      context.lineTo(offset + radius, -radius);
    }
    context.stroke();
    context.restore();
  }

  // Ring and disc: overdue thick and broken, open thin, waiting dotted, none without (60 %), never hatched.
  function paintDisc(context, state, radius, colour, paper, ratio) {
    const ring = {
      overdue: { width: 3.4, dash: [6.2, 3.2] },
      open: { width: 1.4, dash: [] },
      waiting: { width: 2.2, dash: [0.1, 4.2] },
      never: { width: 1, dash: [] },
    }[state];
    context.beginPath();
    context.arc(0, 0, radius, 0, 2 * Math.PI);
    context.fillStyle = paper;
    // A breath of shadow holds the disc off a white street of the base map.
    context.shadowColor = "rgba(0, 0, 0, 0.35)";
    context.shadowBlur = 2 * ratio;
    context.fill();
    context.shadowColor = "transparent";
    if (state === "never") paintHatching(context, radius, colour);
    if (!ring) return;
    context.beginPath();
    context.arc(0, 0, radius - ring.width / 2, 0, 2 * Math.PI);
    context.strokeStyle = colour;
    context.lineWidth = ring.width;
    context.lineCap = state === "waiting" ? "round" : "butt";
    context.setLineDash(ring.dash);
    context.stroke();
    context.setLineDash([]);
  }

  // Among many small signs only what is overdue keeps its ring.
  function paintUrgency(context, colour) {
    context.beginPath();
    context.arc(0, 0, SIZES.small + MARGIN - 1, 0, 2 * Math.PI);
    context.strokeStyle = colour;
    context.lineWidth = 2;
    context.setLineDash([3.4, 1.9]);
    context.stroke();
  }

  function paint(kind, state, size, ratio) {
    const half = SIZES[size] + MARGIN;
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = Math.ceil(2 * half * ratio);
    const context = canvas.getContext("2d");
    const colour = Lokality.palette.ofKind(kind);
    const paper = Lokality.palette.ground.paper;
    context.scale(ratio, ratio);
    context.translate(half, half);
    const strength = state === "none" && !Lokality.palette.hasNoIssues(kind) ? 0.6 : 1;
    if (size === "small") {
      paintSilhouette(context, kind, SIZES.small - 0.2, paper, paper);
      context.globalAlpha = strength;
      paintSilhouette(context, kind, SIZES.small - 1, colour, paper);
      if (state === "overdue") paintUrgency(context, colour);
      return canvas;
    }
    paintDisc(context, state, SIZES[size], colour, paper, ratio);
    context.globalAlpha = strength;
    paintSilhouette(context, kind, SIZES[size] * 0.64, colour, paper);
    return canvas;
  }

  Lokality.signs = {
    sizes: SIZES,

    /** Half of the side of the picture of a sign, in CSS pixels. */
    half: (size) => SIZES[size] + MARGIN,

    /** The largest size at which so many signs leave the ground visible on so much of it (square pixels). */
    sizeFor(count, ground) {
      const fits = (size) => count * Math.pow(2 * SIZES[size], 2) <= CROWDED * ground;
      return ["large", "medium"].find(fits) || "small";
    },

    /** The picture of a sign, painted once; its side in CSS pixels is `2 * half(size)`. */
    picture(kind, state, size, ratio) {
      const key = `${Lokality.palette.theme} ${kind} ${state} ${size} ${ratio}`;
      if (!sprites.has(key)) sprites.set(key, paint(kind, state, size, ratio));
      return sprites.get(key);
    },

    /** A new canvas element with the sign, for legends and lists. */
    element(kind, state) {
      const ratio = window.devicePixelRatio || 1;
      const canvas = document.createElement("canvas");
      const picture = this.picture(kind, state, "medium", ratio);
      canvas.width = picture.width;
      canvas.height = picture.height;
      canvas.style.width = canvas.style.height = `${2 * this.half("medium")}px`;
      canvas.setAttribute("aria-hidden", "true");
      canvas.getContext("2d").drawImage(picture, 0, 0);
      return canvas;
    },
  };
})((window.Lokality = window.Lokality || {}));
