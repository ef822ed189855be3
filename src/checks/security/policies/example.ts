/** A policy for one service that allows by a rule, for examples. */
export function allowing(rule: string): string {
  return `
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: web, namespace: shop }
spec: { selector: { matchLabels: { app: web } }, action: ALLOW, rules: [${rule}] }
`;
}
