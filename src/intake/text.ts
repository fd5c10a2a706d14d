const PLAIN = /^[!-~\u3400-\u9fff]*$/u;
const FULL_WIDTH = /[\uff01-\uff5e]/gu;
/** Spaces of any kind, and characters without width that copying leaves behind. A joiner stays: emoji are made with it. */
const SPACES = /[\s\u200b\u200c\u2060\u180e]/gu;

/** Full-width letters, digits and signs as their half-width forms; nothing else of a rare character is touched. */
export function halfWidth(text: string): string {
  return text.replace(FULL_WIDTH, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
}

/** How codes, names and words are read: half-width, without spaces inside or around. */
export function tidy(text: string): string {
  return PLAIN.test(text) ? text : halfWidth(text).replace(SPACES, '');
}

/** How headers are compared: tidy, without stars, colons and what stands in brackets. */
export function tidyHeader(text: string): string {
  return tidy(text)
    .replace(/\([^()]*\)/gu, '')
    .replace(/[*:]/gu, '')
    .toUpperCase();
}

/** Whether a program that shows cells might run this text: it begins with `=` or `+`, however wide. */
export function beginsLikeFormula(text: string): boolean {
  return /^\s*[=+\uff1d\uff0b]/u.test(text);
}

/** How many characters a reader sees, rare ones counted once. */
export function length(text: string): number {
  return Array.from(text).length;
}

/** Whether there is an emoji in it. */
export function hasEmoji(text: string): boolean {
  return /\p{Extended_Pictographic}/u.test(text);
}
