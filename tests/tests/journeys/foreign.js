// Words of the other language on the page, in text and in what is read out. Arguments: the language that shows.
// What people and channels wrote stays as they wrote it: quotes, codes, names, files, and what the dictionary cites.
const [language] = arguments;
const AS_WRITTEN = 'code, pre, q, textarea, .input, .clip, .case__subject, .case__holder > span, .fact, .person, .piece__rule, .piece__transport, '
  + '.approval__main > .small, .notices, .attachments, .note, .trail, .session, noscript, script, style';
const foreign = language === 'zh' ? /[a-z]{2,} [a-z]{2,}/i : /[\u4e00-\u9fff]/;
const found = [];
const look = (text, element) => {
  // Each language is named in itself.
  if (text && foreign.test(text.replaceAll('中文', '')) && !element.closest(AS_WRITTEN)) found.push(`${element.tagName}: ${text.trim()}`);
};
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) look(walker.currentNode.data, walker.currentNode.parentElement);
for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
  for (const name of ['aria-label', 'title', 'placeholder']) look(element.getAttribute(name), element);
}
return found;
