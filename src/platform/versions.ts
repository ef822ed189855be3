/**
 * The versions of everything that is installed, in one place. Each was read from
 * its project's releases; a newer one is added here.
 */

/** Releases of Istio that the descriptions of a mesh were held against. */
export const ISTIO_VERSIONS = [
  "1.30.0",
  "1.30.1",
  "1.30.2",
  "1.30.3",
  "1.30.4",
  "1.30.5",
] as const;
export type IstioVersion = (typeof ISTIO_VERSIONS)[number];

export const NEWEST_ISTIO: IstioVersion = "1.30.5";

/** Where Helm charts are, and their names and versions there. */
export const CHARTS = {
  istio: { url: "https://istio-release.storage.googleapis.com/charts" },
} as const;
