// One press: fetch the list of the box, search it here, compute its root anew and compare it with what was announced.
(() => {
  "use strict";
  const form = document.getElementById("check");
  if (!form || !globalThis.fetch) return;
  const button = form.querySelector("button"), found = document.getElementById("found");
  button.disabled = false;
  const say = (tone, sentence) => {
    const note = document.createElement("p");
    note.className = `note note--${tone}`;
    note.textContent = sentence;
    found.append(note);
  };
  const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
  const hash = async (head, ...parts) => {
    const whole = new Uint8Array(1 + parts.reduce((size, part) => size + part.length, 0));
    whole[0] = head;
    let at = 1;
    for (const part of parts) { whole.set(part, at); at += part.length; }
    return new Uint8Array(await crypto.subtle.digest("SHA-256", whole));
  };
  // The tree of RFC 9162: leaves under 0, nodes under 1, an odd last one handed up as it is.
  async function root(trackers) {
    let row = await Promise.all(trackers.map((one) => hash(0, bytes(one))));
    if (!row.length) row = [new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(0)))];
    while (row.length > 1) {
      const pairs = [];
      for (let at = 0; at < row.length; at += 2) pairs.push(at + 1 < row.length ? hash(1, row[at], row[at + 1]) : row[at]);
      row = await Promise.all(pairs);
    }
    return Array.from(row[0], (byte) => byte.toString(16).padStart(2, "0")).join("");
  }
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.setAttribute("aria-busy", "true");
    found.replaceChildren();
    try {
      const answer = await fetch(form.dataset.list, { credentials: "omit" });
      if (!answer.ok) throw new Error(answer.status);
      const [head, ...trackers] = (await answer.text()).trim().split("\n");
      const typed = form.querySelector("input").value.toLowerCase().replace(/[^0-9a-f]/g, "");
      if (typed) {
        if (typed.length < 12) say("warn", "请把回执上的 12 个字符填完整。");
        else if (trackers.some((one) => one.startsWith(typed))) say("ok", "在箱里：清单里有您的票。");
        else say("bad", "清单里没有这个查验码。请核对字符；仍然没有的，请登录后对这次投票提出异议。");
      }
      if (head.split(" ")[1] !== form.dataset.box || String(trackers.length) !== form.dataset.count) say("bad", "清单的张数或编号和公布的不一样，请告诉监票人。");
      if (!globalThis.crypto?.subtle) return say("warn", "这个网址没有加密（http），不能在这里重算票箱根。请换用 https 网址。");
      const made = await root(trackers);
      if (made === form.dataset.root && made === form.dataset.ledger) say("ok", `票箱没有变：${trackers.length} 张票重算出的票箱根与台账里封箱时的一致。`);
      else say("bad", "重算出的票箱根与台账里的不一致：这箱票和封箱时不一样。请告诉监票人，并提出异议。");
    } catch { say("warn", "没有取到票箱清单，请稍后再试。"); }
    finally { button.removeAttribute("aria-busy"); }
  });
})();
