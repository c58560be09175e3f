// A scanned code is sent at once. Without a line the code waits here with the second in which it was read, and is sent when
// the line is back; the house takes it once, however often it comes.
(() => {
  const form = document.getElementById("check-in");
  if (!form) return;
  const kept = document.getElementById("kept"), key = `check-in:${location.pathname}`;
  const send = async (code, read) => {
    const body = new FormData(form);
    body.set("code", code);
    if (read) body.set("read", read);
    const answer = await fetch(location.pathname, { method: "POST", body, headers: { Accept: "application/json" } });
    if (answer.status >= 500) throw new Error(answer.status);
    localStorage.removeItem(key);
    if (answer.ok) location.replace(location.pathname);
    else {
      const says = kept.querySelector("span");
      says.textContent = (await answer.json()).says;
      kept.hidden = false;
    }
  };
  const keep = (code) => {
    if (!localStorage.getItem(key)) localStorage.setItem(key, JSON.stringify([code, Math.floor(Date.now() / 1000)]));
    kept.hidden = false;
  };
  const retry = () => {
    const waiting = localStorage.getItem(key);
    if (waiting) send(...JSON.parse(waiting)).catch(() => (kept.hidden = false));
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const code = form.elements.code.value.replace(/\s/g, "");
    send(code).catch(() => keep(code));
  });
  addEventListener("online", retry);
  setInterval(retry, 10000);
  retry();
  if (form.dataset.scanned.length === 6) form.requestSubmit();
})();
