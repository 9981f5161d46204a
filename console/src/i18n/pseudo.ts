// The pseudo-language: every message between ⟦ and ⟧, with accents and a third longer, so that text
// that comes from no catalogue, or has too little room, is seen at once.

type Messages = { [key: string]: string | Messages };

const ACCENTS = new Map([...'aeioucnyAEIOUCNY'].map((plain, at) => [plain, [...'åéîöûçñýÅÉÎÖÛÇÑÝ'][at]!]));
const PARTS = /(\{\{.*?\}\}|<\/?\w+>)/;

function disguise(message: string): string {
  const words = message
    .split(PARTS)
    .map((part) => (PARTS.test(part) ? part : [...part].map((one) => ACCENTS.get(one) ?? one).join('')))
    .join('');
  return `⟦${words}${'~'.repeat(Math.ceil(message.length / 3))}⟧`;
}

export function pseudo(messages: Messages): Messages {
  return Object.fromEntries(
    Object.entries(messages).map(([key, message]) => [
      key,
      typeof message === 'string' ? disguise(message) : pseudo(message),
    ]),
  );
}
