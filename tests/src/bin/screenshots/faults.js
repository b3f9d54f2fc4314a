// What can be told of a page without eyes: that it scrolls sideways, and words that are cut off, with or without a mark.
const whole = document.documentElement;
const found = new Map();
const note = (fault) => found.set(fault, (found.get(fault) || 0) + 1);
if (whole.scrollWidth > whole.clientWidth) note(`scrolls sideways: ${whole.scrollWidth} of ${whole.clientWidth}`);
const shows = (element) => element.checkVisibility({ visibilityProperty: true });
const named = (element) => `${element.tagName.toLowerCase()}.${[...element.classList].join('.')}`;
for (const element of document.querySelectorAll('body *')) {
  const { overflowX, textOverflow } = getComputedStyle(element);
  const holds = element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1;
  if (!holds || !['hidden', 'clip'].includes(overflowX) || !shows(element) || element.matches('textarea, select')) continue;
  note(`${textOverflow === 'ellipsis' ? 'shortened' : 'cut off'}: ${named(element)}`);
}
return [...found].map(([fault, count]) => (count > 1 ? `${fault}, ${count} times` : fault));
