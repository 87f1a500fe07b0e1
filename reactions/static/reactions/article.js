// Marks every part of the claim the address points to: overlapping claims cut a text
// into several marks, and :target alone would light up only the first.
"use strict";

function showCurrentClaim() {
  const anchor = decodeURIComponent(window.location.hash.slice(1));
  for (const shown of document.querySelectorAll(".current")) {
    shown.classList.remove("current");
  }
  const key = anchor.replace(/^(claim|row)-/, "");
  if (!anchor || key === anchor) {
    return;
  }
  for (const part of document.querySelectorAll("[data-claims]")) {
    if (part.dataset.claims.split(" ").includes(key)) {
      part.classList.add("current");
    }
  }
}

window.addEventListener("hashchange", showCurrentClaim);
showCurrentClaim();
