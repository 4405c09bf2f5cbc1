// Everything here only adds to pages that already work without it.
import { initAll } from "../build/govuk-frontend.min.js";

initAll();

// The drop-down filters of a list need no button where a script can press it.
for (const control of document.querySelectorAll("[data-submit-on-change]")) {
  control.addEventListener("change", () => control.form.requestSubmit());
}

// "Print this page" is of no use where there is no script, so it arrives with it.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
