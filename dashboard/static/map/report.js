/* What happened on the map, on its way to Python.

   streamlit-folium hands a click on any layer to Python as `last_active_drawing`, the clicked layer's GeoJSON.
   This layer draws nothing: it "is clicked" whenever there is something to tell, and its GeoJSON is the whole
   state of the map. So nothing is lost when two things happen within one hand-over. */
"use strict";

(function (Lokality) {
  class Report {
    constructor(map) {
      // Python tells a new frame, whose counts start again, by its name.
      this.state = { frame: Math.random().toString(36).slice(2, 10), sequence: 0 };
      const Silent = L.Layer.extend({ onAdd() {}, onRemove() {} });
      this.layer = new Silent().addTo(map);
    }

    /** Tell Python these parts of the state anew. */
    tell(parts) {
      Object.assign(this.state, parts);
      this.state.sequence += 1;
      // Later than streamlit-folium's own answer to the same event, so that this is what is handed over.
      clearTimeout(this.timer);
      this.timer = setTimeout(() => {
        const properties = JSON.parse(JSON.stringify(this.state));
        const geojson = { type: "Feature", geometry: null, properties: { lokality: properties } };
        this.layer.fire("click", { latlng: null, layer: { toGeoJSON: () => geojson } });
      }, 0);
    }

    /** Something that happens rather than lasts: each carries the number of its telling. */
    happened(name, details) {
      this.tell({ [name]: { ...details, number: this.state.sequence + 1 } });
    }
  }

  Lokality.Report = Report;
})((window.Lokality = window.Lokality || {}));
