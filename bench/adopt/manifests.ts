/** A service as somebody has it who knows of no mesh: four objects, 60 lines. */
export function serviceYaml(index: number, services: number): string {
  const name = `service-${index}`;
  const next = (step: number) => `service-${(index + step) % services}`;
  return `apiVersion: v1
kind: ServiceAccount
metadata:
  name: ${name}
  namespace: shop
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: shop
  labels:
    app: ${name}
spec:
  replicas: 3
  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        app: ${name}
    spec:
      serviceAccountName: ${name}
      securityContext:
        runAsNonRoot: true
        runAsUser: 1000
      containers:
        - name: server
          image: registry.example/${name}:1.${index}.0
          ports:
            - name: web
              containerPort: 8080
          env:
            - name: PORT
              value: "8080"
            - name: NEXT_ADDR
              value: ${next(1)}:80
            - name: OTHER_URL
              value: http://${next(7)}/api
          readinessProbe:
            httpGet:
              path: /healthz
              port: web
          resources:
            requests:
              cpu: 100m
              memory: 64Mi
            limits:
              memory: 128Mi
---
apiVersion: v1
kind: Service
metadata:
  name: ${name}
  namespace: shop
spec:
  selector:
    app: ${name}
  ports:
    - port: 80
      targetPort: web
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: ${name}
  namespace: shop
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      app: ${name}
`;
}
