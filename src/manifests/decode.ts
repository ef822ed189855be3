/** Bytes as text, or why they are none. A file from Windows may be UTF-16. */
export function decode(
  bytes: Uint8Array,
): { readonly text: string } | { readonly wrong: string } {
  const [a, b] = bytes;
  const encoding =
    a === 0xff && b === 0xfe
      ? "utf-16le"
      : a === 0xfe && b === 0xff
        ? "utf-16be"
        : "utf-8";
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.slice(0, 8192).includes("\0")
      ? { wrong: "got a binary file, expected text" }
      : { text };
  } catch {
    return { wrong: "got bytes that are not UTF-8, expected text" };
  }
}
