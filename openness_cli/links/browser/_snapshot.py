"""What a page in the browser is asked, in a world of its own that the page cannot change. Nothing in it is changed."""

# after a while by the page's own clock, so that what was to happen by then has happened, however slow the machine is:
# whether it stands, how much text it shows, and which, but for figures: clocks and counters never stand still
STATE = r"""new Promise(tell => setTimeout(() => {
  const text = (document.body ? document.body.innerText : '').slice(0, 100000).replace(/[\d\s]+/g, '');
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  tell([document.readyState !== 'loading', text.length, hash]);
}, 100))"""

# the page as it is displayed, with what stands in open shadows; no scripts, no pictures' data, and not without end
PAGE = r"""(() => {
  const most = 1024 * 1024, deepest = 400, skipped = new Set(
    ['SCRIPT', 'STYLE', 'TEMPLATE', 'NOSCRIPT', 'IFRAME', 'FRAME', 'FRAMESET', 'LINK', 'DATALIST']);
  const empty = new Set(['AREA', 'BR', 'COL', 'EMBED', 'HR', 'IMG', 'INPUT', 'META', 'SOURCE', 'TRACK', 'WBR']);
  const signs = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'};
  const escaped = text => text.replace(/[&<>"]/g, sign => signs[sign]);
  const document_ = /\.(?:pdf|docx?|xlsx?|pptx?)(?:[?#&]|$)|gview|viewer/i;  // the frame itself shows no text of it
  const out = [];
  let size = 0;
  const put = text => { size += text.length; out.push(text); };
  const open = node => {
    const named = [...node.attributes].filter(({name, value}) =>
      /^[a-z][\w:-]*$/.test(name) && !['style', 'hidden'].includes(name) && value.length < 300);
    put(`<${node.localName}${named.map(({name, value}) => ` ${name}="${escaped(value)}"`).join('')}>`);
  };
  const children = node => node.shadowRoot ? node.shadowRoot.childNodes
    : node.localName === 'slot' && node.assignedNodes().length ? node.assignedNodes() : node.childNodes;
  const walk = (node, depth) => {
    if (size > most || depth > deepest) return;
    if (node.nodeType === Node.TEXT_NODE) { put(escaped(node.data.slice(0, most))); return; }
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    if (node.tagName === 'IFRAME' && node.offsetWidth && document_.test(node.src) && node.src.length < 300)
      put(`<embed src="${escaped(node.src)}">`);
    if (skipped.has(node.tagName)) return;
    if (!/^[a-z][\w.-]*$/.test(node.localName) || getComputedStyle(node).display === 'none') return;
    open(node);
    if (empty.has(node.tagName)) return;
    for (const child of children(node)) walk(child, depth + 1);
    put(`</${node.localName}>`);
  };
  if (innerWidth * innerHeight < 5000) return '';  // a frame that nobody sees
  put(`<title>${escaped(document.title.slice(0, 1000))}</title>`);
  for (const meta of [...document.querySelectorAll('meta[property]')].slice(0, 50)) open(meta);
  if (document.body) walk(document.body, 0);
  return out.join('');
})()"""
