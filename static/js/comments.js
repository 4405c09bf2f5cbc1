// Words that are selected in a part can be commented on at once: they are taken along as the quote.
const place = document.querySelector("[data-quote-at]");
const button = document.createElement("a");
const MOST = 500;

button.className = "govuk-button govuk-button--secondary app-quote-button";
button.textContent = "Comment on these words";
button.hidden = true;
document.body.append(button);

function partOf(node) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  return element?.closest("[data-part]");
}

// Words for ears alone stand between those that are seen: they are no part of a quote.
function wordsOf(range) {
  const copy = range.cloneContents();
  for (const unseen of copy.querySelectorAll(".govuk-visually-hidden")) unseen.remove();
  return copy.textContent.replace(/\s+/g, " ").trim();
}

function offer() {
  button.hidden = true;
  const selected = getSelection();
  if (!selected.rangeCount || selected.isCollapsed) return;
  const range = selected.getRangeAt(0), part = partOf(range.startContainer);
  const words = wordsOf(range);
  if (!part || part !== partOf(range.endContainer) || !words || words.length > MOST) return;
  const asked = new URLSearchParams({ part: part.dataset.part, quote: words });
  button.href = `${place.dataset.quoteAt}?${asked}`;
  const box = range.getBoundingClientRect();
  button.style.top = `${box.bottom + scrollY}px`;
  button.style.left = `${Math.max(10, Math.min(box.left + scrollX, innerWidth - 270))}px`;
  button.hidden = false;
}

if (place?.dataset.quoteAt) document.addEventListener("selectionchange", offer);
