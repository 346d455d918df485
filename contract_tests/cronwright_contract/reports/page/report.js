"use strict";
// The page is whole without this: it filters, copies and unfolds.
const each = (selector, act) => document.querySelectorAll(selector).forEach(act);
const text = document.getElementById("filter-text");
const rule = document.getElementById("filter-rule");
const check = document.getElementById("filter-check");
const findings = [...document.querySelectorAll("details.finding")];

function said(finding) {
  const operation = finding.closest(".operation").querySelector("h3").textContent;
  const sentence = finding.closest(".rule").querySelector("h4").textContent;
  return `${operation} ${sentence} ${finding.querySelector("summary").textContent}`.toLowerCase();
}

function filter() {
  const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const finding of findings) {
    const fits =
      (!rule.value || finding.dataset.rule === rule.value) &&
      (!check.value || finding.dataset.check === check.value) &&
      words.every((word) => said(finding).includes(word));
    finding.hidden = !fits;
    count += fits;
  }
  each(".operation, .rule", (part) => {
    part.hidden = !part.querySelector("details.finding:not([hidden])");
  });
  document.getElementById("filter-count").textContent = `${count} of ${findings.length}`;
  document.getElementById("nothing").hidden = count > 0;
}

function reveal() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const finding = target && target.closest("details.finding");
  if (finding) {
    finding.hidden = false;
    finding.open = true;
    target.scrollIntoView();
  }
}

async function copy(button) {
  const pre = button.parentElement.querySelector("pre");
  try {
    await navigator.clipboard.writeText(pre.textContent);
  } catch {
    // No clipboard for a page from a file in some browsers: leave it selected.
    getSelection().selectAllChildren(pre);
    document.execCommand("copy");
  }
  button.textContent = "Copied";
  setTimeout(() => { button.textContent = "Copy"; }, 1500);
}

each(".filter, button.copy", (part) => { part.hidden = false; });
each("button.copy", (button) => button.addEventListener("click", () => copy(button)));
for (const input of [text, rule, check]) input.addEventListener("input", filter);
document.getElementById("unfold").addEventListener("click", (event) => {
  const open = event.target.textContent === "Unfold all";
  for (const finding of findings) if (!finding.hidden) finding.open = open;
  event.target.textContent = open ? "Fold all" : "Unfold all";
});
addEventListener("hashchange", reveal);
addEventListener("beforeprint", () => { for (const finding of findings) finding.open = true; });
reveal();
