// What an inspector types on site waits on this device while there is no line, and is sent when the line is back. Only the
// rows that were touched are sent, under one key: the house takes them once, however often they come, and nobody else's
// rows go back to what they were.
(() => {
  const own = document.querySelector("input[data-keep]");
  if (!own) return;
  const form = own.form, place = `seen:${own.dataset.keep}:${location.pathname}`;
  const says = document.createElement("p");
  says.className = "note note--warn";
  says.setAttribute("role", "status");
  says.hidden = true;
  own.before(says);
  const tell = (words) => {
    says.textContent = words;
    says.hidden = !words;
  };
  const fields = () => [...form.elements].filter((one) => /^(result|note)-\d+$/.test(one.name));
  const fresh = () => [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
  const read = () => JSON.parse(localStorage.getItem(place) || "null") || { key: fresh(), values: {}, waits: false };
  const write = (kept) => localStorage.setItem(place, JSON.stringify(kept));
  let sending = false;

  const keep = (event) => {
    const row = /^(?:result|note)-(\d+)$/.exec(event.target.name || "");
    if (!row) return;
    const kept = read();
    // A row is sent whole: its result belongs to its word. What is typed anew is another sheet.
    for (const name of [`result-${row[1]}`, `note-${row[1]}`]) kept.values[name] = form.elements[name].value;
    write({ ...kept, key: fresh(), waits: false });
  };
  const send = async () => {
    const kept = read();
    if (sending || !Object.keys(kept.values).length) return false;
    sending = true;
    try {
      const body = new FormData(form);
      for (const one of fields()) body.set(one.name, kept.values[one.name] || "");
      body.set(own.name, kept.key);
      const answer = await fetch(location.href, { method: "POST", body });
      if (answer.status >= 500) throw new Error(answer.status);
      if (answer.redirected && !new URL(answer.url).pathname.startsWith("/w/sign-in")) {
        localStorage.removeItem(place);
        location.assign(answer.url);
      } else if (answer.redirected || answer.status === 403) {
        tell("登录已过期，填写的内容还在这台设备里。请重新登录，再打开本页。");
      } else {
        write({ ...kept, waits: false });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const wrong = [...page.querySelectorAll(".errorlist li, .field__error, [role=alert]")].map((one) => one.textContent.trim());
        tell(wrong.length ? [...new Set(wrong)].join(" ") : "没有保存，请核对填写的内容。");
      }
    } catch {
      write({ ...kept, waits: true });
      tell("网络不通。填写的内容已经存在这台设备里，连上后自动提交，不会重复。请不要清除浏览器数据。");
    } finally {
      sending = false;
    }
    return true;
  };
  const retry = () => {
    if (read().waits) send();
  };

  const before = read();
  for (const one of fields()) if (one.name in before.values) one.value = before.values[one.name];
  if (Object.keys(before.values).length) tell("上次填写、还没有提交的内容已经放回表里。");
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  form.addEventListener("submit", (event) => {
    if (!Object.keys(read().values).length) return;
    event.preventDefault();
    send();
  });
  addEventListener("online", retry);
  setInterval(retry, 10000);
  retry();
})();
