/** `reviews` in `shop` is `reviews.shop.svc.cluster.local`; others are whole. */
export function fullHost(host: string, namespace: string): string {
  return host.startsWith("*") || host.includes(".")
    ? host
    : `${host}.${namespace}.svc.cluster.local`;
}

/** One name for a host, however it is written: `shop/reviews`. */
export function serviceOfHost(host: string, namespace: string): string {
  const [, name, within] = /^(.+)\.(.+)\.svc\.cluster\.local$/.exec(host) ?? [];
  return name === undefined || within === undefined
    ? `${namespace}/${host}`
    : `${within}/${name}`;
}

function isWild(host: string): boolean {
  return host.startsWith("*");
}

/** Whether two hosts, each of which may start with `*`, have one in common. */
export function hostsMeet(one: string, other: string): boolean {
  if (isWild(one) && isWild(other))
    return one.length < other.length
      ? other.slice(1).endsWith(one.slice(1))
      : one.slice(1).endsWith(other.slice(1));
  if (isWild(one)) return other.endsWith(one.slice(1));
  if (isWild(other)) return one.endsWith(other.slice(1));
  return one === other;
}

/** Whether each host that the first means is meant by the second too. */
export function isWithin(inner: string, outer: string): boolean {
  if (isWild(inner))
    return (
      isWild(outer) &&
      inner.length >= outer.length &&
      inner.slice(1).endsWith(outer.slice(1))
    );
  return isWild(outer) ? inner.endsWith(outer.slice(1)) : inner === outer;
}
