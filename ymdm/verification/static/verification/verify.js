// The check of verify.py for one matter, computed by the reader's own browser. Without it the page offers verify.py.
(async () => {
  const raw = document.querySelector("[data-proof]"), verdict = document.querySelector("[data-verdict]");
  if (!raw || !window.crypto?.subtle) return;
  const bytes = (hex) => Uint8Array.from(hex.match(/../g) || [], (two) => parseInt(two, 16));
  const text = (words) => new TextEncoder().encode(words);
  const hash = async (...parts) => new Uint8Array(await crypto.subtle.digest("SHA-256", await new Blob(parts).arrayBuffer()));
  const join = (left, right) => hash(Uint8Array.of(1), left, right);
  const same = (hashed, hex) => [...hashed].map((one) => one.toString(16).padStart(2, "0")).join("") === hex;
  const holds = async (one, proof) => {
    const told = JSON.parse(one.opened), { size, root } = proof.checkpoint;
    if (told.object_type !== proof.object_type || told.object_id !== proof.object_id) return false;
    if (!same(await hash(bytes(one.salt), text(one.opened)), JSON.parse(one.line).subject)) return false;
    let leaf = await hash(Uint8Array.of(0), bytes(one.prev), text(one.line)), at = one.seq, last = size - 1;
    for (const step of one.path.map(bytes)) {
      if (at % 2 || at === last) {
        leaf = await join(step, leaf);
        while (at && at % 2 === 0) { at /= 2; last = Math.floor(last / 2); }
      } else leaf = await join(leaf, step);
      at = Math.floor(at / 2); last = Math.floor(last / 2);
    }
    return last === 0 && same(leaf, root);
  };
  let bad;
  try {
    const proof = JSON.parse(raw.value);
    for (const one of proof.records) if (!(await holds(one, proof))) { bad = `第 ${one.seq} 号记录对不上`; break; }
    if (!bad) verdict.querySelector("p").textContent = `没有改动：您的浏览器刚刚算过，这 ${proof.records.length} 条记录与 ${verdict.dataset.verdict} 公布的台账一致。`;
  } catch { bad = "证明读不出来"; }
  verdict.classList.add(bad ? "note--bad" : "note--ok");
  if (bad) verdict.querySelector("p").textContent = `对不上：${bad}，台账可能被改动过。请保存这一页，告诉上级工会。`;
})();
