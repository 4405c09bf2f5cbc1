// Who else is here: other people by the service, other tabs of one's own by the browser itself.
import { ask } from "./ask.js";

const BEAT = 20000;
const others = {}, tabs = new Set();

export function tellOthers(flows, url, page) {
  let current = flows[0];
  for (const flow of flows) {
    others[flow.name] = flow.section.querySelector("[data-here-said]").textContent.trim();
    flow.section.addEventListener("focusin", () => { current = flow; });
  }
  const turn = async () => {
    if (document.visibilityState === "hidden") return;
    const asked = current, body = new FormData();
    body.set("section", asked.pk);
    const answer = await ask(url, body, { page }).catch(() => null);
    if (!answer?.ok) return;
    const said = await answer.json();
    for (const flow of flows) others[flow.name] = said.others[flow.name] ?? "";
    show(flows);
    changedElsewhere(asked, said.seen);
  };
  turn();
  setInterval(turn, BEAT);
  addEventListener("pagehide", () => {
    const body = new FormData();
    body.set("gone", "1");
    body.set("csrfmiddlewaretoken", document.querySelector("input[name=csrfmiddlewaretoken]").value);
    navigator.sendBeacon(url, body);
  });
  tellTabs(flows);
}

function show(flows) {
  for (const flow of flows) {
    const mine = tabs.has(flow.name) ? "You have this section open in another tab too: write in one of them" : "";
    const words = [others[flow.name], mine].filter(Boolean).map((one) => `${one}.`).join(" "), place = flow.section.querySelector("[data-here-said]");
    if (place.textContent !== words) place.textContent = words;
  }
}

// Nothing of one's own is unsaved, so the new text can simply be shown.
function changedElsewhere(flow, seen) {
  if (flow.dirty || flow.sending || flow.halted || flow.seen === seen) return;
  flow.say("This section was changed elsewhere since you opened it.", true, flow.press("Show the new text", () => location.reload()));
}

function tellTabs(flows) {
  if (!("BroadcastChannel" in window)) return;
  const channel = new BroadcastChannel("writing"), own = new Set(flows.map((flow) => flow.name));
  const say = (what) => channel.postMessage({ what, names: [...own] });
  channel.onmessage = ({ data }) => {
    const both = data.names.filter((name) => own.has(name));
    for (const name of both) if (data.what === "gone") tabs.delete(name); else if (data.what === "here") tabs.add(name);
    // The page that came later is told; the one that was first goes on as it was.
    if (data.what === "open" && both.length) channel.postMessage({ what: "here", names: both });
    show(flows);
  };
  say("open");
  addEventListener("pagehide", () => say("gone"));
}
