// Names the controls that the stock admin leaves without one for screen readers: the
// boxes that autocomplete draws in place of a select, and the search field of a list.
// Keeps what was typed into a row when Accept above it is pressed instead of Save.
"use strict";

function nameControls() {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const label = document.querySelector(`label[for="${select.id}"]`);
    const boxes = select.parentElement.querySelectorAll(
      ".select2-selection, .select2-selection__rendered",
    );
    for (const box of label ? boxes : []) {
      box.setAttribute("aria-label", label.textContent.replace(":", "").trim());
    }
  }
  const search = document.getElementById("searchbar");
  if (search) {
    search.setAttribute("aria-label", "Search");
  }
}

function typedInto(form) {
  return new URLSearchParams(new FormData(form)).toString();
}

// Accept posts a form of its own, which would leave the changes below it behind and
// accept the row as it was. With changes it presses "Save and accept".
function saveBeforeAccepting() {
  const accept = document.querySelector("form.decide .accept");
  const save = document.querySelector("input[name=_accept]");
  if (!accept || !save) {
    return;
  }
  const asServed = typedInto(save.form);
  accept.addEventListener("click", (event) => {
    if (typedInto(save.form) === asServed) {
      return;
    }
    event.preventDefault();
    const reason = save.form.elements.namedItem("reason");
    if (reason && !reason.value) {
      reason.value = accept.form.elements.namedItem("note").value;
    }
    save.click();
  });
}

// The codebook's words for a value follow the choice; an option reads "word: meaning".
function explainChoices() {
  for (const line of document.querySelectorAll("[data-meaning-of]")) {
    const select = document.getElementById(line.dataset.meaningOf);
    select?.addEventListener("change", () => {
      const words = select.selectedOptions[0].textContent;
      line.textContent = words.slice(words.indexOf(": ") + 1).trim();
    });
  }
}

window.addEventListener("load", explainChoices);
window.addEventListener("load", nameControls);
// The boxes may be drawn later than that: jQuery puts its handlers off by a turn.
if (window.django && window.django.jQuery) {
  window.django.jQuery(nameControls);
}
window.addEventListener("load", saveBeforeAccepting);
