// Keys and small comforts. Every page works without this file: each key has a link or a button.
"use strict";

const root = document.documentElement;
const single = root.dataset.keys !== "off";
const typing = (target) => target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");
const lines = () => [...document.querySelectorAll("[data-line]")];
let afterG = 0;

// What went wrong comes first, also for somebody who can't see it.
document.querySelector("[role=alert][tabindex='-1']")?.focus();
document.querySelectorAll("[data-without-script]").forEach((button) => button.remove());

// On a narrow screen a diagram begins where the case stands, a large one everywhere.
document.querySelectorAll(".bpmn").forEach((frame) => {
  const here = frame.querySelector(".here");
  if (!here) return;
  const [inner, outer] = [here.getBoundingClientRect(), frame.getBoundingClientRect()];
  frame.scrollLeft = inner.left + inner.width / 2 - outer.left - frame.clientWidth / 2;
  frame.scrollTop = inner.top + inner.height / 2 - outer.top - frame.clientHeight / 2;
});

function move(step) {
  const all = lines();
  if (!all.length) return;
  const at = all.findIndex((line) => line.classList.contains("-cur"));
  const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  all[at]?.classList.remove("-cur");
  next.classList.add("-cur");
  next.querySelector("a").focus();
}

function choose(number) {
  const option = document.querySelectorAll(".choice input[type=radio]")[number - 1];
  if (!option) return false;
  option.checked = true;
  option.focus();
  option.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}

// The first question of the page, past what stands above it; of a choice the option that is chosen.
function begin() {
  const fields = [...document.querySelectorAll("main form :is(input, select, textarea)")].filter(
    (one) => one.type !== "hidden" && one.type !== "search" && !one.disabled && one.offsetParent
  );
  const first = fields[0];
  const chosen = first && fields.find((one) => one.name === first.name && one.type === "radio" && one.checked);
  (chosen ?? first)?.focus();
  return Boolean(first);
}

function letter(key) {
  if (Date.now() - afterG < 1500) {
    afterG = 0;
    const link = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
    if (link) link.click();
    return Boolean(link);
  }
  if (key === "g") afterG = Date.now();
  else if (key === "j") move(1);
  else if (key === "k") move(-1);
  else if (key === "i") return begin();
  else if (key === "n") {
    const field = document.querySelector("[data-letter=n]");
    const folded = field?.closest("details");
    if (folded) folded.open = true;
    field?.focus();
    return Boolean(field);
  }
  else if (key === "?") document.querySelector("[data-help]").click();
  else if (key === "/") {
    const field = [...document.querySelectorAll("[type=search]")].find((one) => one.offsetParent);
    if (!field) return false;
    field.focus();
  } else return /^[1-9]$/.test(key) && choose(Number(key));
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    const menu = document.querySelector("details.me[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
    return;
  }
  if (event.ctrlKey || event.metaKey) {
    if (event.repeat) return;
    const wanted = { Enter: "main", s: "save" }[event.key];
    // A small form on a page of something else has a key of its own, which counts only inside it.
    const within = event.target.closest("form")?.querySelector(`[data-key=${wanted}], [data-key=own-${wanted}]`);
    const button = wanted && (within ?? document.querySelector(`[data-key=${wanted}]`));
    if (button) {
      event.preventDefault();
      button.click();
    }
    return;
  }
  if (!single || event.altKey || typing(event.target)) return;
  if (letter(event.key)) event.preventDefault();
});

// Enter in a field goes on to the next one: nothing is completed by accident. Ctrl+Enter completes.
document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.isComposing) return;
  if (!field.matches("form[novalidate] input")) return;
  event.preventDefault();
  const places = [...field.form.elements].filter(
    (one) => one.matches("input, select, textarea, button") && one.offsetParent && !one.disabled
  );
  places
    .slice(places.indexOf(field) + 1)
    .find((one) => field.type !== "radio" || one.name !== field.name)
    ?.focus();
});

// What was typed and not sent is not lost by a click, nor by sending another form of the page: the browser asks first.
const unsaved = new Set(document.querySelectorAll("[data-unsaved]"));
for (const kind of ["input", "change"]) {
  document.addEventListener(kind, (event) => {
    const form = event.target.closest("main form[novalidate]");
    if (form) unsaved.add(form);
  });
}
document.addEventListener("submit", (event) => unsaved.delete(event.target));
addEventListener("beforeunload", (event) => {
  if (unsaved.size) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const menu = document.querySelector("details.me[open]");
  if (menu && !menu.contains(event.target)) menu.open = false;
});

// Before printing, what is folded opens: paper has no clicks.
addEventListener("beforeprint", () => {
  document.querySelectorAll("main details:not([open])").forEach((one) => {
    one.open = true;
    one.dataset.printed = "";
  });
});
addEventListener("afterprint", () => {
  document.querySelectorAll("details[data-printed]").forEach((one) => {
    one.open = false;
    delete one.dataset.printed;
  });
});

// An answer may open or close questions: the server says which, the page only exchanges them.
const task = document.querySelector("form[data-task]");
let asked = 0;
task?.addEventListener("change", async (event) => {
  if (!event.target.matches("[type=radio], [type=checkbox], select")) return;
  const turn = ++asked;
  task.setAttribute("aria-busy", "true");
  const fresh = await look().catch(() => "failed"); // without an answer the page still works as it stands
  if (turn !== asked) return; // a later answer is on its way
  const line = task.querySelector("[data-failed]");
  line.textContent = line.dataset[fresh] ?? "";
  if (fresh instanceof Element) exchange(document.getElementById("questions"), fresh);
  task.removeAttribute("aria-busy");
});

// A choice that depends on another one offers what goes with it; without this file all, and the server says what does not go.
document.querySelectorAll("select[data-follows]").forEach((field) => {
  const leading = document.getElementById(field.dataset.follows);
  const all = [...field.options];
  const follow = () => {
    const allowed = leading.selectedOptions[0]?.dataset.allows?.split(" ");
    const chosen = field.value;
    const left = all.filter((one) => !one.value || !allowed || allowed.includes(one.value));
    const real = left.filter((one) => one.value);
    field.replaceChildren(...left);
    field.value = real.some((one) => one.value === chosen) ? chosen : real.length === 1 ? real[0].value : "";
  };
  leading.addEventListener("change", follow);
  addEventListener("pageshow", follow); // what the browser fills in again when somebody comes back
  follow();
});

// Whoever types is there: the session stays as long as somebody writes in a form.
let heard = Date.now();
document.addEventListener("input", () => {
  if (!document.querySelector("main form") || Date.now() - heard < 600_000) return;
  heard = Date.now();
  fetch("/api/me").catch(() => null);
});

// The questions as they are asked now, or what went wrong: «failed», or «ended» when nobody is signed in any more.
async function look() {
  const body = new URLSearchParams(new FormData(task));
  body.set("do", "look");
  const answer = await fetch(task.getAttribute("action"), { method: "POST", body, redirect: "manual" });
  if (answer.type === "opaqueredirect" || answer.status === 403) return "ended";
  if (!answer.ok) return "failed";
  return new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("questions") ?? "failed";
}

function exchange(old, fresh) {
  if (keys(fresh) === keys(old)) return;
  const focused = document.activeElement?.id;
  keepTyped(old, fresh);
  old.replaceWith(fresh);
  if (focused) document.getElementById(focused)?.focus();
}

function keys(part) {
  return part.querySelector("[name=_asked]")?.value;
}

// What was typed while the server answered stays.
function keepTyped(old, fresh) {
  for (const field of old.querySelectorAll("input[type=text], textarea")) {
    const same = field.id && fresh.querySelector(`#${CSS.escape(field.id)}`);
    if (same) same.value = field.value;
  }
}
