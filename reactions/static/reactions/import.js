// Shows which files were dropped or chosen, and takes them anywhere in the box. The form
// works without: the browser's own field does both.
"use strict";

function readable(bytes) {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function showChosen(field, list) {
  list.replaceChildren(
    ...[...field.files].map((file) => {
      const line = document.createElement("li");
      line.textContent = `${file.name}, ${readable(file.size)}`;
      if (!file.size) {
        line.className = "wrong";
        line.textContent = `${file.name} is empty`;
      }
      return line;
    })
  );
}

window.addEventListener("DOMContentLoaded", () => {
  const field = document.getElementById("id_files");
  const list = document.getElementById("chosen-files");
  const box = document.querySelector(".drop");
  if (!field || !list || !box) {
    return;
  }
  field.addEventListener("change", () => showChosen(field, list));
  for (const name of ["dragover", "dragenter"]) {
    box.addEventListener(name, (event) => {
      event.preventDefault();
      box.classList.add("over");
    });
  }
  for (const name of ["dragleave", "drop"]) {
    box.addEventListener(name, () => box.classList.remove("over"));
  }
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) {
      field.files = event.dataTransfer.files;
      showChosen(field, list);
    }
  });
  document.getElementById("import-form").addEventListener("submit", (event) => {
    const button = event.target.querySelector("button[type=submit]");
    button.disabled = true;
    button.textContent = "Sending …";
  });
});
