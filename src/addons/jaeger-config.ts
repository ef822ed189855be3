import type { Raw } from "../mesh/shape";

const everywhere = (port: number) => ({ endpoint: `0.0.0.0:${port}` });

/**
 * Jaeger 2's file: spans by OTLP and Zipkin into one store, in memory or in
 * Badger's files. https://www.jaegertracing.io/docs/latest/deployment/configuration/
 */
export function jaegerConfig(stays: boolean): Raw {
  return {
    service: {
      extensions: ["jaeger_storage", "jaeger_query", "healthcheckv2"],
      pipelines: {
        traces: {
          receivers: ["otlp", "zipkin"],
          processors: ["batch"],
          exporters: ["jaeger_storage_exporter"],
        },
      },
      telemetry: {
        resource: { "service.name": "jaeger" },
        metrics: {
          level: "normal",
          readers: [
            {
              pull: {
                exporter: { prometheus: { host: "0.0.0.0", port: 8888 } },
              },
            },
          ],
        },
      },
    },
    extensions: {
      jaeger_storage: {
        backends: {
          spans: stays
            ? {
                badger: {
                  ephemeral: false,
                  directories: { keys: "/badger/key", values: "/badger/data" },
                },
              }
            : { memory: { max_traces: 100_000 } },
        },
      },
      jaeger_query: { base_path: "/jaeger", storage: { traces: "spans" } },
      healthcheckv2: { use_v2: true, http: everywhere(13_133) },
    },
    receivers: {
      otlp: { protocols: { grpc: everywhere(4317), http: everywhere(4318) } },
      zipkin: everywhere(9411),
    },
    processors: { batch: {} },
    exporters: { jaeger_storage_exporter: { trace_storage: "spans" } },
  };
}
