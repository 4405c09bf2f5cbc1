// While a pack is built: fetch this page again and put in what has changed. Without scripts the page reloads itself.
const EVERY = 2000;

async function look() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
    if (!answer.ok || answer.redirected) return location.reload();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const status = document.getElementById("pack-status");
    const words = page.getElementById("pack-status")?.textContent ?? "";
    if (status.textContent !== words) status.textContent = words;
    const fresh = page.getElementById("pack-progress");
    if (!fresh) return location.reload();
    document.getElementById("pack-progress").replaceWith(document.adoptNode(fresh));
    if (!("building" in fresh.dataset)) return;
  } catch {
    // The network is away for a moment: what is on the page stays, and we look again.
  }
  setTimeout(look, EVERY);
}

if (document.querySelector("#pack-progress[data-building]")) setTimeout(look, EVERY);
