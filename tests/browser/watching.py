"""A watch over a page: whatever somebody's words made run, fetch or lead away is found, in whichever way it did."""

from urllib.parse import urlsplit

from playwright.sync_api import Error

# Before anything of the page: what vectors call leaves its trace here. Dialogs and requests leave theirs by themselves.
TRACES = """
window.fired = [];
Object.defineProperty(window, "hit", { value: () => { fired.push("hit"); return ""; } });
"""
# What stands in a page though nothing of ours put it there. Our own frame is the preview, whose styles are named by
# the policy; our own scripts and style sheets are files; what scripts read as data is JSON.
LOOK = r"""() => {
  const found = [], leads = /^(javascript|data|vbscript|file|blob):/i;
  const bare = (value) => value.replace(/[\u0000-\u0020\u007f-\u00a0]/g, "");
  const own = (value) => new URL(value, location.href).origin === location.origin && bare(value).startsWith("/static/");
  const addresses = ["href", "src", "action", "formaction", "data", "xlink:href", "background", "poster", "ping",
    "srcset", "code", "archive"];
  const never = ["base", "object", "embed", "applet", "frame", "frameset", "marquee", "portal", "math",
    "foreignobject", "animate", "set", "xmp", "plaintext", "noembed", "image"];
  const telling = ["style", "srcdoc", "popover", "shadowrootmode"];
  const preview = /^\/reports\/versions\/\d+\/preview\/$/;
  const roots = [document];
  for (let root; (root = roots.shift());) for (const one of root.querySelectorAll("*")) {
    const tag = one.localName;
    if (one.shadowRoot) roots.push(one.shadowRoot);
    if (tag === "template") roots.push(one.content);
    for (const { name, value } of one.attributes) {
      const where = addresses.includes(name), short = bare(value).slice(0, 40);
      if (name.startsWith("on") || telling.includes(name)) found.push(`attribute ${tag} ${name}`);
      else if (where && leads.test(bare(value))) found.push(`address ${tag} ${short}`);
      else if (where && /(^|\/\/)beacon\.example/.test(value) && tag !== "a") found.push(`address ${tag} ${short}`);
    }
    const href = one.getAttribute("href"), source = one.getAttribute("src");
    if (tag === "a" && one.host === "beacon.example" && !href.startsWith("http")) found.push("address a, no scheme");
    if (tag === "script" && !(source && own(source)) && one.type !== "application/json") found.push("script");
    if (tag === "link" && href && !bare(href).startsWith("/")) found.push("link");
    if (tag === "style" && !preview.test(location.pathname)) found.push("style");
    const isOurs = tag === "iframe" && preview.test(new URL(one.src, location.href).pathname);
    if (tag === "iframe" && !(isOurs && one.getAttribute("sandbox") === "allow-same-origin")) found.push("iframe");
    if (tag === "meta" && one.httpEquiv && !/^x-ua-compatible$/i.test(one.httpEquiv)) found.push("meta");
    if (never.includes(tag)) found.push(`element ${tag}`);
  }
  if (document.documentElement.textContent.includes("tpl49tpl")) found.push("template");
  return [...(window.fired ?? []).map((name) => `ran ${name}`), ...found];
}"""


class Watch:
    """Watches one page of a browser; `found` says what it saw since it was last asked."""

    def __init__(self, page, origin):
        self.page, self.host, self.seen = page, urlsplit(origin).netloc, []
        page.add_init_script(TRACES)
        page.on("dialog", self._dialog)
        page.on("request", self._request)
        page.on("popup", lambda popup: self.seen.append("popup"))
        page.on("framenavigated", self._went)

    def _dialog(self, dialog):
        self.seen.append(f"dialog {dialog.type}")
        dialog.dismiss()

    def _request(self, request):
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https") and parts.netloc != self.host:
            self.seen.append(f"request {parts.netloc}")

    def _went(self, frame):
        if urlsplit(frame.url).scheme in ("javascript", "data"):
            self.seen.append(f"went {frame.url[:30]}")

    def found(self):
        """What ran, was fetched or stands there, in every frame; each once."""
        for frame in self.page.frames:
            try:
                self.seen += frame.evaluate(LOOK)
            except Error:  # it was led away while we looked
                self.seen.append("went away")
        told, self.seen = list(dict.fromkeys(self.seen)), []
        return told
