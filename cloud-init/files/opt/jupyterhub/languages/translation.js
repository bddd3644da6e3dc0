// What scripts put into the hub's pages, such as a server's progress and the whole admin panel, in the visitor's
// language. `texts` stands before it: {English: translation}, as hub/languages.py has them.
{
  const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const patterns = Object.entries(texts)
    .filter(([english]) => english.includes("{"))
    .map(([english, translation]) => [
      new RegExp(`^${escaped(english).replace(/\\\{(\w+)\\\}/g, "(?<$1>.+)")}$`, "s"),
      translation,
    ]);

  const translate = (text) => {
    const english = text.trim().replace(/\s+/g, " ");
    if (Object.hasOwn(texts, english)) return texts[english];
    for (const [pattern, translation] of patterns) {
      const { groups } = pattern.exec(english) ?? {};
      if (!groups) continue;
      const parts = groups.message === undefined ? groups : { ...groups, message: translate(groups.message) };
      return translation.replace(/\{(\w+)\}/g, (_, name) => parts[name]);
    }
    return text;
  };

  const untouched = 'script, style, pre, textarea, [translate="no"]';
  // A user may be called "start": such a text is translated only on what people click.
  const mayBeName = /^[a-z0-9_.-]+$/;

  const translateNode = (node) => {
    const english = node.data.trim();
    const parent = node.parentElement;
    if (english === "" || parent === null || parent.closest(untouched)) return;
    if (mayBeName.test(english) && !parent.matches("a, button, summary")) return;
    const translation = translate(english);
    // Whoever put the text there gets as much space around it. Setting what is there already would go on for ever.
    const whole = node.data.replace(/^(\s*)[^]*?(\s*)$/, (_, before, after) => before + translation + after);
    if (translation !== english && whole !== node.data) node.data = whole;
  };

  const translateAttributes = (element) => {
    for (const name of ["placeholder", "title", "aria-label"]) {
      const english = element.getAttribute(name);
      if (english === null) continue;
      const translation = translate(english);
      if (translation !== english) element.setAttribute(name, translation);
    }
  };

  const translateBelow = (root) => {
    if (root.nodeType === Node.TEXT_NODE) return translateNode(root);
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = root; node !== null; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) translateNode(node);
      else translateAttributes(node);
    }
  };

  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "childList") addedNodes.forEach(translateBelow);
      else if (type === "attributes") translateAttributes(target);
      else translateNode(target);
    }
  }).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ["placeholder", "title", "aria-label"],
  });

  const { confirm } = window;
  window.confirm = (text) => confirm.call(window, translate(text));
}
