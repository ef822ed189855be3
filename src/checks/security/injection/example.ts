/** A namespace with injection that enforces a standard, and a Deployment in it, for examples. */
export function enforcing(
  level: string,
  container = "",
  spec = "",
  more = "",
): string {
  return `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels: { istio-injection: enabled, pod-security.kubernetes.io/enforce: ${level} }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      ${spec}
      containers:
        - name: web
          image: registry.example/web:1.4.2
          ${container}
${more}`;
}

export const WITH_CNI = `---
apiVersion: install.istio.io/v1alpha1
kind: IstioOperator
metadata: { name: istio, namespace: istio-system }
spec: { components: { cni: { enabled: true } } }
`;
