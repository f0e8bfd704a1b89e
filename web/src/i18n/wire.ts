/** The catalogue's word for a wire name, or the name itself where a newer server knows more than this page. */
export function named(words: Readonly<Record<string, string>>, name: string): string {
  return Object.hasOwn(words, name) ? (words[name] ?? name) : name;
}
