/** A document of JSON for other programs; lone surrogates, which some cannot read, become U+FFFD. */
export function jsonText(document: unknown): string {
  const wellFormed = (_key: string, value: unknown): unknown =>
    typeof value === 'string' ? value.replace(/\p{Surrogate}/gu, '\ufffd') : value;
  return `${JSON.stringify(document, wellFormed, 2)}\n`;
}
