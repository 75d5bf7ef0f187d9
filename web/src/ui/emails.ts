/** Splits pasted text into addresses; commas, semicolons, blanks and line breaks separate. */
export function parseEmails(text: string): { valid: string[]; invalid: string[] } {
  const parts = text
    .split(/[\s,;]+/)
    .map((part) => part.trim().replace(/^<|>$/g, '').toLowerCase())
    .filter(Boolean);
  const unique = [...new Set(parts)];
  const isEmail = (part: string) => /^[^@\s]+@[^@\s]+$/.test(part);
  return { valid: unique.filter(isEmail), invalid: unique.filter((part) => !isEmail(part)) };
}
