// The page beside the text is brought up to date after each save, where it is seen, without losing its place.

const EVERY = 2500;

export function keepPreview(flows, single) {
  const frame = document.getElementById("preview");
  if (!frame) return () => {};
  let timer = null, last = 0;
  frame.addEventListener("load", () => { if (single) find(frame, flows[0]); });
  if (single && frame.contentDocument?.readyState === "complete") find(frame, flows[0]);

  async function refresh() {
    timer = null;
    last = Date.now();
    if (!frame.offsetParent || !frame.contentDocument?.body) return;
    const answer = await fetch(frame.src, { redirect: "manual" }).catch(() => null);
    if (!answer?.ok) return;
    // The styles are there already, and this page's own policy would not have them.
    const html = (await answer.text()).replace(/<style>[\s\S]*?<\/style>/g, "");
    const page = new DOMParser().parseFromString(html, "text/html"), at = frame.contentWindow.scrollY;
    frame.contentDocument.body.replaceWith(frame.contentDocument.adoptNode(page.body));
    frame.contentWindow.scrollTo(0, at);
  }
  return () => { timer ??= setTimeout(refresh, Math.max(0, last + EVERY - Date.now())); };
}

// The preview opens at the section that is being written. Only the frame is scrolled: scrollIntoView moves the page too.
function find(frame, flow) {
  const words = flow.section.querySelector("h2").textContent.trim();
  const heading = [...frame.contentDocument.querySelectorAll("h2, h3")].find((one) => one.textContent.trim().replace(/\s+/g, " ") === words.replace(/\s+/g, " "));
  if (heading) frame.contentWindow.scrollBy(0, heading.getBoundingClientRect().top);
}
