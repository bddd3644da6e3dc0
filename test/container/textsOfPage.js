// Runs in the browser: what the page says to whoever sees or hears it, as far as it has letters.
(() => {
  const texts = [];
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walker.currentNode; node !== null; node = walker.nextNode()) {
    if (node instanceof Element) {
      for (const name of ["placeholder", "title", "alt", "aria-label"]) texts.push(node.getAttribute(name) ?? "");
      if (node instanceof HTMLInputElement && node.type === "submit") texts.push(node.value);
    } else if (
      node.parentElement?.closest('title, noscript, script, style, pre, textarea, [translate="no"]') === null
    ) {
      texts.push(node.data);
    }
  }
  const plain = texts.map((text) => text.trim().replace(/\s+/g, " "));
  return {
    language: document.documentElement.lang,
    title: document.title,
    texts: [...new Set(plain)].filter((text) => /\p{L}/u.test(text)),
  };
})();
