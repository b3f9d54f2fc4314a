// What can be told of a page without eyes: that it scrolls sideways, and words that are cut off with nothing to say so.
const whole = document.documentElement;
const found = [];
if (whole.scrollWidth > whole.clientWidth) found.push(`scrolls sideways: ${whole.scrollWidth} of ${whole.clientWidth}`);
const shows = (element) => element.checkVisibility({ visibilityProperty: true });
const named = (element) => `${element.tagName.toLowerCase()}.${[...element.classList].join('.')}`;
for (const element of document.querySelectorAll('body *')) {
  if (!shows(element) || !element.childNodes.length || element.matches('.unseen, textarea, select, option')) continue;
  const style = getComputedStyle(element);
  const hides = ['hidden', 'clip'].includes(style.overflowX);
  if (hides && style.textOverflow !== 'ellipsis' && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1) {
    found.push(`cut off: ${named(element)} ${element.scrollWidth} of ${element.clientWidth}`);
  }
  if (style.textOverflow === 'ellipsis' && element.scrollWidth > element.clientWidth + 1) {
    found.push(`shortened: ${named(element)} “${element.innerText.trim()}”`);
  }
}
return found;
