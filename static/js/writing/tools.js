// The toolbar above a text: ten real buttons, one stop for Tab, arrows between them.
import { put, putBlock } from "./box.js";
import { openTable } from "./table.js";

const KEYS = { b: "bold", i: "italic", k: "link" };

function around(box, mark, words) {
  const from = box.selectionStart, to = box.selectionEnd, text = box.value.slice(from, to), size = mark.length;
  if (text && box.value.slice(from - size, from) === mark && box.value.slice(to, to + size) === mark) {
    put(box, text, from - size, to + size);
    return box.setSelectionRange(from - size, to - size);
  }
  const inside = text.trim() || words, lead = text.match(/^\s*/)[0], trail = text.trim() ? text.match(/\s*$/)[0] : "";
  put(box, lead + mark + inside + mark + trail);
  const start = from + lead.length + size;
  return box.setSelectionRange(start, start + inside.length);
}

// Whole lines: what has the mark loses it, what has not gets it.
function lines(box, pattern, mark) {
  const from = box.value.lastIndexOf("\n", box.selectionStart - 1) + 1, end = box.value.indexOf("\n", box.selectionEnd);
  const to = end < 0 ? box.value.length : end, rows = box.value.slice(from, to).split("\n");
  const has = rows.every((row) => !row.trim() || pattern.test(row)) && rows.some((row) => row.trim());
  const made = rows.map((row, at) => (!row.trim() && rows.length > 1 ? row : has ? row.replace(pattern, "") : mark(at) + row.replace(/^\s*(?:[-*+]\s|\d+[.)]\s|#{1,6}\s)?/, ""))).join("\n");
  put(box, made, from, to);
  box.setSelectionRange(rows.length > 1 ? from : from + made.length, from + made.length);
}

function link(box) {
  const from = box.selectionStart, words = box.value.slice(from, box.selectionEnd) || "words of the link";
  put(box, `[${words}](https://)`);
  const at = from + words.length + 3;
  box.setSelectionRange(at, at + "https://".length);
}

const DOES = {
  bold: ({ box }) => around(box, "**", "bold words"),
  italic: ({ box }) => around(box, "*", "words in italic"),
  heading: ({ box }) => lines(box, /^#{1,6}\s+/, () => "## "),
  bullets: ({ box }) => lines(box, /^[-*+]\s+/, () => "- "),
  numbers: ({ box }) => lines(box, /^\d+[.)]\s+/, (at) => `${at + 1}. `),
  link: ({ box }) => link(box),
  table: (flow) => openTable((text) => putBlock(flow.box, text), () => flow.box.focus()),
  figure: (flow) => flow.section.querySelector("[data-figure]").click(),
  undo: ({ box }) => { box.focus(); document.execCommand("undo"); },
  redo: ({ box }) => { box.focus(); document.execCommand("redo"); },
};

function move(bar, event) {
  const all = [...bar.querySelectorAll("button")], at = all.indexOf(document.activeElement);
  const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (to === undefined || at < 0) return;
  event.preventDefault();
  stop(all, all[(to + all.length) % all.length]).focus();
}

function stop(all, one) {
  for (const button of all) button.tabIndex = button === one ? 0 : -1;
  return one;
}

export function addTools(flow) {
  const place = flow.section.querySelector("[data-tools]");
  place.append(document.getElementById("tools-template").content.cloneNode(true));
  const bar = place.firstElementChild, all = [...bar.querySelectorAll("button")];
  bar.setAttribute("aria-controls", flow.box.id);
  bar.setAttribute("aria-label", `Formatting of “${flow.section.querySelector("h2").textContent.trim()}”`);
  stop(all, all[0]);
  bar.addEventListener("keydown", (event) => move(bar, event));
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    stop(all, button);
    DOES[button.dataset.tool](flow);
  });
  flow.box.addEventListener("keydown", (event) => {
    const tool = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && KEYS[event.key];
    if (!tool) return;
    event.preventDefault();
    DOES[tool](flow);
  });
}
