/** A small mesh with rules and routing, as somebody else might have written it. */
export const SHOP = `
apiVersion: v1
kind: Service
metadata: { name: web-app, namespace: shop }
spec: { selector: { app: web-app }, ports: [{ name: http, port: 80 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web-app-v1, namespace: shop }
spec: { template: { metadata: { labels: { app: web-app, version: v1 } } } }
---
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: shop, namespace: shop }
spec:
  groups:
    - name: shop
      interval: 30s
      rules:
        - record: shop:errors:ratio_rate5m
          expr: |
            sum by (destination_service_name) (rate(istio_requests_total{reporter="source",response_code=~"5.."}[5m]))
            / sum by (destination_service_name) (rate(istio_requests_total{reporter="source"}[5m]))
        - alert: Failing
          expr: shop:errors:ratio_rate5m > 0.05
          for: 1m
          labels: { severity: critical, namespace: shop, service: web-app }
        - alert: Busy
          expr: sum(increase(istio_requests_total{reporter="source",response_code="500"}[10m])) > 1000
          for: 2m
          labels: { severity: warning, namespace: shop, service: web-app }
        - alert: TooBusy
          expr: sum(increase(istio_requests_total{reporter="source"}[10m])) > 100000
          labels: { severity: warning, namespace: shop, service: web-app }
---
apiVersion: monitoring.coreos.com/v1alpha1
kind: AlertmanagerConfig
metadata: { name: shop, namespace: shop }
spec:
  route:
    receiver: tickets
    groupBy: [service]
    groupWait: 30s
    groupInterval: 5m
    routes:
      - { receiver: pager, matchers: [{ name: severity, value: critical }] }
  inhibitRules:
    - sourceMatch: [{ name: severity, value: critical }]
      targetMatch: [{ name: severity, value: warning }]
      equal: [service]
  receivers: [{ name: pager }, { name: tickets }]
`;
