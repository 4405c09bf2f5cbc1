// While a pack is built: fetch this page again and put in what has changed. Without scripts the page reloads itself.
const SOON = 2000;
const LATEST = 20000;
const STEPS = 5; // so many times in all is somebody who listens told how far it is

const heard = document.getElementById("pack-status");
let wait = SOON;
let timer;
let looking = false;
let said = Number(region()?.dataset.made ?? 0);

function region() {
  return document.getElementById("pack-progress");
}

function words(id, page = document) {
  return page.getElementById(id)?.textContent.trim() ?? "";
}

// What is announced: not each step, or nobody could listen to anything else.
function announce(shown, building) {
  if (!building) return void (heard.textContent = words("pack-end") || "The build has ended");
  const made = Number(shown.dataset.made);
  if (made - said < Math.max(1, Number(shown.dataset.count) / STEPS)) return;
  said = made;
  heard.textContent = `${words("pack-now")}, ${words("pack-count")}`;
}

// Open details stay open, and what has the focus keeps it or, where it is gone, the heading gets it.
function swap(old, fresh) {
  for (const open of old.querySelectorAll("details[open][id]")) fresh.querySelector(`#${open.id}`)?.setAttribute("open", "");
  if (old.matches("details[open]")) fresh.setAttribute("open", "");
  if (old.isEqualNode(fresh)) return false;
  const focus = old.contains(document.activeElement) ? document.activeElement : null;
  old.replaceWith(document.adoptNode(fresh));
  if (focus && focus !== old) {
    const again = focus.id ? document.getElementById(focus.id) : same(fresh, focus);
    (again ?? document.getElementById("pack-build")).focus({ preventScroll: true });
  }
  return true;
}

function same(fresh, focus) {
  return [...fresh.querySelectorAll(focus.localName)].find((one) => one.textContent === focus.textContent);
}

// While a build goes on, its pieces stay the same in number: each is put in by itself, and only where it says more.
function renew(old, fresh) {
  const [ours, theirs] = [[...old.children], [...fresh.children]];
  if ("building" in fresh.dataset && ours.length === theirs.length) {
    Object.assign(old.dataset, fresh.dataset);
    return ours.filter((piece, at) => !("keep" in piece.dataset) && swap(piece, theirs[at])).length > 0;
  }
  return swap(old, fresh);
}

async function look() {
  if (looking) return;
  looking = true;
  let changed = false;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
    if (answer.redirected || answer.status === 404) return location.reload();
    if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("pack-progress");
      if (!fresh) return location.reload();
      changed = renew(region(), fresh);
      const building = "building" in region().dataset;
      announce(region(), building);
      if (!building) return;
    }
  } catch {
    // The network is away for a moment: what is on the page stays, and we look again.
  } finally {
    looking = false;
  }
  wait = changed ? SOON : Math.min(wait * 1.5, LATEST);
  later();
}

// Nobody looks at a page that is hidden: it looks again as soon as it is seen.
function later() {
  clearTimeout(timer);
  if (!document.hidden) timer = setTimeout(look, wait);
}

if (region() && "building" in region().dataset) {
  document.addEventListener("visibilitychange", () => {
    if (!region() || !("building" in region().dataset)) return;
    clearTimeout(timer);
    if (!document.hidden) look();
  });
  later();
}
