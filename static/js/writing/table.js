// The dialog that takes a table from a spreadsheet, shows it, and puts it into the text.

const dialog = document.getElementById("table-dialog");
const [caption, cells, error, shown] = ["caption", "cells", "error", "shown"].map((name) => document.getElementById(`table-${name}`));
let put = () => {}, leave = () => {};

// Cells with tabs, as spreadsheets copy them: a quoted one may hold lines, and quotes written twice.
function tabbed(text) {
  const rows = [[]];
  for (const found of text.matchAll(/(?:"((?:[^"]|"")*)"(?=[\t\n]|$)|([^\t\n]*))(\t|\n|$)/g)) {
    if (found.index === text.length && !found[0] && rows.at(-1).length === 0) break;
    rows.at(-1).push((found[1]?.replaceAll('""', '"') ?? found[2]).trim());
    if (found[3] === "\n") rows.push([]);
    if (found[3] === "") break;
  }
  return rows;
}

function barred(text) {
  const lines = text.split("\n").map((line) => line.trim().replace(/^\||\|$/g, "")).filter(Boolean);
  return lines.map((line) => line.split("|").map((cell) => cell.trim())).filter((row) => !row.every((cell) => /^:?-+:?$/.test(cell)));
}

export function grid(text) {
  const clean = text.replace(/\r\n?/g, "\n"), rows = (clean.includes("\t") ? tabbed(clean) : barred(clean)).filter((row) => row.some(Boolean));
  const width = Math.max(0, ...rows.map((row) => row.length));
  return rows.map((row) => [...row, ...Array(width - row.length).fill("")]);
}

const cell = (text) => text.replace(/[\\*_~[\]<>&|`]/g, "\\$&").replaceAll("\n", "<br>");
const line = (row) => `| ${row.map(cell).join(" | ")} |`;

export function written(rows, name) {
  const [head, ...rest] = rows;
  return [...(name ? [`Table: ${name}`] : []), line(head), `|${" --- |".repeat(head.length)}`, ...rest.map(line)].join("\n");
}

function show() {
  const rows = grid(cells.value), table = document.createElement("table");
  table.className = "govuk-table app-table";
  rows.forEach((row, at) => {
    const tr = table.insertRow();
    for (const text of row) {
      const one = document.createElement(at === 0 ? "th" : "td");
      if (at === 0) one.scope = "col";
      one.className = at === 0 ? "govuk-table__header" : "govuk-table__cell";
      one.textContent = text;
      tr.append(one);
    }
  });
  shown.hidden = rows.length === 0;
  shown.replaceChildren(table);
}

function wrong(rows) {
  if (!caption.value.trim()) return ["Enter a caption", caption];
  if (rows.length < 2) return ["Enter a heading row and at least one row under it", cells];
  if (rows.length > 500 || rows[0].length > 20) return ["A table has 500 rows and 20 columns at most. Put a larger one into an appendix", cells];
  return null;
}

export function openTable(whenPut, whenLeft) {
  [put, leave] = [whenPut, whenLeft];
  caption.value = cells.value = error.textContent = "";
  show();
  dialog.showModal();
  caption.focus();
}

if (dialog) {
  cells.addEventListener("input", show);
  dialog.addEventListener("close", () => leave());
  document.getElementById("table-put").addEventListener("click", () => {
    const rows = grid(cells.value), fault = wrong(rows);
    error.textContent = fault ? fault[0] : "";
    if (fault) return fault[1].focus();
    dialog.close();
    return put(written(rows, caption.value.trim()));
  });
}
