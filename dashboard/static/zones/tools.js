/* The buttons for drawing zones; those that would do nothing now are not there. */
"use strict";

(function (Lokality) {
  const SIGNS = {
    route: "M4 20 9 11 15 15 20 4M4 20H4.1M20 4H20.1",
    polygon: "M4 9 12 3 20 10 17 20 6 19Z",
    rectangle: "M4 6H20V18H4Z",
    change: "M4 20 5 15 16 4 20 8 9 19ZM14 6 18 10",
    finish: "M4 12 10 18 20 6",
    hole: "M3 4H21V20H3ZM9 9H15V15H9Z",
    move: "M12 3V21M3 12H21M12 3 9 6M12 3 15 6M12 21 9 18M12 21 15 18M3 12 6 9M3 12 6 15M21 12 18 9M21 12 18 15",
    corners: "M4 9 12 3 17 8M20 14 17 20 6 19 4 9M16 9H23",
    undo: "M8 5 3 10 8 15M3 10H15A5 5 0 0 1 15 20H11",
    redo: "M16 5 21 10 16 15M21 10H9A5 5 0 0 0 9 20H13",
    give_up: "M5 5 19 19M19 5 5 19",
  };

  class ZoneTools {
    /** `does`: what each button does, by its name; one that has no word is not there. */
    constructor(map, words, does) {
      this.buttons = {};
      for (const [name, path] of Object.entries(SIGNS)) {
        if (!words[name]) continue;
        this.buttons[name] = Lokality.iconButton(path, words[name], () => does[name]());
      }
      const bar = Lokality.element("div", {
        className: "lokality-bar lokality-zone-tools leaflet-bar",
        role: "toolbar",
        "aria-label": words.tools,
        children: Object.values(this.buttons),
      });
      Lokality.control(map, "topleft", bar);
    }

    /** Show what can be done with the drawing now; `chosen`: whether a zone is chosen that is not being changed. */
    show(drawing, chosen) {
      const { isDrawing, mode, history } = drawing;
      const has = Boolean(drawing.layer);
      const isLine = has && Lokality.outline.isLine(drawing.outline);
      const shown = {
        route: !isDrawing,
        polygon: !isDrawing,
        rectangle: !isDrawing,
        change: chosen && !isDrawing,
        finish: ["Polygon", "Line", "Cut"].includes(mode),
        hole: has && !isLine && !isDrawing,
        move: has && !isDrawing,
        corners: has && !isDrawing,
        undo: isDrawing ? mode !== "Rectangle" : history.canUndo || history.canRedo,
        redo: !isDrawing && (history.canUndo || history.canRedo),
        give_up: has || isDrawing || history.canUndo || history.canRedo,
      };
      for (const [name, isShown] of Object.entries(shown)) if (this.buttons[name]) this.buttons[name].hidden = !isShown;
      this.buttons.undo.disabled = !isDrawing && !history.canUndo;
      this.buttons.redo.disabled = !history.canRedo;
      const pressed = { route: mode === "Line", polygon: mode === "Polygon", rectangle: mode === "Rectangle", hole: mode === "Cut", move: mode === "move", corners: mode === "remove" };
      for (const [name, isPressed] of Object.entries(pressed)) {
        if (this.buttons[name]) this.buttons[name].setAttribute("aria-pressed", String(isPressed));
      }
    }
  }

  Lokality.ZoneTools = ZoneTools;
})((window.Lokality = window.Lokality || {}));
