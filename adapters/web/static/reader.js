// What is quicker with it; everything can be read and followed without it.
"use strict";

const quotations = () => [...document.querySelectorAll(".anchor[id^='quote-']")];

function shown() {
  const id = location.hash.startsWith("#quote-") ? location.hash.slice(7) : "";
  for (const mark of document.querySelectorAll("[data-quote]"))
    mark.classList.toggle("asked", mark.dataset.quote === id);
  return id;
}

function step(by) {
  const all = quotations();
  const here = all.findIndex((one) => one.id === `quote-${shown()}`);
  const next = all[here < 0 ? (by > 0 ? 0 : all.length - 1) : here + by];
  if (next) location.hash = next.id;
}

// Says for two seconds what came of a press; pressed again meanwhile, the words come back all the same.
function answer(pressed, words) {
  pressed.dataset.label ??= pressed.textContent;
  pressed.textContent = words;
  setTimeout(() => (pressed.textContent = pressed.dataset.label), 2000);
}

async function copied(button) {
  try {
    await navigator.clipboard.writeText(button.closest("details, figure").querySelector(".citation").textContent);
    answer(button, "Copied");
  } catch {
    answer(button, "Select and copy it by hand");
  }
}

// Where nothing can be copied, the link is followed: the address is then in the address bar.
async function linked(event) {
  if (event.metaKey || event.ctrlKey || event.shiftKey || !navigator.clipboard) return;
  event.preventDefault();
  await navigator.clipboard.writeText(event.target.href);
  answer(event.target, "Link copied");
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "/") document.getElementById("q")?.focus();
  else return;
  event.preventDefault();
});
addEventListener("hashchange", shown);
for (const button of document.querySelectorAll("button.copy")) {
  button.hidden = false;
  button.addEventListener("click", () => copied(button));
}
for (const link of document.querySelectorAll("a.copy-link")) link.addEventListener("click", linked);
for (const keys of document.querySelectorAll(".keys")) keys.hidden = !quotations().length;
shown();
