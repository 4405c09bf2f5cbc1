// Asking the service: who is signed out is told from who has no connection, and after signing in anew we go on.

export class SignedOut extends Error {}

export const token = () => document.querySelector("input[name=csrfmiddlewaretoken]").value;

// A page that is closed to us answers by sending us to the door: that is no answer to what was asked.
export async function ask(url, body, { page, type, again = true, keepalive = false } = {}) {
  const headers = { Accept: "application/json", "X-CSRFToken": token() };
  if (type) headers["Content-Type"] = type;
  if (body instanceof FormData) body.set("csrfmiddlewaretoken", token());
  const answer = await fetch(url, { method: "POST", body, headers, redirect: "manual", keepalive });
  if (answer.type === "opaqueredirect") throw new SignedOut();
  if (answer.status === 403 && again) {
    await refresh(page);
    return ask(url, body, { page, type, again: false, keepalive });
  }
  if (answer.status >= 500) throw new TypeError("The service does not answer");
  return answer;
}

// After signing in anew the page has another token: it comes from the page itself.
export async function refresh(page) {
  const answer = await fetch(page, { redirect: "manual" });
  if (answer.type === "opaqueredirect") throw new SignedOut();
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("input[name=csrfmiddlewaretoken]");
  if (!fresh) throw new SignedOut();
  for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) input.value = fresh.value;
}
