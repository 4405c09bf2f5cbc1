// Words put into a text box so that Ctrl+Z takes them back, all at once.

export function put(box, text, from = box.selectionStart, to = box.selectionEnd) {
  box.focus({ preventScroll: true });
  box.setSelectionRange(from, to);
  const done = text ? document.execCommand("insertText", false, text) : from === to || document.execCommand("delete");
  if (done) return;
  box.setRangeText(text, from, to, "end");
  box.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

export const fill = (box, text) => put(box, text, 0, box.value.length);

// A block stands by itself: an empty line before and after it.
export function putBlock(box, text) {
  const before = box.value.slice(0, box.selectionStart), after = box.value.slice(box.selectionEnd);
  const above = !before.trim() || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const below = !after.trim() || after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n";
  put(box, above + text + below);
}
