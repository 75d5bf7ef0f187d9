const REFERENCES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&nbsp;': ' ',
  '&#39;': "'",
};

/** What is read of a rich text, without its markup. Patterns and lengths are checked against it, as on the server. */
export function plainText(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:amp|lt|gt|quot|nbsp|#39);/g, (reference) => REFERENCES[reference] ?? reference);
}

/** Whether a text looks like rich text. */
export function isMarkup(text: string): boolean {
  return /^\s*<[a-z]/i.test(text);
}
