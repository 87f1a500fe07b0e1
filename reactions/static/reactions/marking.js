// Takes the words selected in the article into the form; the server looks them up.
"use strict";

const source = document.getElementById("source-text");
const quote = document.getElementById("id_quote");
const near = document.getElementById("id_near");

function takeSelection() {
  const selection = window.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) {
    return;
  }
  const range = selection.getRangeAt(0);
  if (!source.contains(range.commonAncestorContainer)) {
    return;
  }
  const before = document.createRange();
  before.setStart(source, 0);
  before.setEnd(range.startContainer, range.startOffset);
  quote.value = selection.toString().trim();
  near.value = String(before.toString().length);
}

function onKey(event) {
  if (event.ctrlKey || event.altKey || event.metaKey) {
    return;
  }
  if (event.target.matches("input, textarea, select")) {
    return;
  }
  const button = document.querySelector(`#words-form button[data-key="${event.key}"]`);
  if (button) {
    event.preventDefault();
    button.click();
  }
}

source.addEventListener("mouseup", takeSelection);
source.addEventListener("touchend", takeSelection);
document.addEventListener("selectionchange", takeSelection);
document.addEventListener("keydown", onKey);
