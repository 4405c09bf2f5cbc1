// Writing: texts are saved as they are typed, with a toolbar, pastes that keep their shape, and who else is here.
// Without this file the page saves by its buttons.
import { tellOthers } from "./writing/here.js";
import { readPastes } from "./writing/pasting.js";
import { keepPreview } from "./writing/preview.js";
import { Flow } from "./writing/saving.js";
import { addTools } from "./writing/tools.js";

const root = document.querySelector(".app-write"), page = root.dataset.page;
const flows = [...root.querySelectorAll("[data-section]")].map((section) => new Flow(section, page));
const refresh = keepPreview(flows, flows.length === 1);
const unsaved = () => flows.filter((flow) => flow.dirty);

for (const flow of flows) {
  addTools(flow);
  readPastes(flow, root.dataset.paste);
  // A table that came from another section leaves that one changed.
  flow.after = (said) => {
    for (const other of flows) if (said.others[other.pk]) other.seen = said.others[other.pk];
    refresh();
  };
}
if (flows.length) tellOthers(flows, root.dataset.here, page);

addEventListener("online", () => { for (const flow of flows) flow.back(); });
addEventListener("focus", () => { for (const flow of flows) flow.back(); });
document.addEventListener("visibilitychange", () => {
  for (const flow of flows) if (document.visibilityState === "hidden") flow.save({ keepalive: true }); else flow.back();
});
addEventListener("beforeunload", (event) => { if (unsaved().length) event.preventDefault(); });

// What is added stands where the writer was, once they have been in the text.
for (const flow of flows) flow.box.addEventListener("focus", () => { flow.wasIn = true; });
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-settle]"), flow = link && flows.find((one) => one.section.contains(link));
  if (flow?.wasIn) link.search = `?at=${[...flow.box.value.slice(0, flow.box.selectionStart)].length}`;
}, true);

// A press that leads away is answered when everything is saved; where it cannot be, the browser asks.
document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || link.target || event.ctrlKey || event.metaKey || event.shiftKey || link.getAttribute("href").startsWith("#") || !unsaved().length) return;
  event.preventDefault();
  await Promise.all(unsaved().map((flow) => flow.settle()));
  location.assign(link.href);
});

document.addEventListener("submit", async (event) => {
  const other = event.target;
  if (other.matches("[data-flow], [method=dialog]") || other.dataset.settled || !unsaved().length) return;
  event.preventDefault();
  await Promise.all(unsaved().map((flow) => flow.settle()));
  other.dataset.settled = "1";
  other.requestSubmit(event.submitter);
}, true);
