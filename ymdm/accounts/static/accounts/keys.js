// Asks a security key, and posts what it answers in the form's own field.
document.querySelectorAll("[data-key]").forEach((form) => {
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const text = (data) => btoa(String.fromCharCode(...new Uint8Array(data))).replace(/\+/g, "-").replace(/\//g, "_");
  // A browser that was slow to draw the page leaves `autofocus` out, and for some moments takes no focus from here
  // either: asked again for two seconds, as long as nothing else has it and nobody has touched the page.
  let asks = 20;
  const focus = () => {
    const idle = [null, document.body, document.documentElement].includes(document.activeElement);
    if (idle) form.querySelector("[autofocus]")?.focus();
    if (asks-- > 0) setTimeout(focus, 100);
  };
  ["pointerdown", "keydown"].forEach((touch) => addEventListener(touch, () => { asks = 0; }, { once: true }));
  focus();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.dataset.sent) return;
    const publicKey = JSON.parse(form.dataset.options);
    publicKey.challenge = bytes(publicKey.challenge);
    [publicKey.user, ...(publicKey.allowCredentials || publicKey.excludeCredentials || [])].forEach((one) => { if (one) one.id = bytes(one.id); });
    try {
      const { id, type, response } = await navigator.credentials[form.dataset.key]({ publicKey });
      const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature"].filter((part) => response[part]);
      form.elements.answer.value = JSON.stringify({ id, type, rawId: id, response: Object.fromEntries(parts.map((part) => [part, text(response[part])])) });
      form.submit();
    } catch {
      form.querySelector("[data-said]").hidden = false;
      delete form.dataset.sent;
      form.querySelector("button").removeAttribute("aria-busy");
    }
  });
});
