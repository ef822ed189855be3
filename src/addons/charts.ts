import { ApiObject } from "cdk8s";
import type { Construct } from "constructs";
import type { Repository } from "../constructs/flux";
import { addRelease, addRepository } from "../constructs/flux";
import { addPlainNamespace } from "../constructs/plain-namespace";
import type { Raw } from "../mesh/shape";
import type { Addons, StorageProps } from "../platform/addons";
import { CHARTS } from "../platform/versions";
import { dataSources } from "./data-sources";
import { jaegerConfig } from "./jaeger-config";
import { kialiSettings } from "./kiali-config";
import { claimSpec } from "./server";
import { grafanaName, STACK, urlsOf } from "./urls";

const OPERATOR_CRDS = "prometheus-operator-crds";

/**
 * The same by Flux, from the upstream charts, with the values that make them
 * know each other and the mesh. CRDs go into a layer before, where there is one:
 * rules and monitors of the mesh need them.
 */
export function addCharts(
  scope: Construct,
  crds: Construct | undefined,
  addons: Addons,
): void {
  const { prometheus, grafana, kiali, jaeger } = addons;
  const before = prometheus && crds;
  // Node exporters need their node's network, which a stricter level refuses.
  addPlainNamespace(before ?? scope, addons.namespace, {
    "istio-injection": "disabled",
  });
  if (before) add(before, addons, CHARTS.prometheusCrds, OPERATOR_CRDS, {});
  if (prometheus)
    add(
      scope,
      addons,
      CHARTS.prometheus,
      STACK,
      {
        // A release before has them.
        ...(before && { crds: { enabled: false } }),
        ...stackValues(addons, prometheus),
      },
      before ? [OPERATOR_CRDS] : [],
    );
  else if (grafana)
    add(scope, addons, CHARTS.grafana, "grafana", {
      ...grafanaValues(addons, grafana),
      datasources: {
        "datasources.yaml": {
          apiVersion: 1,
          datasources: dataSources(urlsOf(addons)),
        },
      },
    });
  if (kiali)
    add(scope, addons, CHARTS.kiali, "kiali", kialiSettings(addons, kiali));
  if (jaeger) {
    if (jaeger.storage) addSpans(scope, addons, jaeger.storage);
    add(scope, addons, CHARTS.jaeger, "jaeger", jaegerValues(jaeger));
  }
}

function add(
  scope: Construct,
  { namespace }: Addons,
  { url, chart, version }: { url: string; chart: string; version: string },
  name: string,
  values: Raw,
  dependsOn: readonly string[] = [],
): void {
  const repository: Repository = { name, namespace, url };
  addRepository(scope, repository);
  addRelease(
    scope,
    { name, chart, version, namespace, dependsOn, values },
    repository,
  );
}

/**
 * kube-prometheus-stack. It takes rules and monitors of every label and
 * namespace: one that is not selected is the commonest fault of all.
 */
function stackValues(
  addons: Addons,
  { retention, resources, storage }: NonNullable<Addons["prometheus"]>,
): Raw {
  const { grafana } = addons;
  return {
    fullnameOverride: STACK,
    prometheus: {
      prometheusSpec: {
        retention,
        ruleSelectorNilUsesHelmValues: false,
        podMonitorSelectorNilUsesHelmValues: false,
        serviceMonitorSelectorNilUsesHelmValues: false,
        probeSelectorNilUsesHelmValues: false,
        scrapeConfigSelectorNilUsesHelmValues: false,
        ...(resources && { resources }),
        ...(storage && {
          storageSpec: { volumeClaimTemplate: { spec: claimSpec(storage) } },
        }),
      },
    },
    grafana: grafana
      ? {
          ...grafanaValues(addons, grafana),
          // The chart's own are Prometheus and Alertmanager.
          additionalDataSources: dataSources(urlsOf(addons)).filter(
            ({ type }) => type === "jaeger",
          ),
        }
      : { enabled: false },
  };
}

function grafanaValues(
  addons: Addons,
  { admin, anonymous, storage, resources }: NonNullable<Addons["grafana"]>,
): Raw {
  return {
    fullnameOverride: grafanaName(addons),
    admin: {
      existingSecret: admin,
      userKey: "admin-user",
      passwordKey: "admin-password",
    },
    ...(anonymous !== undefined && {
      "grafana.ini": {
        "auth.anonymous": { enabled: true, org_role: anonymous },
      },
    }),
    ...(resources && { resources }),
    ...(storage && {
      persistence: {
        enabled: true,
        size: storage.size,
        ...(storage.className !== undefined && {
          storageClassName: storage.className,
        }),
      },
    }),
    sidecar: {
      dashboards: {
        enabled: true,
        searchNamespace: "ALL",
        folderAnnotation: "grafana_folder",
        provider: { foldersFromFilesStructure: true },
      },
    },
  };
}

/** Jaeger's volume, which its chart does not make. */
function addSpans(
  scope: Construct,
  { namespace }: Addons,
  storage: StorageProps,
): void {
  new ApiObject(scope, "PersistentVolumeClaim-jaeger", {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: {
      name: "jaeger-data",
      namespace,
      annotations: { "kustomize.toolkit.fluxcd.io/prune": "disabled" },
    },
    spec: claimSpec(storage),
  });
}

function jaegerValues({
  storage,
  resources,
}: NonNullable<Addons["jaeger"]>): Raw {
  return {
    storage: { type: storage ? "badger" : "memory" },
    jaeger: {
      ...(resources && { resources }),
      ...(storage && {
        extraVolumes: [
          {
            name: "spans",
            persistentVolumeClaim: { claimName: "jaeger-data" },
          },
        ],
        extraVolumeMounts: [{ name: "spans", mountPath: "/badger" }],
      }),
    },
    userconfig: jaegerConfig(storage !== undefined),
  };
}
