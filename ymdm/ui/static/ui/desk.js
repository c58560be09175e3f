// What makes a desk quick: fields that only matter for one choice step aside, reasons follow the outcome, and
// Ctrl+Enter saves. Without this file every field is there and every reason is offered, grouped.
(() => {
  const chosen = (form, name) => form.querySelector(`[name="${name}"]:checked`)?.value ?? form.elements[name]?.value ?? "";

  const follow = (form) => {
    form.querySelectorAll("[data-only]").forEach((el) => {
      const [name, values] = el.dataset.only.split(":");
      const box = el.closest(".field") ?? el;
      box.hidden = !values.split(" ").includes(chosen(form, name));
    });
    form.querySelectorAll("select[data-by]").forEach((select) => {
      const by = form.querySelector(`[name="${select.dataset.by}"]:checked`);
      const words = by?.closest("label")?.textContent.trim();
      if (!words) return;
      let kept = false;
      select.querySelectorAll("optgroup").forEach((group) => {
        const fits = group.label === words;
        group.hidden = group.disabled = !fits;
        if (fits && [...group.children].some((option) => option.selected)) kept = true;
      });
      if (!kept) select.value = [...select.querySelectorAll("optgroup")].find((group) => !group.hidden)?.firstElementChild?.value ?? "";
    });
  };

  const desks = () => document.querySelectorAll("form[data-desk]");
  desks().forEach(follow);
  document.addEventListener("change", (event) => { const form = event.target.closest("form[data-desk]"); if (form) follow(form); });
  document.addEventListener("click", (event) => {
    const el = event.target.closest("[data-fill]");
    const field = el && document.getElementById(el.dataset.fill);
    if (!field) return;
    const choice = field.form.querySelector(`[name="${el.dataset.choose}"][value="${el.dataset.chosenValue}"]`);
    if (choice) choice.checked = true;
    field.value = el.dataset.value;
    follow(field.form);
    field.closest(".field").scrollIntoView({ block: "center" });
    field.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    const form = event.target.closest?.("form[data-desk]") ?? (document.querySelectorAll("form[data-desk]").length === 1 ? desks()[0] : null);
    const button = form?.querySelector(".btn--primary[type=submit]");
    if (button) { event.preventDefault(); form.requestSubmit(button); }
  });
})();
