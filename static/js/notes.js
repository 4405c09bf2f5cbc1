// One's own notes save themselves a moment after the last key. Without this file the button of each note does it.
// Nothing is stored in the browser: what could not be saved stays in the open page, and is tried again.
const PAUSE = 1500, AGAIN = 5000;
const unsaved = new Set();

const clock = () => new Date().toLocaleTimeString("en-GB", { hour: "numeric", minute: "2-digit", hour12: true }).replace(" ", "");

function look(form) {
  const text = form.querySelector("textarea"), said = form.querySelector("[data-note-said]");
  let saved = text.value, timer = null, busy = false, stopped = false;
  const later = (wait) => { clearTimeout(timer); timer = setTimeout(save, wait); };
  const say = (words) => { if (said.textContent !== words) said.textContent = words; };

  async function save() {
    clearTimeout(timer);
    if (busy || stopped || text.value === saved) return;
    busy = true;
    const sent = text.value;
    try {
      await settle(await post(sent), sent);
    } catch {
      say("Not saved: there is no connection. Your words stay here, and we try again.");
      later(AGAIN);
    } finally {
      busy = false;
    }
  }

  function post(sent) {
    const body = new FormData(form);
    body.set("text", sent);
    return fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual", keepalive: sent.length < 20000 });
  }

  async function settle(answer, sent) {
    if (answer.status === 409) return both(await answer.text());
    if (answer.status === 422) { stopped = true; return say("Not saved: the note is too long. Press “Save my note” to see by how much."); }
    if (!answer.ok) {
      say("Not saved: you may be signed out. Your words stay here. Sign in in another window: we try again.");
      await renew().catch(() => null);
      return later(AGAIN);
    }
    form.elements.edition.value = (await answer.json()).edition;
    saved = sent;
    say(`Saved at ${clock()}`);
    if (text.value === saved) unsaved.delete(form);
    else later(PAUSE);
  }

  // After signing in anew, the page's token is an old one: take that of now.
  async function renew() {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    const token = page.querySelector("form[data-note] [name=csrfmiddlewaretoken]");
    if (token) form.elements.csrfmiddlewaretoken.value = token.value;
  }

  // The note was changed in another window: show that text below, and let the person say what is to stand.
  function both(answer) {
    stopped = true;
    const page = new DOMParser().parseFromString(answer, "text/html");
    const theirs = page.querySelector("[data-note-theirs]"), fresh = page.querySelector("[name=edition]");
    if (!theirs || !fresh) return say("Not saved: you changed this note in another window. Press “Save my note” to see both.");
    const shown = document.createElement("div");
    const title = document.createElement("p");
    title.className = "govuk-body govuk-!-font-weight-bold";
    title.textContent = "You changed this note in another window. It says there:";
    const keep = form.querySelector("button[type=submit]").cloneNode();
    keep.name = "both";
    keep.value = "1";
    keep.className = "govuk-button";
    keep.textContent = "Keep both, one under the other";
    shown.append(title, document.adoptNode(theirs), keep);
    form.elements.edition.value = fresh.value;
    form.querySelector("button[type=submit]").firstChild.textContent = "Keep what I wrote here";
    form.append(shown);
    say("Not saved yet. Both texts are here: say which is to stand.");
  }

  text.addEventListener("input", () => {
    if (text.value === saved) unsaved.delete(form);
    else { unsaved.add(form); if (!stopped) say("Not saved yet"); later(PAUSE); }
  });
  text.addEventListener("blur", save);
  form.addEventListener("submit", () => { stopped = true; unsaved.delete(form); });
}

for (const form of document.querySelectorAll("form[data-note]")) look(form);
addEventListener("beforeunload", (event) => { if (unsaved.size) event.preventDefault(); });
