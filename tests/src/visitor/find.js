// Finds one thing on the page as a person would: by the words they see, and only what they can see.
// Arguments: what sort of thing, its name, and the part of the page to look in (empty for all of it): a region by its
// name, or a row by words in it.
const [sort, name, part] = arguments;
const SORTS = {
  control: 'a[href], button, summary, [role="tab"], input[type="checkbox"]',
  field: 'input:not([type="checkbox"]), textarea',
  choice: 'select',
  part: '*',
};
const plain = (text) => (text || '').replace(/\s+/g, ' ').trim();
const shows = (element) => element.checkVisibility({ visibilityProperty: true });
const namesOf = (element) => [
  element.getAttribute('aria-label'),
  ...[...(element.labels || [])].map((label) => label.innerText),
  element.innerText,
].map(plain).filter(Boolean);

// Nobody reaches past an open dialog.
const whole = document.querySelector('dialog[open]') || document.body;
const last = (selector, fits) => [...whole.querySelectorAll(selector)].filter(shows).filter(fits).pop();
const root = !part ? whole
  : last('[aria-label]', (element) => plain(element.getAttribute('aria-label')) === part)
    || last('tr, li, .row', (element) => plain(element.innerText).includes(part));
if (!root || sort === 'part') return root || null;

const wanted = plain(name);
const found = [...root.querySelectorAll(SORTS[sort])].filter(shows);
return found.find((element) => namesOf(element).includes(wanted))
  || found.find((element) => namesOf(element).some((text) => text.startsWith(wanted)))
  || null;
