// Two writers, or two tabs: both texts side by side, whole, and which is to stand.
import { fill } from "./box.js";

const chunks = (text) => text.split("\n\n");

// What stands in only one of the two is marked there.
function mark(place, text, other) {
  const there = new Set(chunks(other));
  place.replaceChildren(...chunks(text).flatMap((chunk, at) => {
    const one = there.has(chunk) ? chunk : Object.assign(document.createElement("mark"), { textContent: chunk });
    return at ? ["\n\n", one] : [one];
  }));
}

export function showBoth(flow, said) {
  const place = flow.form.querySelector("[data-both]"), mine = flow.box.value;
  place.replaceChildren(document.getElementById("two-template").content.cloneNode(true));
  const title = place.querySelector("h3");
  title.id = `two-${flow.pk}`;
  place.firstElementChild.setAttribute("aria-labelledby", title.id);
  place.querySelector("[data-whose]").textContent = said.whose;
  mark(place.querySelector("[data-theirs]"), said.theirs, mine);
  mark(place.querySelector("[data-mine]"), mine, said.theirs);
  for (const button of place.querySelectorAll("[data-take]")) button.hidden = false;
  flow.seen = said.seen;
  place.onclick = (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    event.preventDefault();
    place.replaceChildren();
    choose(flow, button.dataset.take ?? "together", said);
  };
  title.focus();
}

function choose(flow, choice, said) {
  flow.halted = "";
  flow.kept = said.theirs;
  if (choice === "theirs") fill(flow.box, said.theirs);
  if (choice === "together") fill(flow.box, said.together);
  flow.box.focus();
  if (!flow.dirty) return flow.say("Their text is in the box. Yours is kept among the texts as they were.");
  flow.said.dataset.words = "";
  flow.say(choice === "together" ? "Both are in the box. Write what is to stand: it is saved as you type." : "Not saved yet");
  return flow.save();
}
