/** A text as JSON, or why it is none and where. */
export type Json =
  | { readonly value: unknown }
  | { readonly offset: number; readonly message: string };

export function readJson(text: string): Json {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    const said = error instanceof Error ? error.message : "";
    const offset = /at position (\d+)/.exec(said)?.[1];
    return {
      offset: offset === undefined ? text.trimEnd().length : Number(offset),
      message: reasonOf(said),
    };
  }
}

/** What V8 says, without the text and the place that stand beside it anyway. */
function reasonOf(said: string): string {
  const [, token] =
    /^Unexpected token '?(.*?)'?(?:,|$| in JSON)/.exec(said) ?? [];
  if (token !== undefined && token !== "") return `unexpected ${token}`;
  if (/^Unexpected end/.test(said)) return "it ends too early";
  const reason = said.replace(/ in JSON at position.*| \(line.*/s, "");
  return reason.charAt(0).toLowerCase() + reason.slice(1);
}
