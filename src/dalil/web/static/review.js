// The keys of the review: they press the buttons and links that stand on the page, and nothing else.
"use strict";

(() => {
  document.body.classList.add("scripted");

  const byKey = (key) => document.querySelector(`[data-key="${CSS.escape(key)}"]`);

  const points = (text) => Array.from(text).length;

  // The selected words, and the code point of the document at which they begin.
  const selected = () => {
    const chosen = window.getSelection();
    const source = document.getElementById("source");
    if (!source || !chosen || chosen.isCollapsed || !source.contains(chosen.anchorNode)) return null;
    const range = chosen.getRangeAt(0);
    const node = range.startContainer;
    const piece = (node.nodeType === 1 ? node : node.parentElement).closest("[data-at]");
    if (!piece) return null;
    const before = document.createRange();
    before.setStart(piece, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const words = chosen.toString();
    const lead = points(words) - points(words.trimStart());
    return { words: words.trim(), at: Number(piece.dataset.at) + points(before.toString()) + lead };
  };

  const open = (id) => {
    const part = document.getElementById(id);
    if (!part) return;
    for (const other of document.querySelectorAll(".work > details[open]")) {
      if (other !== part) other.open = false;
    }
    part.open = true;
    if (id === "add") {
      const found = selected();
      if (found) {
        document.getElementById("a-quote").value = found.words;
        document.getElementById("a-at").value = String(found.at);
      }
    }
    const first = part.querySelector("[data-first]") || part.querySelector("summary");
    first.focus();
    if (first.select) first.select();
    part.scrollIntoView({ block: "nearest" });
  };

  const forms = { r: "reject", c: "correct", n: "add", e: "on", w: "word", "?": "help" };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const typing = event.target.closest("input, select, textarea");
    if (event.key === "Escape") {
      for (const part of document.querySelectorAll(".work > details[open]")) part.open = false;
      document.getElementById("work").focus();
      return;
    }
    // A list of choices would take Enter for itself: here it confirms the form.
    if (event.key === "Enter" && typing && typing.tagName === "SELECT" && typing.form.method === "post") {
      event.preventDefault();
      typing.form.querySelector("button").click();
      return;
    }
    if (typing) return;
    if (event.key in forms) {
      event.preventDefault();
      open(forms[event.key]);
      return;
    }
    const target = byKey(event.key);
    if (target) {
      event.preventDefault();
      target.click();
    }
  });

  for (const button of document.querySelectorAll("[data-open]")) {
    button.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the selection
    button.addEventListener("click", () => open(button.dataset.open));
  }
  const quote = document.getElementById("a-quote");
  if (quote) quote.addEventListener("input", () => { document.getElementById("a-at").value = ""; });

  const mark = document.querySelector("#source mark.chosen");
  const source = document.getElementById("source");
  if (mark && source) source.scrollTop = mark.offsetTop - source.clientHeight / 3;
  const current = document.querySelector(".queue [aria-current]");
  const queue = document.querySelector(".queue");
  if (current) queue.scrollTop = current.offsetTop - queue.offsetTop - queue.clientHeight / 3;
  const file = document.getElementById("file");
  (file || document.getElementById("work")).focus({ preventScroll: true });
})();
