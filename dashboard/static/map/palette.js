/* The colours of kinds, and how each state is told. Colour only helps: shape and ring tell it too. */
"use strict";

(function (Lokality) {
  const KINDS = {
    hazardous_building: { light: "#B3412E", dark: "#F08A74" },
    illegal_dump: { light: "#8A5A12", dark: "#D9A95B" },
    gambling_venue: { light: "#5B3E96", dark: "#B79DEB" },
    hostel: { light: "#2B5F9E", dark: "#82B4EE" },
    syringe_find: { light: "#A21F6B", dark: "#F083BE" },
    public_space: { light: "#4C6A3D", dark: "#A5C78F" },
    other: { light: "#55636A", dark: "#AEBBC1" },
    service: { light: "#0F7A4E", dark: "#6FCFA4" },
  };

  // What criteria of zones measure from; told apart by shape alone.
  const PROTECTED = { light: "#3E4A8A", dark: "#A9B4F2" };
  const PROTECTED_KINDS = new Set([
    "school", "kindergarten", "playground", "youth_facility", "treatment", "healthcare", "place_of_worship",
    "public_office", "station",
  ]);

  // Of zones. The patterns of `rules.js` tell them apart without colour too.
  const RULES = {
    total_ban: { light: "#B3412E", dark: "#F08A74" },
    time_band: { light: "#2B5F9E", dark: "#82B4EE" },
    machine_cap: { light: "#5B3E96", dark: "#B79DEB" },
    sale_ban: { light: "#8A5A12", dark: "#D9A95B" },
    drinking_ban: { light: "#0F7A4E", dark: "#6FCFA4" },
  };

  const GROUND = {
    light: {
      paper: "#FFFFFF", ink: "#1B2A2F", quiet: "#5B6B71", line: "#C9D3D6", accent: "#0F5C63",
      locality: "#0F5C63", area: "#5B6B71", label: "#1B2A2F", halo: "rgba(255,255,255,.9)",
    },
    dark: {
      paper: "#16262B", ink: "#E8EFF0", quiet: "#9FB1B6", line: "#3A4D53", accent: "#5FC1C9",
      locality: "#5FC1C9", area: "#9FB1B6", label: "#E8EFF0", halo: "rgba(12,22,26,.9)",
    },
  };

  Lokality.palette = {
    theme: "light",
    kinds: Object.keys(KINDS),
    states: ["overdue", "open", "waiting", "none", "never"],

    /** The colour of a kind in the present theme; an unknown kind looks like "other". */
    ofKind(kind) {
      const colours = PROTECTED_KINDS.has(kind) ? PROTECTED : KINDS[kind] || KINDS.other;
      return colours[this.theme];
    },

    /** The colour of the rule of a zone. */
    ofRule(rule) {
      return (RULES[rule] || RULES.total_ban)[this.theme];
    },

    /** Whether no issues are raised about things of this kind, so that their sign need not say that it has none. */
    hasNoIssues(kind) {
      return kind === "service" || PROTECTED_KINDS.has(kind);
    },

    /** The colours of the ground, of text and of outlines in the present theme. */
    get ground() {
      return GROUND[this.theme];
    },
  };

  /** Whether a CSS colour is nearer to black; unknown colours count as light. */
  Lokality.isDark = function (colour) {
    const context = document.createElement("canvas").getContext("2d");
    context.fillStyle = "#ffffff";
    context.fillStyle = colour.trim();
    context.fillRect(0, 0, 1, 1);
    const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
    return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
  };
})((window.Lokality = window.Lokality || {}));
