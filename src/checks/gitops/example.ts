/** A Deployment whose selector and pods have the labels, as examples show it. */
export function deploymentYaml(
  name: string,
  labels: string,
  podLabels = labels,
): string {
  return `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: shop }
spec:
  selector: { matchLabels: { ${labels} } }
  template:
    metadata: { labels: { ${podLabels} } }
    spec:
      containers:
        - name: web
          image: registry.example/web:1
          ports: [{ name: http, containerPort: 8080 }]
`;
}

/** A pod of one container, whose fields are written as YAML: `env: [{ … }]`. */
export function podYaml(container: string): string {
  return `---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: registry.example/web:1
      ${container}
`;
}

/** A ConfigMap of one key, `currency`. */
export const PRICES = `
apiVersion: v1
kind: ConfigMap
metadata: { name: prices, namespace: shop }
data: { currency: EUR }
`;
