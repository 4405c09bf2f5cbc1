// At the meeting: minutes are saved as they are typed. Without this file the buttons of the page do all of it.
// What is typed stays in the open page alone: nothing here may keep it in the browser's own stores.
const PAUSE = 1500, LONGEST_WAIT = 30000, FIRST_WAIT = 2000;
const form = document.getElementById("minute");
const saved = document.getElementById("room-saved");
const boxes = form ? [...form.querySelectorAll("textarea")] : [];
const texts = () => Object.fromEntries(boxes.map((box) => [box.name, box.value]));
const same = (one, other) => boxes.every((box) => one[box.name] === other[box.name]);
let kept = form ? texts() : {};
let timer = null, sending = false, wait = FIRST_WAIT, halted = "";

// --- What the page says of itself; only a change is said, so that nobody is read the same words again

function say(words, bad = false, ...more) {
  if (saved.dataset.words === words) return;
  saved.dataset.words = words;
  saved.classList.toggle("app-room__saved--bad", bad);
  saved.replaceChildren(words, ...more);
}

function press(words, act) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "app-linkbutton", textContent: words });
  button.addEventListener("click", act);
  return button;
}

const token = () => document.querySelector("input[name=csrfmiddlewaretoken]").value;

function take(fresh) {
  for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) input.value = fresh;
}

class SignedOut extends Error {}

// A page that is closed to us answers by sending us to the door: that is no answer to what was asked.
async function ask(url, body, again = true) {
  const headers = { Accept: "application/json", "X-CSRFToken": token() };
  const answer = await fetch(url, { method: "POST", body, headers, redirect: "manual" });
  if (answer.type === "opaqueredirect") throw new SignedOut();
  if (answer.status === 403 && again) {
    await refresh();
    body.set?.("csrfmiddlewaretoken", token());
    return ask(url, body, false);
  }
  if (answer.status >= 500) throw new TypeError("The service does not answer");
  return answer;
}

// After signing in anew the page has another token: it comes from the page itself.
async function refresh() {
  const answer = await fetch(form?.dataset.page ?? location.href, { redirect: "manual" });
  if (answer.type === "opaqueredirect") throw new SignedOut();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("input[name=csrfmiddlewaretoken]");
  if (!fresh) throw new SignedOut();
  take(fresh.value);
}

// --- The minute

function changed() {
  if (same(texts(), kept)) return;
  if (!halted && !sending) say("Not saved yet");
  clearTimeout(timer);
  if (!halted) timer = setTimeout(save, PAUSE);
}

async function save() {
  clearTimeout(timer);
  if (sending || halted || same(texts(), kept)) return;
  sending = true;
  const now = texts();
  try {
    const answer = await ask(form.action, new FormData(form));
    await read(answer, now);
  } catch (problem) {
    lost(problem);
  } finally {
    sending = false;
    if (!halted && !same(texts(), kept)) timer = setTimeout(save, wait > FIRST_WAIT ? wait : PAUSE);
  }
}

async function read(answer, now) {
  const said = await answer.json().catch(() => ({}));
  if (answer.ok) {
    kept = now;
    wait = FIRST_WAIT;
    form.elements.edition.value = said.edition;
    form.elements.over?.remove();
    document.getElementById("minute-when").textContent = "";
    return say(same(texts(), kept) ? said.saved : "Not saved yet");
  }
  halted = answer.status === 409 ? "both" : "refused";
  if (answer.status === 409) return showBoth(said.theirs);
  const why = said.why ?? (answer.status === 404 ? "Not saved: this item is gone from the agenda, or you no longer run this meeting. Copy your text." : "Not saved: the page could not be sent. Your text is still here.");
  return say(why, true, press("Try again", tryAgain));
}

function lost(problem) {
  if (problem instanceof SignedOut) {
    halted = "signed out";
    const link = Object.assign(document.createElement("a"), { href: form.dataset.page, target: "_blank", rel: "noopener", textContent: "Sign in (opens in a new tab)" });
    return say("Not saved: you are signed out. Your text is still here. Sign in in a new tab, come back to this one and try again.", true, link, press("Try again", tryAgain));
  }
  wait = Math.min(wait * 2, LONGEST_WAIT);
  return say("Not saved yet: no connection. Keep this page open. It tries again by itself.", true, press("Try again now", tryAgain));
}

function tryAgain() {
  halted = "";
  wait = FIRST_WAIT;
  saved.dataset.words = "";
  save();
}

addEventListener("online", () => { if (!halted) tryAgain(); });

// --- Two clerks on one item: both texts, and which is to stand

function showBoth(theirs) {
  const place = document.getElementById("minute-both");
  place.replaceChildren(document.getElementById("both-template").content.cloneNode(true));
  for (const one of place.querySelectorAll("[data-their]")) one.textContent = theirs[one.dataset.their] ?? "";
  place.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-both]")?.dataset.both;
    if (choice) choose(choice, theirs);
  });
  form.elements.edition.value = theirs.edition;
  say("Not saved: somebody else saved this minute. Both texts are here: choose what is to stand.", true);
  document.getElementById("both-title").focus();
}

function choose(choice, theirs) {
  for (const box of boxes) {
    const other = theirs[box.name] ?? "";
    if (choice === "theirs") box.value = other;
    if (choice === "both" && other !== box.value) box.value = [other, box.value].filter(Boolean).join("\n\n");
  }
  document.getElementById("minute-both").replaceChildren();
  kept = { ...theirs };
  halted = "";
  if (choice === "theirs") return say("Theirs is here. Go on writing.");
  const over = Object.assign(document.createElement("input"), { type: "hidden", name: "over", value: "1" });
  form.append(over);
  if (choice === "both") {
    saved.dataset.words = "";
    say("Both are in the boxes. Write what is to stand: it is saved as you type.", true);
    document.getElementById("minute-text").focus();
  }
  return save();
}

if (form) {
  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (halted === "both") return document.getElementById("both-title")?.focus();
    if (same(texts(), kept)) return say("Saved: nothing has changed since");
    return tryAgain();
  });
  addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(); });
  addEventListener("beforeunload", (event) => { if (!same(texts(), kept)) event.preventDefault(); });
}

// A press that leads away is answered when the minute is saved; where it cannot be, the browser asks.
async function settle() {
  for (let turn = 0; turn < 40 && !halted && !same(texts(), kept); turn += 1) {
    await save();
    if (wait > FIRST_WAIT) return;
    await new Promise((done) => { setTimeout(done, 50); });
  }
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[href]");
  if (!form || !link || link.target || event.ctrlKey || event.metaKey || event.shiftKey || link.getAttribute("href").startsWith("#")) return;
  if (same(texts(), kept)) return;
  event.preventDefault();
  await settle();
  location.assign(link.href);
});

document.addEventListener("submit", async (event) => {
  const other = event.target;
  if (!form || other === form || other.id === "roll" || same(texts(), kept) || other.dataset.settled) return;
  event.preventDefault();
  await settle();
  other.dataset.settled = "1";
  other.requestSubmit(event.submitter);
}, true);

// --- The roll: a choice is recorded as soon as it is made

const roll = document.getElementById("roll");
let calling = Promise.resolve();

function line(control) {
  return control.closest?.("[data-key]");
}

function call(body) {
  calling = calling.then(async () => {
    try {
      const answer = await ask(roll.action, body);
      if (!answer.ok) throw new TypeError("The roll was not taken");
      const said = await answer.json();
      draw(said);
      say(said.errors.length ? said.errors.join(" ") : "Attendance recorded", said.errors.length > 0);
    } catch (problem) {
      if (problem instanceof SignedOut) lost(problem);
      else say("The attendance is not recorded: no connection. Keep this page open, and press “Record the attendance” when it is back.", true);
    }
  });
}

// What was typed and not yet sent stays, and so does the focus.
function draw(said) {
  const place = document.getElementById("room-people"), focus = document.activeElement?.id;
  const typed = [...place.querySelectorAll("input[name^=at-]")].filter((box) => box.value && !box.dataset.sent).map((box) => [box.id, box.value]);
  document.getElementById("room-status").innerHTML = said.status;
  place.innerHTML = said.people;
  for (const [id, value] of typed) { const box = document.getElementById(id); if (box && !box.value) box.value = value; }
  const again = focus && document.getElementById(focus);
  if (again) again.focus();
  else if (roll.dataset.last) document.getElementById(roll.dataset.last)?.focus();
}

function bodyOf(one, more = {}) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", token());
  body.set("item", roll.elements.item.value);
  for (const control of one?.querySelectorAll("input, select") ?? []) {
    if (control.type === "radio" && !control.checked) continue;
    body.set(control.name, control.value);
    if (control.name.startsWith("at-")) control.dataset.sent = "1";
  }
  for (const [name, value] of Object.entries(more)) body.set(name, value);
  roll.dataset.last = one ? `at-${one.dataset.key}` : "";
  return body;
}

if (roll) {
  roll.addEventListener("change", (event) => {
    const one = line(event.target);
    if (!one || event.target.name.startsWith("at-")) return;
    if (event.target.value === "stands_in" && !one.querySelector("select")?.value) return;
    call(bodyOf(one));
  });
  roll.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.name?.startsWith("at-")) return;
    event.preventDefault();
    call(bodyOf(line(event.target)));
  });
  roll.addEventListener("submit", (event) => {
    event.preventDefault();
    const pressed = event.submitter, one = pressed && line(pressed);
    if (one) return call(bodyOf(one, { do: pressed.value }));
    return call(pressed?.value ? bodyOf(null, { do: pressed.value }) : new FormData(roll));
  });
}

// --- Keys for who is quick: only outside boxes, and off when they were turned off

const keys = document.getElementById("keys");
const go = (selector) => document.querySelector(selector)?.click();
function openAt(id) {
  const box = document.getElementById(id);
  if (!box) return;
  for (let up = box; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
  box.focus();
}
const DOES = {
  m: () => openAt("minute-text"),
  p: () => openAt("minute-private"),
  i: () => openAt("item-at"),
  n: () => go("a[rel=next]"),
  b: () => go("a[rel=prev]"),
  a: () => { const one = document.getElementById("attendance"); one.open = true; (one.querySelector("[data-key] input:checked, [data-key] input[type=radio]") ?? one.querySelector("summary")).focus(); },
  "?": () => { keys.open = true; keys.querySelector("summary").focus(); },
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.matches?.("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");
  if (typing && event.key === "Escape") return event.target.blur();
  if (typing || keys?.dataset.keys !== "on" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return undefined;
  const act = DOES[event.key];
  if (!act) return undefined;
  event.preventDefault();
  return act();
});
