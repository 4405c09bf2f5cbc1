// Forms for words of a report. Some save themselves as they are typed; none is sent to a service that would lose it,
// because the writer was signed out or has no connection. Without this file the forms save by their buttons.
import { ask, refresh, SignedOut } from "./writing/ask.js";

const PAUSE = 2000, AGAIN = 10000;
const OURS = ["seen", "csrfmiddlewaretoken"];

class Typed {
  constructor(form) {
    this.form = form;
    this.said = Object.assign(document.createElement("p"), { className: "app-flow__said app-flow__said--form" });
    this.said.setAttribute("role", "status");
    const button = form.querySelector("[type=submit]");
    (button.closest(".govuk-button-group") ?? button).before(this.said);
    // A page that came back with words that were not saved has them still to save, by its button.
    const cameBack = document.querySelector(".app-theirs, .govuk-error-summary") !== null;
    this.halted = form.dataset.typed !== "saves" || cameBack;
    Object.assign(this, { kept: cameBack ? null : this.words(), timer: null, sending: null, leaving: false });
    form.addEventListener("input", () => this.changed());
    form.addEventListener("submit", (event) => this.submit(event));
  }

  words() {
    const typed = [...new FormData(this.form)].filter(([name]) => !OURS.includes(name));
    return JSON.stringify(typed.map(([name, value]) => [name, value instanceof File ? value.name : value]));
  }

  get dirty() { return !this.leaving && this.words() !== this.kept; }

  say(words, bad = false, ...more) {
    this.said.classList.toggle("app-flow__said--bad", bad);
    this.said.replaceChildren(words, ...more);
  }

  changed(wait = PAUSE) {
    clearTimeout(this.timer);
    if (this.halted || !this.dirty) return;
    if (!this.said.classList.contains("app-flow__said--bad")) this.say("Not saved yet");
    this.timer = setTimeout(() => this.save(), wait);
  }

  save() {
    if (!this.sending) this.sending = this.send().finally(() => { this.sending = null; });
    return this.sending;
  }

  async send() {
    if (this.halted || !this.dirty) return;
    const sent = this.words();
    try {
      await this.read(await ask(location.href, new FormData(this.form), { page: location.href }), sent);
    } catch (problem) {
      this.lost(problem, "and is tried again");
      this.timer = setTimeout(() => this.save(), AGAIN);
    }
  }

  async read(answer, sent) {
    const said = await answer.json().catch(() => ({}));
    if (answer.ok) {
      this.kept = sent;
      this.form.elements.seen.value = said.seen;
      this.say(`${said.saved}.`);
      this.changed();
    } else {
      this.halted = answer.status === 409;
      this.say(this.halted ? "Not saved: somebody else changed this while you were writing. Save by the button, and you see both texts." : `Not saved: ${said.why ?? "the page could not be sent. Your text is still here."}`, true);
    }
  }

  lost(problem, then) {
    if (!(problem instanceof SignedOut)) return this.say(`Not saved: no connection. Your text stays on this page ${then}.`, true);
    const link = Object.assign(document.createElement("a"), { href: location.href, target: "_blank", rel: "noopener", textContent: "Sign in (opens in a new tab)" });
    return this.say(`Not saved: you were signed out. Your text stays on this page ${then}.`, true, link);
  }

  async submit(event) {
    if (this.leaving) return;
    event.preventDefault();
    clearTimeout(this.timer);
    // The save that is under way gives the edition that this one has seen.
    await this.sending;
    try {
      await refresh(location.href);
    } catch (problem) {
      this.lost(problem, "until you save it again");
      return;
    }
    this.leaving = true;
    this.form.requestSubmit(event.submitter);
  }
}

const savesItself = (form) => !form.halted && form.dirty;
const forms = [...document.querySelectorAll("form[data-typed]")].map((form) => new Typed(form));
addEventListener("online", () => { for (const form of forms) form.changed(0); });
addEventListener("focus", () => { for (const form of forms) form.changed(0); });
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") for (const form of forms) form.save(); });
// A press that leads away is answered when what saves itself is saved; where it cannot be, the browser asks.
document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[href]"), unsaved = forms.filter(savesItself);
  if (!link || link.target || event.ctrlKey || event.metaKey || event.shiftKey || link.getAttribute("href").startsWith("#") || !unsaved.length) return;
  event.preventDefault();
  await Promise.all(unsaved.map((form) => form.save()));
  location.assign(link.href);
});
addEventListener("pageshow", (event) => { if (event.persisted) for (const form of forms) form.leaving = false; });
addEventListener("beforeunload", (event) => { if (forms.some((form) => form.dirty)) event.preventDefault(); });
