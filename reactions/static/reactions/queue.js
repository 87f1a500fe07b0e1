// Keys for the review queue. Everything they do is a button of the page as well: without
// this file the queue works by its forms.
"use strict";

const claim = document.getElementById("claim-form");
const reason = document.getElementById("id_note");

function isTyping(target) {
  return target.matches("input:not([type=hidden]), textarea, select");
}

function press(key) {
  const button = document.querySelector(`.queue button[data-key="${key}"]`);
  if (button) {
    button.click();
  }
  return Boolean(button);
}

// The first press asks for the reason, Enter or a second press of the button sends it.
function askReason(event) {
  if (reason && !reason.value.trim()) {
    event.preventDefault();
    reason.focus();
    reason.placeholder = "Why? Enter rejects.";
  }
}

function onKey(event) {
  if (event.altKey || event.metaKey || (event.ctrlKey && event.key !== "Enter")) {
    return;
  }
  // A key held down would decide upon claims that nobody has looked at.
  if (event.repeat && !isTyping(event.target)) {
    return;
  }
  if (event.ctrlKey && event.key === "Enter") {
    event.preventDefault();
    press("a");
    return;
  }
  if (isTyping(event.target)) {
    if (event.key === "Escape") {
      event.target.blur();
    }
    if (event.key === "Enter" && event.target === reason) {
      event.preventDefault();
      press("r");
    }
    return;
  }
  const key = event.key.toLowerCase(); // as with caps lock
  if (key === "e" && claim) {
    event.preventDefault();
    claim.querySelector(".fields select, .fields input").focus();
    return;
  }
  if ("arwsnu".includes(key) && press(key)) {
    event.preventDefault();
  }
}

// "Accept" says what it does once something was changed.
function nameAccept() {
  const label = claim.querySelector("button.accept [data-changed]");
  const fields = [...claim.querySelectorAll(".fields input, .fields select, .fields textarea")];
  const served = fields.map((field) => field.value).join("\n");
  if (!label) {
    return;
  }
  const plain = label.textContent;
  claim.addEventListener("input", () => {
    const changed = fields.map((field) => field.value).join("\n") !== served;
    label.textContent = changed ? label.dataset.changed : plain;
  });
}

function showWords() {
  const text = document.querySelector(".source .text");
  const words = text && text.querySelector("mark.this");
  if (words) {
    text.scrollTop = words.offsetTop - text.clientHeight / 3;
  }
}

document.addEventListener("keydown", onKey);
if (claim) {
  nameAccept();
  const reject = claim.querySelector("button.reject");
  if (reject) {
    reject.addEventListener("click", askReason);
  }
}
showWords();
