// The slider sets the day of the form; the form then asks for that day's board.
// Runs again when the page is put back by the browser's history.
"use strict";

(() => {
  const DAY = 86400000;
  const slider = document.getElementById("day-slider");
  const on = document.getElementById("id_on");
  if (!slider || !on) {
    return;
  }
  const first = Date.parse(slider.dataset.first);

  function say(day) {
    const words = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
    slider.setAttribute("aria-valuetext", day.toLocaleDateString("en-GB", words));
  }

  slider.closest(".slide").hidden = false;
  slider.addEventListener("input", () => {
    const day = new Date(first + Number(slider.value) * DAY);
    on.value = day.toISOString().slice(0, 10);
    say(day);
  });
  on.addEventListener("change", () => {
    if (on.value) {
      slider.value = String((Date.parse(on.value) - first) / DAY);
      say(new Date(on.value));
    }
  });
})();
