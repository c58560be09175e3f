// A desk that many share: who walks away leaves nothing on the screen. Stands on the pages of whoever signed in at a terminal.
(() => {
  "use strict";
  const desk = document.getElementById("desk");
  if (!desk) return;
  const idle = Number(desk.dataset.idle), warn = Math.min(30, idle / 2);
  let since = Date.now(), wiping = false;
  const stir = () => { since = Date.now(); desk.hidden = true; };
  ["pointerdown", "keydown", "input", "wheel", "touchmove"].forEach((kind) => addEventListener(kind, stir, { passive: true }));
  const sends = () => { const sending = document.getElementById("sending"); return sending && !sending.hidden; };

  async function wipe() {
    wiping = true;
    try { sessionStorage.clear(); } catch { /* nothing was kept */ }
    document.querySelectorAll("form").forEach((form) => form.reset());
    document.getElementById("main").hidden = true;
    try {
      await fetch(desk.dataset.out, { method: "POST", credentials: "same-origin", redirect: "manual", headers: { "X-CSRFToken": desk.dataset.token }, signal: AbortSignal.timeout(5000) });
    } catch { /* the session ends by itself after ten minutes */ }
    location.replace(desk.dataset.after);
  }

  setInterval(() => {
    if (wiping) return;
    if (sends()) return stir();  // a ballot that is sealed stays until the box has answered
    const left = Math.ceil(idle - (Date.now() - since) / 1000);
    if (left <= 0) return wipe();
    desk.hidden = left > warn;
    document.getElementById("desk-left").textContent = left;
  }, 250);
})();
