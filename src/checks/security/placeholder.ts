/**
 * Whether a text is for something else to fill in: Helm, envsubst, Flux,
 * Kubernetes' own `$(NAME)`, or a person (`<password>`, `REPLACE_ME`).
 */
export function isPlaceholder(text: string): boolean {
  return (
    /\{\{|\}\}|\$[({]|^\$\w+$|^<[^>]*>$|^%[^%]+%$|^@[^@]+@$|^__\w+__$/.test(
      text,
    ) || WORDS.test(text)
  );
}

const WORDS =
  /^(?:[x*.•-]+|(?:please[-_ ]?)?(?:change|replace|fill|set|insert|put)[-_ ]?(?:this|me|it|in|here|with)(?![a-z]).*|your[-_ ].*|(?:todo|tbd|fixme|example|dummy|placeholder|redacted|none|null|nil|undefined|unset|empty|n\/a)\b.*)$/i;
