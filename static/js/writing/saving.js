// A text is saved as it is typed. What is typed stays in the open page alone: nothing here may keep it in the browser's stores.
import { ask, SignedOut } from "./ask.js";
import { showBoth } from "./both.js";
import { put, putBlock } from "./box.js";

const PAUSE = 2000, LONGEST = 20000, FIRST_WAIT = 2000, LONGEST_WAIT = 30000, SIGN_IN_WAIT = 10000, SMALL = 50000;

export class Flow {
  constructor(section, page) {
    this.section = section;
    this.page = page;
    this.pk = section.dataset.section;
    this.name = section.dataset.name;
    this.form = section.querySelector("form[data-flow]");
    this.box = this.form.querySelector("textarea");
    this.said = this.form.querySelector("[data-said]");
    // A page that came back with a text that was not saved has it in the box, and so has it to save.
    this.kept = section.querySelector("[data-both] .app-two, .govuk-error-message") ? null : this.box.value;
    Object.assign(this, { timer: null, sending: false, wait: FIRST_WAIT, halted: "", since: 0, wanted: false, reading: 0 });
    this.after = () => {};
    this.form.addEventListener("input", () => this.changed());
    this.form.addEventListener("submit", (event) => this.submit(event));
  }

  get dirty() { return this.reading > 0 || this.box.value !== this.kept; }

  get seen() { return this.form.elements.seen.value; }

  set seen(value) { this.form.elements.seen.value = value; }

  // Only a change is said, so that nobody is read the same words again.
  say(words, bad = false, ...more) {
    if (this.said.dataset.words === words) return;
    this.said.dataset.words = words;
    this.said.classList.toggle("app-flow__said--bad", bad);
    this.said.replaceChildren(words, ...more);
  }

  press(words, act) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "app-linkbutton", textContent: words });
    button.addEventListener("click", act);
    return button;
  }

  changed() {
    if (!this.dirty) return;
    this.since ||= Date.now();
    if (this.halted) return;
    if (!this.sending && this.wait === FIRST_WAIT) this.say("Not saved yet");
    const left = this.since + LONGEST - Date.now();
    if (this.wait === FIRST_WAIT) this.later(Math.max(0, Math.min(PAUSE, left)));
  }

  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
  }

  submit(event) {
    if (event.submitter?.name === "do") return;
    event.preventDefault();
    this.halted = "";
    this.form.querySelector("[data-both]").replaceChildren();
    this.wanted = true;
    this.tryAgain();
  }

  // The button saves for good: headings in the text become headings of the report, even where nothing else is new.
  async save({ keepalive = false, removing = [] } = {}) {
    clearTimeout(this.timer);
    if (this.sending || this.halted || !(this.wanted || removing.length || this.dirty)) return;
    const sent = this.box.value, asked = this.wanted, body = new FormData(this.form);
    this.wanted = false;
    this.sending = true;
    if (!asked) body.set("auto", "1");
    for (const pk of removing) body.append("removing", pk);
    try {
      const answer = await ask(this.form.action, body, { page: this.page, keepalive: keepalive && sent.length < SMALL });
      await this.read(answer, sent, asked);
    } catch (problem) {
      this.wanted ||= asked;
      this.lost(problem);
    } finally {
      this.sending = false;
      if (!this.halted && (this.dirty || this.wanted)) this.later(this.wanted && this.wait === FIRST_WAIT ? 0 : Math.max(this.wait, PAUSE));
    }
  }

  async read(answer, sent, asked) {
    const said = await answer.json().catch(() => ({}));
    this.wait = FIRST_WAIT;
    if (answer.status === 409) {
      this.halted = "both";
      this.say("Not saved: this section was changed while you were writing. Both texts are here: choose what is to stand.", true);
      return showBoth(this, said);
    }
    if (!answer.ok) {
      this.halted = "refused";
      const gone = "Not saved: this section was removed, or you no longer write this report. Copy your text.";
      return this.say(said.why ?? (answer.status === 404 ? gone : "Not saved: the page could not be sent. Your text is still here."), true, this.press("Try again", () => this.tryAgain()));
    }
    this.kept = sent;
    this.since = this.dirty ? Date.now() : 0;
    this.seen = said.seen;
    this.say(this.dirty ? "Not saved yet" : [`${said.saved}.`, ...said.notes].join(" "));
    this.takenOut(said.out);
    this.after(said);
    if (said.again && asked && !this.dirty) this.open(said.again);
    return undefined;
  }

  open(address) {
    const to = new URL(address, location.href), same = to.pathname + to.search === location.pathname + location.search;
    location.assign(to);
    if (same) location.reload();
  }

  lost(problem) {
    if (problem instanceof SignedOut) {
      this.wait = SIGN_IN_WAIT;
      const link = Object.assign(document.createElement("a"), { href: this.page, target: "_blank", rel: "noopener", textContent: "Sign in (opens in a new tab)" });
      return this.say("Not saved: you were signed out. Your text stays on this page. Sign in in another tab, then it is saved.", true, link, this.press("Try again", () => this.tryAgain()));
    }
    this.wait = Math.min(Math.max(this.wait, FIRST_WAIT) * 2, LONGEST_WAIT);
    return this.say("Not saved: no connection. Your text stays on this page and is tried again.", true, this.press("Try again now", () => this.tryAgain()));
  }

  tryAgain() {
    if (this.halted === "both") return undefined;
    this.halted = "";
    this.wait = FIRST_WAIT;
    this.said.dataset.words = "";
    return this.save();
  }

  // Whoever comes back to the page, or to the net, need not wait for the next turn.
  back() {
    if (this.wait > FIRST_WAIT && !this.halted) this.tryAgain();
  }

  // A table or figure whose line was taken out stays in the report until its writer says that it goes.
  takenOut(out) {
    const place = this.form.querySelector("[data-out]");
    place.replaceChildren(...out.map((one) => {
      const line = document.createElement("p");
      line.append(`${one.what} is no longer in your text, and still in the report. `, this.press("Remove it for good", () => this.save({ removing: [one.pk] })), this.press("Put it back", () => { putBlock(this.box, one.line); line.remove(); }));
      return line;
    }));
  }

  async settle() {
    for (let turn = 0; turn < 40 && this.dirty && !this.halted; turn += 1) {
      await this.save();
      if (this.wait > FIRST_WAIT) return;
      await new Promise((done) => { setTimeout(done, 50); });
    }
  }

  replace(from, to, text) { put(this.box, text, from, to); }
}
