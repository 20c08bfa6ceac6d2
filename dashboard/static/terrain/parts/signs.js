/* The signs of kinds, as on the map; a test holds them equal to `static/map/signs.js`. */

const SVG = "http://www.w3.org/2000/svg";

export const SILHOUETTES = {
  hazardous_building: "M12 2.5 22 11.2H19.4V21.5H4.6V11.2H2Z",
  illegal_dump: "M1.5 20.5C3.6 19.8 4.2 15.6 7.3 14.4 8 9.6 10.2 6 12.8 6 15.4 6 16 9.8 17.6 12 20.4 13.6 20.6 19 22.5 20.5Z",
  gambling_venue: "M12 2.6A9.4 9.4 0 1 1 12 21.4 9.4 9.4 0 1 1 12 2.6Z",
  hostel: "M2.2 5.4H4.8V14H11V9.2H18.4A3.4 3.4 0 0 1 21.8 12.6V19.6H19.2V17H4.8V19.6H2.2ZM7.8 8.6A2.1 2.1 0 1 1 7.8 12.8 2.1 2.1 0 1 1 7.8 8.6Z",
  syringe_find: "M12 1.8C14.8 6.4 19 10.6 19 15A7 7 0 0 1 5 15C5 10.6 9.2 6.4 12 1.8Z",
  public_space: "M12 2.2A6.6 6.6 0 0 1 13.4 15.2V21.6H10.6V15.2A6.6 6.6 0 0 1 12 2.2Z",
  other: "M12 3 21 12 12 21 3 12Z",
};

/** The sign of a kind; the word beside it says the same, so it is silent. */
export function sign(kind) {
  const drawn = document.createElementNS(SVG, "svg");
  drawn.setAttribute("viewBox", "0 0 24 24");
  drawn.setAttribute("class", `sign sign-${kind}`);
  drawn.setAttribute("aria-hidden", "true");
  const shape = document.createElementNS(SVG, "path");
  shape.setAttribute("d", SILHOUETTES[kind] ?? SILHOUETTES.other);
  drawn.append(shape);
  return drawn;
}
