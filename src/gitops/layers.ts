import { ApiObject, Chart, Lazy } from "cdk8s";
import { Construct } from "constructs";
import { Artifact } from "../constructs/artifact";
import { setCrdsLayer } from "../constructs/crds-layer";
import type { Output } from "../constructs/output";
import { outputWithin, setOutput } from "../constructs/output";
import { report, reported, reportLater } from "../constructs/report";
import type {
  LayerName,
  Layers as LayersDescription,
  LayersProps,
} from "../platform/layers";
import { describeLayers, folderOf, LAYERS } from "../platform/layers";
import type { Problem } from "../problems/problem";
import { hasErrors } from "../problems/problem";

/** The folder of Flux's own objects, which it is pointed at. */
const FLUX_FOLDER = "flux";

/**
 * A folder a layer, in the order in which a cluster needs them: CRDs, Istio,
 * addons, services. What stands in a layer is made in it; CRDs of Istio and of
 * the Prometheus operator go into the first by themselves.
 *
 *     const layers = new Layers(app, "shop", { by: "flux", source: { name: "shop" } });
 *     new Istio(layers.istio, "istio", { by: "flux" });
 *     new Mesh(layers.services, "shop", shop);
 *     => dist/1-crds/, dist/2-istio/, dist/4-services/
 *     => dist/flux/shop.k8s.yaml: Kustomization shop-crds, shop-istio, shop-services
 */
export class Layers extends Construct {
  private readonly description: LayersDescription | undefined;
  private readonly made = new Map<LayerName, Construct>();
  private readonly kustomizations = new Map<LayerName, ApiObject>();
  private readonly flux: Chart | undefined;

  constructor(scope: Construct, id: string, props: LayersProps) {
    super(scope, id);
    const { value, problems } = describeLayers(props);
    report(this, problems);
    this.description = value;
    setCrdsLayer(this, () => this.crds);
    reportLater(this, () => this.emptyLayers());
    if (value?.source) this.flux = this.fluxChart(id);
  }

  /** CustomResourceDefinitions, and what brings them. */
  get crds(): Construct {
    return this.layer("crds");
  }

  /** Istio's control plane and gateways. */
  get istio(): Construct {
    return this.layer("istio");
  }

  /** What people look at the mesh with. */
  get addons(): Construct {
    return this.layer("addons");
  }

  /** The meshes with their services. */
  get services(): Construct {
    return this.layer("services");
  }

  private layer(name: LayerName): Construct {
    const known = this.made.get(name);
    if (known) return known;
    const layer = new Construct(this, name);
    const output = this.outputOf(folderOf(name));
    setOutput(layer, output);
    this.made.set(name, layer);
    if (this.flux && this.description)
      this.addKustomization(this.flux, name, output, this.description);
    return layer;
  }

  private fluxChart(id: string): Chart {
    const scope = new Construct(this, FLUX_FOLDER);
    setOutput(scope, this.outputOf(FLUX_FOLDER));
    return new Chart(scope, id);
  }

  /** Within an environment's folder, where the layers are one's. */
  private outputOf(folder: string): Output {
    return outputWithin(this, { folder, cluster: "", together: "" });
  }

  /** https://fluxcd.io/flux/components/kustomize/kustomizations/ */
  private addKustomization(
    flux: Chart,
    layer: LayerName,
    { folder }: Output,
    { source, path, namespace, interval, timeout }: LayersDescription,
  ): void {
    const name = (one: LayerName) => `${this.node.id}-${one}`;
    const kustomization = new ApiObject(flux, `Kustomization-${layer}`, {
      apiVersion: "kustomize.toolkit.fluxcd.io/v1",
      kind: "Kustomization",
      metadata: { name: name(layer), namespace },
      spec: {
        interval,
        retryInterval: "1m",
        timeout,
        path: `${path.replace(/\/$/, "")}/${folder}`,
        // Without its CRD every object of a kind goes, in every namespace.
        prune: layer !== "crds",
        // All that is in it, HelmReleases too, is ready before the next begins.
        wait: true,
        sourceRef: source,
        dependsOn: Lazy.any({
          produce: () => {
            const before = this.before(layer);
            return before && [{ name: name(before) }];
          },
        }),
      },
    });
    this.kustomizations.set(layer, kustomization);
    // In the file they stand in their order, whichever was asked for first.
    const all = LAYERS.flatMap((one) => this.kustomizations.get(one) ?? []);
    all.slice(1).forEach(({ node }, index) => {
      const before = all[index];
      if (before) node.addDependency(before);
    });
  }

  private before(layer: LayerName): LayerName | undefined {
    return LAYERS.slice(0, LAYERS.indexOf(layer))
      .filter((one) => this.made.has(one))
      .at(-1);
  }

  /** A folder without a file is none, and Flux would wait for it; of what is wrong it is said why it is empty. */
  private emptyLayers(): readonly Problem[] {
    return [...this.made]
      .filter(
        ([, layer]) =>
          !layer.node
            .findAll()
            .some(
              (one) =>
                one instanceof ApiObject ||
                one instanceof Artifact ||
                hasErrors(reported(one)),
            ),
      )
      .map(([name]) => ({
        severity: "error",
        where: `layers, ${name}`,
        message: `got the layer ${name} with nothing in it`,
        fix: "put something into it, or do not ask for it",
      }));
  }
}
