/* A box for rich text over each textarea[data-rich]: what is pasted keeps its tables, lists and headings and loses
   everything else. Comfort only: the server cleans whatever comes, and without this script the textarea works. */
(() => {
  "use strict";
  const KEPT = new Set(["P", "BR", "H3", "H4", "STRONG", "B", "EM", "I", "U", "S", "UL", "OL", "LI", "BLOCKQUOTE", "HR",
    "A", "TABLE", "CAPTION", "THEAD", "TBODY", "TFOOT", "TR", "TH", "TD"]);
  const GONE = new Set(["SCRIPT", "STYLE", "HEAD", "TITLE", "XML", "TEMPLATE", "SVG", "MATH", "IFRAME", "OBJECT", "META", "LINK"]);
  const ATTRIBUTES = new Set(["href", "colspan", "rowspan", "scope"]);
  const ACTS = [["加粗", "bold"], ["标题", "formatBlock", "h3"], ["正文", "formatBlock", "p"],
    ["列表", "insertUnorderedList"], ["编号", "insertOrderedList"], ["撤销", "undo"]];

  /** The nodes of some HTML that may stand, in a fragment; unknown tags give way to their content. */
  function cleaned(html) {
    const out = document.createDocumentFragment();
    const copy = (from, to) => {
      for (const node of from.childNodes) {
        if (node.nodeType === Node.TEXT_NODE) to.append(node.data);
        if (node.nodeType !== Node.ELEMENT_NODE || GONE.has(node.tagName.toUpperCase())) continue;
        if (!KEPT.has(node.tagName)) { copy(node, to); continue; }
        const made = document.createElement(node.tagName);
        for (const { name, value } of node.attributes) {
          if (ATTRIBUTES.has(name) && !/^\s*javascript:/i.test(value)) made.setAttribute(name, value);
        }
        to.append(made);
        copy(node, made);
      }
    };
    // Parsed, they would be refused by the policy of the page, each with a complaint in the log of the browser.
    const quiet = html.replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, "")
      .replace(/\s(?:style|on[a-z]+)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/gi, " ");
    copy(new DOMParser().parseFromString(quiet, "text/html").body, out);
    return out;
  }

  function enrich(area) {
    const box = document.createElement("div"), bar = document.createElement("div"), text = document.createElement("div");
    box.className = "rich";
    bar.className = "rich__bar";
    bar.setAttribute("role", "toolbar");
    bar.setAttribute("aria-label", "格式");
    text.className = "rich__text prose";
    text.contentEditable = "true";
    text.setAttribute("role", "textbox");
    text.setAttribute("aria-multiline", "true");
    const label = document.querySelector(`label[for="${area.id}"]`);
    if (label) {
      label.id = label.id || `${area.id}-label`;
      text.setAttribute("aria-labelledby", label.id);
      label.addEventListener("click", () => text.focus());
    }
    for (const name of ["aria-describedby", "aria-invalid"]) {
      if (area.hasAttribute(name)) text.setAttribute(name, area.getAttribute(name));
    }
    text.append(cleaned(/<[a-z]/i.test(area.value) ? area.value
      : area.value.split("\n").map((line) => `<p>${line.replace(/&/g, "&amp;").replace(/</g, "&lt;")}</p>`).join("")));
    const keep = () => { area.value = text.textContent.trim() ? text.innerHTML : ""; };
    for (const [says, command, value] of ACTS) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn--sm";
      button.textContent = says;
      button.addEventListener("click", () => { text.focus(); document.execCommand(command, false, value); keep(); });
      bar.append(button);
    }
    text.addEventListener("input", keep);
    text.addEventListener("paste", (event) => {
      const html = event.clipboardData && event.clipboardData.getData("text/html");
      if (!html) return;  // plain text goes in as it is
      event.preventDefault();
      const holder = document.createElement("div");
      holder.append(cleaned(html));
      document.execCommand("insertHTML", false, holder.innerHTML);
      keep();
    });
    document.execCommand("defaultParagraphSeparator", false, "p");
    box.append(bar, text);
    area.hidden = true;
    area.after(box);
  }

  document.querySelectorAll("textarea[data-rich]").forEach(enrich);
})();
