// Names the controls that the stock admin leaves without one for screen readers: the
// boxes that autocomplete draws in place of a select, and the search field of a list.
// Keeps what was typed into a row when Accept above it is pressed instead of Save, and
// keeps a list from ticking other rows when the browser goes back to it.
"use strict";

// The words of its label; of a select without one, the name of its field.
function nameOf(select) {
  const label = select.id && document.querySelector(`label[for="${select.id}"]`);
  const words = label ? label.textContent.replace(":", "").trim() : "";
  return words || select.name.split("-").pop().replaceAll("_", " ");
}

function nameControls() {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const box = select.nextElementSibling;
    if (!box?.classList.contains("select2")) {
      continue;
    }
    for (const part of box.querySelectorAll(
      ".select2-selection, .select2-selection__rendered",
    )) {
      part.setAttribute("aria-label", nameOf(select));
      // An open box says by an older name which list is its own.
      const list = part.getAttribute("aria-owns");
      if (list) {
        part.setAttribute("aria-controls", list);
      }
    }
  }
  for (const field of document.querySelectorAll("input.select2-search__field")) {
    field.setAttribute("aria-label", "Search");
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

// A browser that goes back ticks the boxes it had ticked, by their place: once rows are
// decided, other rows stand there.
function forgetTicks() {
  const list = document.getElementById("changelist-form");
  if (list) {
    list.autocomplete = "off";
  }
}

window.addEventListener("load", explainChoices);
window.addEventListener("load", forgetTicks);
nameControls();
// The boxes are drawn later than that, and drawn anew with every row that is added:
// each is named before anybody can meet it.
new MutationObserver(nameControls).observe(document.documentElement, {
  childList: true,
  subtree: true,
});
window.addEventListener("load", saveBeforeAccepting);
