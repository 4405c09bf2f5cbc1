// What is pasted from Word, a spreadsheet or a page keeps its headings, lists and tables.
import { ask, SignedOut } from "./ask.js";
import { put, putBlock } from "./box.js";

const MOST = 2000000;
const SHAPED = /<(h[1-6]|li|table|b|strong|i|em|a|blockquote)[\s>]|mso-list|font-weight:\s*(bold|[6-9]00)/i;

export function readPastes(flow, url) {
  flow.box.addEventListener("paste", async (event) => {
    const html = event.clipboardData.getData("text/html"), plain = event.clipboardData.getData("text/plain");
    if (!html || !SHAPED.test(html)) return;
    event.preventDefault();
    flow.reading += 1;
    flow.say("Reading what you pasted…");
    let words = "";
    try {
      words = await read(flow, url, html);
    } catch (problem) {
      put(flow.box, plain);
      words = `Pasted as plain text: ${why(problem)}`;
    }
    flow.reading -= 1;
    flow.changed();
    if (words) flow.say(words);
  });
}

async function read(flow, url, html) {
  // What Word says of its styles is the larger part of a paste, and nothing of it is used.
  const lean = html.replace(/<style[\s\S]*?<\/style>/gi, "");
  if (lean.length > MOST) throw new RangeError("it is too large to be read with its headings and lists. Paste it in parts.");
  const answer = await ask(url, JSON.stringify({ html: lean }), { page: flow.page, type: "application/json" });
  const said = await answer.json();
  if (!answer.ok) throw new RangeError(said.why);
  if (/\n/.test(said.markdown.trim())) putBlock(flow.box, said.markdown.trim());
  else put(flow.box, said.markdown.trim());
  return said.hidden ? `Pasted. ${said.hidden} hidden word${said.hidden > 1 ? "s" : ""} of the source stayed behind.` : "";
}

function why(problem) {
  if (problem instanceof SignedOut) return "you were signed out.";
  return problem instanceof RangeError ? problem.message : "there is no connection.";
}
