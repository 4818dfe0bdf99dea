// SPDX-License-Identifier: Apache-2.0
// Zoom, persona and lane switches of a map as a page. Without it everything is shown.
"use strict";
(() => {
  const steps = [0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.15, 1.3, 1.5, 1.75, 2, 2.5, 3];
  for (const journey of document.querySelectorAll("section.journey")) {
    const bar = journey.querySelector(".bar");
    const board = journey.querySelector(".board");
    const table = journey.querySelector(".map");
    const told = bar.querySelector("output");
    let zoom = 1;
    bar.hidden = false;

    const set = (wanted) => {
      const middle = board.scrollLeft / Math.max(1, board.scrollWidth);
      zoom = Math.min(3, Math.max(0.2, wanted));
      board.style.setProperty("--zoom", String(zoom));
      told.textContent = Math.round(zoom * 100) + "\u2009%";
      board.scrollLeft = middle * board.scrollWidth;
    };
    const deeds = {
      in: () => set(steps.find((step) => step > zoom + 0.01) || 3),
      out: () => set([...steps].reverse().find((step) => step < zoom - 0.01) || 0.4),
      whole: () => set((zoom * board.clientWidth) / Math.max(1, table.offsetWidth)),
      plain: () => set(1),
    };
    bar.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-zoom]");
      if (button) deeds[button.dataset.zoom]();
    });
    board.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      deeds[event.deltaY < 0 ? "in" : "out"]();
    }, { passive: false });
    board.addEventListener("keydown", (event) => {
      const deed = { "+": "in", "-": "out", "0": "plain" }[event.key];
      if (deed && !event.altKey && !event.ctrlKey && !event.metaKey) deeds[deed]();
    });

    const people = [...bar.querySelectorAll("input[data-persona]")];
    const lanes = [...bar.querySelectorAll("input[data-lane]")];
    const show = () => {
      const off = new Set(people.filter((box) => !box.checked).map((box) => box.dataset.persona));
      for (const part of journey.querySelectorAll("[data-personas]")) {
        part.toggleAttribute("hidden", part.dataset.personas.split(" ").every((one) => off.has(one)));
      }
      for (const box of lanes) {
        for (const body of journey.querySelectorAll(`tbody[data-lane="${CSS.escape(box.dataset.lane)}"]`)) {
          body.hidden = !box.checked;
        }
      }
    };
    bar.addEventListener("change", show);
    const menu = bar.querySelector("details");
    if (menu) {
      document.addEventListener("click", (event) => {
        if (!menu.contains(event.target)) menu.open = false;
      });
      menu.addEventListener("keydown", (event) => {
        if (event.key !== "Escape") return;
        menu.open = false;
        menu.querySelector("summary").focus();
      });
    }
    show();
  }
})();
