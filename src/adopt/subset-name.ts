/** A version as a subset's name, which has to be a DNS label. */
export function subsetName(version: string): string {
  return version
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]/g, "-")
    .replaceAll(/^-+|-+$/g, "");
}
