// Progressive enhancement only: without this file every page reads and every form submits.
// Behaviour hangs on data-* and on delegation, so it also works in fragments that htmx swaps in.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const byId = (id) => document.getElementById(id);

  // The look: theme and large print. The server renders it from a cookie, so nothing flashes; the cookie is set
  // only for the paths that the server names, so that the mailbox never sees one.
  const showLook = () => document.querySelectorAll("[data-toggle-size]").forEach((button) => button.setAttribute("aria-pressed", root.dataset.size === "large"));
  const keepLook = () => {
    const look = [root.dataset.theme || "", root.dataset.size || ""].join(".");
    const secure = location.protocol === "https:" ? "; Secure" : "";
    (root.dataset.look || "").split(" ").filter(Boolean).forEach((kept) => {
      const [name, path] = kept.split(":");
      document.cookie = `${name}=${look}; Path=${path}; Max-Age=31536000; SameSite=Lax${secure}`;
    });
    showLook();
  };
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);

  const toast = (text, bad) => {
    const box = document.querySelector(".toasts");
    if (!box || !text) return;
    const one = document.createElement("div");
    one.className = bad ? "toast toast--bad" : "toast";
    one.textContent = text;
    box.append(one);
    setTimeout(() => one.remove(), 5000);
  };

  // A refusal that no server could word: the line is down, or a proxy answered.
  const refuse = (sentence) => {
    const box = byId("messages");
    if (!box) return toast(sentence, true);
    const note = document.createElement("div");
    note.className = "note note--bad refusal";
    note.setAttribute("role", "alert");
    note.append(Object.assign(document.createElement("span"), { textContent: sentence }));
    box.replaceChildren(note);
  };

  const showPanel = (tab, focus) => {
    tab.closest("[role=tablist]").querySelectorAll("[role=tab]").forEach((each) => {
      const on = each === tab;
      each.setAttribute("aria-selected", on);
      each.tabIndex = on ? 0 : -1;
      const panel = byId(each.getAttribute("aria-controls"));
      if (panel) panel.hidden = !on;
    });
    if (focus) tab.focus();
  };

  const clicks = {
    "[data-toggle-theme]": () => { root.dataset.theme = isDark() ? "light" : "dark"; keepLook(); },
    "[data-toggle-size]": () => { root.dataset.size === "large" ? delete root.dataset.size : (root.dataset.size = "large"); keepLook(); },
    "[data-dialog]": (el) => byId(el.dataset.dialog)?.showModal(),
    "[data-close]": (el) => el.closest("dialog")?.close(),
    "[data-dismiss]": (el) => el.closest(".note")?.remove(),
    "[data-open-filters]": (el) => el.setAttribute("aria-expanded", el.closest(".filters").classList.toggle("is-open")),
    "[data-unfold]": (el) => { el.parentElement.querySelector("ol").classList.add("is-open"); el.remove(); },
    "[data-print]": () => print(),
    "[data-reload]": () => location.reload(),
    "[data-unpick]": (el) => pickAll(el.closest("[data-picklist]"), false),
    "[data-copy]": (el) => navigator.clipboard?.writeText(el.dataset.copy).then(() => toast("已复制"), () => toast("没有复制成功，请长按选择后复制", true)),
    "[role=tab]": (el) => showPanel(el),
  };
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details.menu[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
    for (const [selector, act] of Object.entries(clicks)) {
      const el = event.target.closest(selector);
      if (el) { event.preventDefault(); act(el); return; }
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.querySelectorAll("details.menu[open]").forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
    const tab = event.target.closest?.("[role=tab]");
    if (!tab) return;
    const tabs = [...tab.closest("[role=tablist]").querySelectorAll("[role=tab]")];
    const at = tabs.indexOf(tab);
    const next = { ArrowRight: tabs[(at + 1) % tabs.length], ArrowLeft: tabs.at(at - 1), Home: tabs[0], End: tabs.at(-1) }[event.key];
    if (next) { event.preventDefault(); showPanel(next, true); }
  });

  document.addEventListener("input", (event) => {
    const field = event.target;
    const counter = field.id && document.querySelector(`[data-counts="${CSS.escape(field.id)}"]`);
    if (counter) counter.textContent = `${[...field.value].length} / ${counter.dataset.max} 字`;
  });

  const showPicked = (list) => {
    const boxes = [...list.querySelectorAll("[data-pick]")];
    const picked = boxes.filter((box) => box.checked).length;
    const all = list.querySelector("[data-pick-all]");
    if (all) { all.checked = picked > 0 && picked === boxes.length; all.indeterminate = picked > 0 && picked < boxes.length; }
    boxes.forEach((box) => box.closest("tr, li")?.toggleAttribute("data-picked", box.checked));
    const bar = list.querySelector("[data-bulk]");
    if (bar) { bar.classList.toggle("is-empty", picked === 0); bar.querySelector("[data-bulk-n]").textContent = picked; }
  };
  const pickAll = (list, on) => { list.querySelectorAll("[data-pick]").forEach((box) => { box.checked = on; }); showPicked(list); };
  document.addEventListener("change", (event) => {
    const el = event.target;
    if (el.matches("[data-pick-all]")) pickAll(el.closest("[data-picklist]"), el.checked);
    if (el.matches("[data-pick]")) showPicked(el.closest("[data-picklist]"));
    const drop = el.type === "file" && el.closest(".drop");
    if (drop) drop.querySelector("[data-chosen]").textContent = el.files.length ? `已选：${[...el.files].map((file) => file.name).join("、")}` : "";
  });
  document.querySelectorAll("[data-picklist]").forEach(showPicked);

  // One press, one act: a second press on a plain form waits. Downloads leave the page standing, hence the release.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.matches("[hx-post], [hx-put], [hx-patch], [hx-delete]") || event.submitter?.hasAttribute("hx-post")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    event.submitter?.setAttribute("aria-busy", "true");
    setTimeout(() => release(form), 8000);
  });
  const release = (form) => { delete form.dataset.sent; form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy")); };
  addEventListener("pageshow", () => { document.querySelectorAll("form[data-sent]").forEach(release); showLook(); });

  // htmx: a fragment put into the dialog opens it; the server may close it or say a word with HX-Trigger.
  document.addEventListener("htmx:afterSwap", (event) => {
    const target = event.detail.target;
    if (target?.id === "dialog" && target.childElementCount && !target.open) target.showModal();
    target?.querySelectorAll?.("[data-picklist]").forEach(showPicked);
  });
  document.addEventListener("dialog-close", () => byId("dialog")?.close());
  document.addEventListener("toast", (event) => toast(event.detail.value));
  document.addEventListener("htmx:sendError", () => refuse("没有发送成功：网络不通。您填写的内容还在，请稍后再试。"));
  document.addEventListener("htmx:timeout", () => refuse("没有发送成功：等候太久。您填写的内容还在，请稍后再试。"));
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    if (xhr.status < 400 || !/<html/i.test(xhr.responseText)) return;
    event.detail.shouldSwap = false;
    refuse("没有办成：服务暂时不可用。您填写的内容还在，请稍后再试。");
  });
  document.querySelector(".error-summary")?.focus();
})();
