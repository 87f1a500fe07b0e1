// Names the controls that the stock admin leaves without one for screen readers: the
// boxes that autocomplete draws in place of a select, and the search field of a list.
"use strict";

function nameControls() {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const label = document.querySelector(`label[for="${select.id}"]`);
    const box = select.parentElement.querySelector(".select2-selection");
    if (label && box) {
      box.setAttribute("aria-label", label.textContent.replace(":", "").trim());
    }
  }
  const search = document.getElementById("searchbar");
  if (search) {
    search.setAttribute("aria-label", "Search");
  }
}

window.addEventListener("load", nameControls);
