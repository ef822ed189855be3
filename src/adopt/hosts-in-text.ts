/** A host that a text names: `http://cart.shop:7070/api`. */
export interface NamedHost {
  readonly scheme?: string;
  readonly host: string;
  readonly port?: number;
  /** Whether the text is this and nothing else. */
  readonly alone: boolean;
}

/** Longer words are no addresses: certificates, keys, data. */
const LONGEST = 300;

/** `scheme://user@host:port`, of which all but the host may be missing. */
const ADDRESS =
  /^(?:([a-z][a-z0-9+.-]*):\/\/\/?)?(?:[^@]*@)?([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::(\d{1,5}))?(?=$|[/?#:])/i;

/**
 * The hosts in a text, whatever stands around them.
 *
 *     "jdbc:postgresql://db:5432/orders" => postgresql, db, 5432
 *     "--cart=cart:7070,emoji-svc.emojivoto:8080" => cart 7070, emoji-svc.emojivoto 8080
 */
export function hostsIn(text: string): readonly NamedHost[] {
  const words = text
    .split(/[\s,;"'`()<>=\\{}[\]|]+/)
    .filter((word) => word !== "" && word.length <= LONGEST);
  return words.flatMap((word) => {
    const marks = word.indexOf("://");
    const scheme = /[a-z][a-z0-9+.-]*$/i.exec(
      word.slice(0, Math.max(0, marks)),
    );
    const [, named, host = "", port] =
      ADDRESS.exec(scheme ? word.slice(scheme.index) : word) ?? [];
    const number = Number(port ?? 0);
    if (!/[a-z]/i.test(host) || number > 65535) return [];
    return [
      {
        host: host.toLowerCase(),
        alone: words.length === 1,
        ...(named !== undefined && { scheme: named.toLowerCase() }),
        ...(number > 0 && { port: number }),
      },
    ];
  });
}
