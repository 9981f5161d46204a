const READ_ALOUD = ['aria-label', 'placeholder', 'title', 'alt'];
const LETTERS = /\p{L}/u;
// Messages may stand inside messages; the city's own data are written in capitals in these tests.
const MESSAGE = /⟦[^⟦⟧]*⟧/gu;
const DATA = /^[^\p{Ll}]*$/u;

function withoutMessages(text: string): string {
  const shorter = text.replace(MESSAGE, '');
  return shorter === text ? text : withoutMessages(shorter);
}

const isOurs = (text: string) => DATA.test(withoutMessages(text));

/** What a person would read on the screen that comes neither from a catalogue nor from the data. */
export function untranslated(screen: HTMLElement): string[] {
  const found: string[] = [];
  const walk = document.createTreeWalker(screen, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    if (node instanceof Element) {
      const spoken = READ_ALOUD.map((name) => node.getAttribute(name) ?? '');
      found.push(...spoken.filter((text) => LETTERS.test(text) && !isOurs(text)));
    } else if (
      LETTERS.test(node.textContent ?? '') &&
      !node.parentElement?.closest('[lang]:not(html), kbd')
    ) {
      if (!isOurs(node.textContent!)) found.push(node.textContent!);
    }
  }
  return found;
}
