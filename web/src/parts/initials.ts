/** One or two letters that stand for a name, as a person would abbreviate it. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return (
    chosen
      .map(
        (word) =>
          Array.from(word ?? "")
            .at(0)
            ?.toUpperCase() ?? "",
      )
      .join("") || "·"
  );
}
