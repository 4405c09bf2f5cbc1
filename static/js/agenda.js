// Items of an agenda are put in order by dragging or by keyboard. Without this file the buttons of each row do it.
const list = () => document.getElementById("agenda-items");
const said = document.getElementById("agenda-said");
let held = null; // { row, handle, home: the row that followed, moved: by keyboard or by pointer }
let sending = false;

const rowsOf = (part) => [...part.querySelectorAll("tr[data-item]")];
const place = (row) => rowsOf(row.parentElement).indexOf(row) + 1;
const where = (row) => `${row.dataset.title}, place ${place(row)} of ${rowsOf(row.parentElement).length}`;

function say(words) {
  said.textContent = "";
  setTimeout(() => { said.textContent = words; }, 50);
}

function show() {
  for (const hidden of document.querySelectorAll("#agenda-how, #agenda-items .app-handle")) hidden.hidden = false;
  for (const part of document.querySelectorAll("#agenda-items [data-part]")) {
    if (rowsOf(part).length < 2) for (const handle of part.querySelectorAll(".app-handle")) handle.hidden = true;
  }
}

function pickUp(handle, how) {
  if (sending) return;
  const row = handle.closest("tr");
  held = { row, handle, home: row.nextElementSibling, part: row.parentElement, from: place(row), how };
  row.classList.add("app-agenda__held");
  handle.setAttribute("aria-pressed", "true");
  if (how === "keyboard") say(`Picked up ${where(row)}. Arrow keys move it, Space puts it down, Escape puts it back.`);
}

function letGo() {
  const { row, handle } = held;
  row.classList.remove("app-agenda__held");
  handle.setAttribute("aria-pressed", "false");
  held = null;
}

// The row that is held stays in the document, and its neighbours go past it: so focus and pointer stay with it.
function step(by) {
  const { row, part } = held;
  const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return false;
  part.insertBefore(other, by < 0 ? row.nextElementSibling : row);
  return true;
}

function putBack(words) {
  while (held && place(held.row) !== held.from) step(place(held.row) > held.from ? -1 : 1);
  const row = held.row;
  letGo();
  if (words) say(`Put back: ${where(row)}.`);
}

function putDown() {
  const { row, from } = held;
  const moved = place(row) !== from;
  letGo();
  if (!moved) return say(`Put down where it was: ${where(row)}.`);
  const form = row.querySelector("form[data-move]");
  const body = new FormData(form);
  body.set("after", row.previousElementSibling?.dataset.item ?? "0");
  send(form.action, body, row.dataset.item, from, (fresh) => fresh?.querySelector(".app-handle"));
}

async function send(url, body, item, from, back) {
  sending = true;
  list().setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(url, { method: "POST", body, headers: { "X-CSRFToken": body.get("csrfmiddlewaretoken") } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("agenda-items");
    if (!answer.ok || !fresh) return location.reload();
    const words = [...page.querySelectorAll("main .govuk-notification-banner__heading")].map((one) => one.textContent.trim());
    take(page, fresh);
    const row = document.querySelector(`#agenda-items tr[data-item="${item}"]`);
    const moved = row && place(row) !== from;
    say([moved ? `Moved: ${where(row)}.` : "", ...words].join(" ").trim() || `It stands where it was: ${where(row)}.`);
    back(row)?.focus();
  } catch {
    // The network is away: the page says what is kept as soon as it is back.
    location.reload();
  } finally {
    sending = false;
  }
}

// Take the order, and what the server said, from the page that came back.
function take(page, fresh) {
  for (const old of document.querySelectorAll("main .govuk-notification-banner")) old.remove();
  for (const banner of [...page.querySelectorAll("main .govuk-notification-banner")].reverse()) {
    document.querySelector("main").prepend(document.adoptNode(banner));
  }
  list().replaceWith(document.adoptNode(fresh));
  show();
}

document.addEventListener("click", (event) => {
  const handle = event.target.closest?.(".app-handle");
  if (!handle || event.detail !== 0) return; // a press of the keyboard, or of what speaks for it
  held ? putDown() : pickUp(handle, "keyboard");
});

document.addEventListener("keydown", (event) => {
  if (!held || held.how !== "keyboard") return;
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (by) {
    event.preventDefault();
    say(step(by) ? `${where(held.row)}.` : `${where(held.row)}. It cannot go further in this part.`);
    held.row.scrollIntoView({ block: "nearest" });
  } else if (event.key === "Escape") {
    event.preventDefault();
    putBack(true);
  }
});

document.addEventListener("focusout", (event) => {
  if (held?.how === "keyboard" && event.target === held.handle && event.relatedTarget !== held.handle) {
    const { handle } = held;
    setTimeout(() => { if (held && document.activeElement !== handle) putBack(true); });
  }
});

// --- By mouse, pen or finger

document.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest?.(".app-handle");
  if (!handle || event.button !== 0 || sending) return;
  if (held) putBack(false);
  pickUp(handle, "pointer");
  handle.setPointerCapture(event.pointerId);
});

document.addEventListener("pointermove", (event) => {
  if (held?.how !== "pointer") return;
  const middle = (row) => { const box = row.getBoundingClientRect(); return box.top + box.height / 2; };
  for (let turns = 0; turns < 200; turns += 1) {
    const up = held.row.previousElementSibling, down = held.row.nextElementSibling;
    if (up && event.clientY < middle(up)) step(-1);
    else if (down && event.clientY > middle(down)) step(1);
    else break;
  }
  const edge = 60;
  if (event.clientY < edge) scrollBy(0, -12);
  if (event.clientY > innerHeight - edge) scrollBy(0, 12);
});

document.addEventListener("pointerup", () => { if (held?.how === "pointer") { held.handle.focus(); putDown(); } });
document.addEventListener("pointercancel", () => { if (held?.how === "pointer") putBack(true); });

// --- The buttons of a row: the same answer without a new page, and the focus stays on the item

document.addEventListener("submit", (event) => {
  const form = event.target.closest?.("#agenda-items form.app-order");
  if (!form || sending) return;
  event.preventDefault();
  const body = new FormData(form, event.submitter);
  const value = event.submitter?.value;
  const same = (row) => row?.querySelector(value ? `button[value="${value}"]` : ".app-order__number");
  const now = form.closest("tr");
  send(form.action, body, now.dataset.item, place(now), (row) => same(row) ?? row?.querySelector(".app-order button"));
});

if (document.querySelector("#agenda-items[data-agenda]")) show();
