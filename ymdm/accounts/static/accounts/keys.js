// Asks a security key, and posts what it answers in the form's own field.
document.querySelectorAll("[data-key]").forEach((form) => {
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const text = (data) => btoa(String.fromCharCode(...new Uint8Array(data))).replace(/\+/g, "-").replace(/\//g, "_");
  // A browser that was slow to draw the page leaves `autofocus` out, and may not yet let it be focused here.
  const focus = () => {
    if (!document.activeElement || document.activeElement === document.body) form.querySelector("[autofocus]")?.focus();
  };
  focus();
  addEventListener("load", focus);
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
