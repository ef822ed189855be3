/** A pod for examples: fields of its container, and of its spec, as YAML. */
export function podOf(container: string, spec = ""): string {
  return `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: registry.example/web:1.4.2
      ${container}
  ${spec}
`;
}
