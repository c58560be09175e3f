// The voter's page: fill in, see everything in words, seal, send until it is acknowledged, show the receipt, forget.
// Choices leave this page only inside a sealed ballot; the tab's own storage keeps them until the box has answered.
(() => {
  "use strict";
  if ("wipe" in document.body.dataset) { try { sessionStorage.clear(); } catch { /* nothing was kept */ } }
  const form = document.getElementById("ballot");
  if (!form) return;
  const byId = (id) => document.getElementById(id);
  const cannot = byId("cannot");
  const modern = typeof HTMLDialogElement === "function" && AbortSignal.timeout && CSS.supports("selector(:has(*))");
  if (!modern || !ymdmSeal.works()) {
    const why = window.isSecureContext ? "old" : "insecure";
    cannot.querySelectorAll("[data-why]").forEach((line) => { line.hidden = line.dataset.why !== why; });
    cannot.classList.add("is-sure");
    return;
  }
  cannot.remove();
  byId("edge")?.remove();
  byId("sheet").disabled = false;

  const { box, key, length, voter, cast } = form.dataset;
  const PLACE = `ballot:${box}`;
  const keep = (what) => { try { sessionStorage.setItem(PLACE, JSON.stringify({ voter, ...what })); } catch { /* no storage: it still sends */ } };
  const forget = () => { try { sessionStorage.removeItem(PLACE); } catch { /* nothing was kept */ } };
  const kept = () => {
    try {
      const found = JSON.parse(sessionStorage.getItem(PLACE));
      if (found && found.voter === voter) return found;
    } catch { /* unreadable is nothing */ }
    forget();  // what somebody else began at this screen is nobody's business
    return {};
  };

  // --- filling in -------------------------------------------------------------------------------------------------
  const sections = [...form.querySelectorAll("[data-section]")];
  const items = [...form.querySelectorAll("[data-item]")];
  const oneByOne = sections.length > 3;
  let at = 0;
  const inputs = (item) => [...item.querySelectorAll("input, textarea")];
  const chosen = (item, value) => inputs(item).filter((one) => one.checked && one.value === value);
  const written = (item) => inputs(item).filter((one) => one.type === "text" && one.value.trim()).map((one) => one.value.trim());
  const pk = (input) => { const last = input.name.split(".").pop(); return /^\d+$/.test(last) ? Number(last) : last; };

  const one = (item) => inputs(item).find((input) => input.checked && input.value);
  const READ = {
    decide: (item) => one(item)?.value,
    rate: (item) => one(item)?.value,
    score: (item) => { const { value, valueAsNumber } = inputs(item)[0]; return value === "" ? undefined : valueAsNumber; },
    comment: (item) => inputs(item)[0].value.trim() || undefined,
    elect: (item) => {
      const made = { for: chosen(item, "for").map(pk), against: chosen(item, "against").map(pk), write: written(item) };
      const full = Object.entries(made).filter(([, people]) => people.length);
      return full.length ? Object.fromEntries(full) : undefined;
    },
  };
  const SAY = {
    decide: (item) => one(item).dataset.says,
    rate: (item) => one(item).dataset.says,
    score: (item, value) => `${value} 分`,
    comment: (item, value) => value,
    elect: (item) => [["赞成", "for"], ["反对", "against"]]
      .map(([word, value]) => [word, chosen(item, value).map((input) => input.dataset.says)])
      .concat([["另选", written(item)]])
      .filter(([, people]) => people.length).map(([word, people]) => `${word}：${people.join("、")}`).join("；"),
  };
  const WRONG = {
    elect: (item) => {
      const names = written(item);
      const most = Number(item.dataset.seats), n = chosen(item, "for").length + names.length;
      if (n > most) return `赞成了 ${n} 名，最多 ${most} 名，多了这张票作废。请减少 ${n - most} 名。`;
      const known = inputs(item).map((input) => input.dataset.says);
      const twice = names.find((name, i) => known.includes(name) || names.indexOf(name) !== i);
      return twice ? `“${twice}”写重了，请在候选人里选，或者只写一次。` : "";
    },
    score: (item) => { const { min, max, validity } = inputs(item)[0]; return validity.valid ? "" : `请填 ${min} 至 ${max} 之间的分数，不带小数。`; },
  };
  // A scale that is used for nobody says nothing of anybody (EVA-47): papers that say so want scores that differ.
  const alike = () => {
    const scored = items.filter((item) => item.dataset.kind === "score" && READ.score(item) !== undefined);
    return "differ" in form.dataset && scored.length > 1 && new Set(scored.map(READ.score)).size === 1 ? scored[0] : null;
  };
  const choice = () => Object.fromEntries(items.map((item) => [item.dataset.item, READ[item.dataset.kind](item)]).filter(([, value]) => value !== undefined));

  const judge = (item) => {
    const sentence = WRONG[item.dataset.kind]?.(item) || "";
    const line = item.querySelector("[data-wrong]");
    if (line) { line.textContent = sentence; line.hidden = !sentence; }
    return !sentence;
  };
  const count = () => {
    items.filter((item) => item.dataset.kind === "elect").forEach((item) => {
      item.querySelector("[data-chosen]").textContent = chosen(item, "for").length + written(item).length;
      const groups = item.querySelectorAll("[role=radiogroup]");
      const rest = [...groups].filter((group) => !group.querySelector(":checked")).length;
      item.querySelector("[data-rest]").textContent = rest ? `还有 ${rest} 名没有表态，将计为弃权` : "";
    });
    form.querySelectorAll(".ballot--rate").forEach((matrix) => {
      const rest = [...matrix.querySelectorAll("[data-item]")].filter((item) => !item.querySelector(":checked")).length;
      matrix.querySelector("[data-left]").textContent = rest ? `还有 ${rest} 项没有选，可以留空` : "已全部选好";
    });
  };
  const fields = () => [...form.elements].map((field) => (field.type === "radio" || field.type === "checkbox" ? field.checked : field.tagName === "BUTTON" || field.type === "hidden" ? null : field.value));
  const fill = (values) => [...form.elements].forEach((field, i) => {
    if (values?.[i] === null || values?.[i] === undefined) return;
    if (typeof values[i] === "boolean") field.checked = values[i];
    else field.value = values[i];
  });
  form.addEventListener("input", (event) => {
    const item = event.target.closest("[data-item]");
    if (item?.querySelector("[data-wrong]:not([hidden])") || item?.dataset.kind === "elect") judge(item);
    count();
    keep({ fields: fields(), at });
  });

  const onward = byId("onward"), previous = byId("previous"), where = byId("where"), words = onward.textContent;
  const show = (focus) => {
    const last = !oneByOne || at === sections.length - 1;
    if (oneByOne) {
      sections.forEach((section, i) => { section.hidden = i !== at; });
      where.hidden = false;
      where.textContent = `第 ${at + 1} 题，共 ${sections.length} 题`;
      previous.hidden = at === 0;
    }
    onward.hidden = false;
    onward.textContent = last ? words : "下一题";
    if (focus) { sections[at].focus(); scrollTo(0, 0); }
  };
  previous.addEventListener("click", () => { at -= 1; show(true); keep({ fields: fields(), at }); });

  // --- the moment of casting ----------------------------------------------------------------------------------------
  const confirm = byId("confirm");
  // A button or Enter: nothing is ever posted as a form, and the shared guard against a second press does not hold this one up.
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    const here = oneByOne ? items.filter((item) => sections[at].contains(item)) : items;
    const wrong = here.filter((item) => !judge(item))[0];
    if (wrong) { inputs(wrong)[0].focus(); wrong.querySelector("[data-wrong]").scrollIntoView({ block: "center" }); return; }
    const same = here.some((item) => item.dataset.kind === "score") && alike();
    if (same) {
      same.querySelector("[data-wrong]").textContent = "所有分数都一样，评分会作废。请至少有一个不同。";
      same.querySelector("[data-wrong]").hidden = false;
      inputs(same)[0].focus();
      return;
    }
    if (oneByOne && at < sections.length - 1) { at += 1; show(true); keep({ fields: fields(), at }); return; }
    const made = choice();
    byId("said").replaceChildren(...items.flatMap((item) => {
      const value = made[item.dataset.item];
      const term = Object.assign(document.createElement("dt"), { textContent: item.dataset.text });
      const said = Object.assign(document.createElement("dd"), { textContent: value === undefined ? "没有填，留空" : SAY[item.dataset.kind](item, value) });
      if (value === undefined) said.className = "is-blank";
      return [term, said];
    }));
    const only = items.length === 1 && made[items[0].dataset.item] !== undefined && items[0].dataset.kind === "decide";
    byId("cf").textContent = only ? `确认投“${SAY.decide(items[0])}”？` : "确认投出这张票？";
    confirm.showModal();
  });

  const screens = ["fill", "sending", "failed", "done"];
  const screen = (name) => {
    screens.forEach((each) => { byId(each).hidden = each !== name; });
    byId(name).querySelector("[tabindex='-1']")?.focus();
    scrollTo(0, 0);
  };
  byId("cast").addEventListener("click", async () => {
    byId("cast").disabled = true;
    try {
      const sealed = await ymdmSeal.seal(key, box, choice(), Number(length));
      keep({ sealed });  // from here on the choices themselves are nowhere any more
      form.reset();
      confirm.close();
      send(sealed);
    } catch (error) {
      byId("cast").disabled = false;
      confirm.close();
      fail(error instanceof RangeError ? "写的字太多，装不进选票。请缩短意见或另选的姓名。" : "浏览器没有把选票封好。请刷新页面再试，或者到投票点投票。");
    }
  });

  // --- sending until the box has answered ---------------------------------------------------------------------------
  const WAITS = [1, 2, 4, 8, 15, 30];
  let tries = 0, timer = 0, busy = false, pending = null;
  const says = (sentence) => { byId("says").textContent = sentence; };
  const fail = (sentence) => { byId("because").textContent = sentence; screen("failed"); };

  async function send(sealed) {
    if (busy) return;
    busy = true;
    pending = sealed;
    if (byId("sending").hidden) screen("sending");
    clearTimeout(timer);
    tries += 1;
    try {
      const answer = await fetch(cast, {
        method: "POST", body: ymdmSeal.fromBase64(sealed.body), credentials: "same-origin", redirect: "manual",
        headers: { "Content-Type": "application/octet-stream", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value }, signal: AbortSignal.timeout(15000),
      });
      await heard(answer, sealed);
    } catch {
      wait();
    } finally { busy = false; }
  }
  function wait() {
    const seconds = WAITS[Math.min(tries - 1, WAITS.length - 1)];
    says(`网络不通或服务器忙，还没有投出。第 ${tries} 次，${seconds} 秒后自动再送。`);
    byId("again").hidden = false;
    timer = setTimeout(() => send(pending), seconds * (800 + Math.random() * 400));
  }
  async function heard(answer, sealed) {
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
      // Signed out meanwhile, or the token is of another session: the page itself asks again and then goes on sending.
      if (sealed.asked) return says("登录已经失效，还没有投出。请回到首页重新登录，再打开这次投票，会自动送出。");
      keep({ sealed: { ...sealed, asked: true } });
      return location.reload();
    }
    if (answer.status !== 200 && answer.status !== 409) return wait();
    const told = await answer.json();
    if (answer.status === 409) { done(); return fail(told.says); }
    if (told.tracker !== sealed.tracker) return fail("服务器返回的查验码和本机算出的不一样。请不要离开，马上联系监票人。");
    receipt(sealed.tracker, told.square, told.terminal);
  }
  const done = () => { pending = null; clearTimeout(timer); forget(); };
  byId("again").addEventListener("click", () => send(pending));
  addEventListener("online", () => pending && send(pending));
  addEventListener("beforeunload", (event) => { if (pending && !pending.asked) event.preventDefault(); });

  // --- the receipt, shown once ----------------------------------------------------------------------------------------
  function receipt(tracker, rows, ends) {
    done();
    byId("tracker").textContent = tracker.slice(0, 12).toUpperCase().match(/.{4}/g).join(" ");
    const size = rows.length + 4;
    byId("square").setAttribute("viewBox", `0 0 ${size} ${size}`);
    byId("square").firstElementChild.setAttribute("d", rows.map((row, y) => [...row].map((bit, x) => (bit === "1" ? `M${x + 2} ${y + 2}h1v1h-1z` : "")).join("")).join(""));
    byId("copy").dataset.copy = tracker;
    byId("hour").textContent = `${new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" })} 投出（按这部设备的钟，不保存）。`;
    screen("done");
    // A shared desk: what stands on the screen is wiped after two minutes, whoever has gone away.
    if (ends && form.dataset.after) setTimeout(() => location.replace(form.dataset.after), 120000);
  }

  const before = kept();
  if (before.sealed) send(before.sealed);
  else { fill(before.fields); at = Math.min(before.at || 0, sections.length - 1); count(); show(false); }
})();
