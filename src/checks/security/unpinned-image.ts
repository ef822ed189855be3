import { down, fieldsOf, listOf, textOf } from "../../manifests/fields";
import type { Index } from "../../manifests/index-of";
import type { Path } from "../../manifests/manifest";
import { isPinned } from "../../mesh/image";
import type { Check } from "../check";
import { isPlaceholder } from "./placeholder";
import { podOf } from "./standard/example";
import { listText } from "./standard/fault";
import { securedPods, type SecuredPod } from "./standard/pod";

export const unpinnedImage: Check = {
  id: "security/unpinned-image",
  severity: "warning",
  demands: "An image is pinned by a version's tag or a digest.",
  why: "What runs changes otherwise without any change in Git, and two pods of one Deployment may run two programs.",
  bad: podOf("").replace(":1.4.2", ":latest"),
  says: 'got the image registry.example/web:latest of the container "web", expected a version\'s tag or a digest',
  good: podOf(""),
  run: (index, report) => {
    const elsewhere = pinnedElsewhere(index);
    for (const pod of securedPods(index)) {
      const loose = imagesOf(pod).filter(
        ({ image }) =>
          image !== "" &&
          image !== INJECTED &&
          !isPlaceholder(image) &&
          !isPinned(image) &&
          !elsewhere.has(nameOf(image)),
      );
      const [first] = loose;
      if (!first) continue;
      report(
        pod.workload.manifest,
        first.path,
        `got ${listText([...new Set(loose.map(({ image, of }) => `the image ${image} of ${of}`))])}, expected a version's tag or a digest`,
        "write name:version, or name@sha256:… to run these very bytes",
      );
    }
  },
};

/** What a gateway's container says for "the sidecar's own image". */
const INJECTED = "auto";

interface Image {
  readonly image: string;
  readonly of: string;
  readonly path: Path;
}

/** Those of containers and of volumes. */
function imagesOf({
  containers,
  workload,
  specPath,
}: SecuredPod): readonly Image[] {
  return [
    ...containers.map(({ name, fields, path }) => ({
      image: textOf(fields["image"]),
      of: `the container ${JSON.stringify(name)}`,
      path: [...path, "image"],
    })),
    ...listOf(workload.spec["volumes"]).map((volume, at) => ({
      image: textOf(down(volume, "image", "reference")),
      of: `the volume ${JSON.stringify(textOf(fieldsOf(volume)["name"]))}`,
      path: [...specPath, "volumes", at, "image", "reference"],
    })),
  ];
}

/** Images to which a kustomization gives a tag or a digest. */
function pinnedElsewhere(index: Index): ReadonlySet<string> {
  const lists = [
    ...index
      .kind("kustomize.config.k8s.io/Kustomization")
      .map(({ object }) => object["images"]),
    ...index
      .kind("kustomize.toolkit.fluxcd.io/Kustomization")
      .map(({ object }) => down(object, "spec", "images")),
  ];
  return new Set(
    lists
      .flatMap(listOf)
      .map(fieldsOf)
      .filter(
        ({ newTag, digest }) =>
          textOf(digest) !== "" || !["", "latest"].includes(textOf(newTag)),
      )
      .map(({ name }) => textOf(name)),
  );
}

/** An image without its tag. */
function nameOf(image: string): string {
  return image.replace(/:[^:/]*$/, "");
}
