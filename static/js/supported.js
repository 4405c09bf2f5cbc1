// Tells the style sheets that scripts run here. A file of its own, because no script may stand in a page.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
