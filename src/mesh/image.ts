import { withSchema } from "./shape";

const IMAGE = /^[^\s:@/][^\s@]*(@sha256:\w+)?$/;
const schema = { type: "string", pattern: IMAGE.source };

/** Whether an image has a digest, or a tag that is meant to stay: not `latest`. */
export function isPinned(reference: string): boolean {
  const [name = "", digest] = reference.split("@");
  const tag = name.slice(name.lastIndexOf("/") + 1).split(":")[1];
  return (
    digest !== undefined ||
    (tag !== undefined && tag !== "" && tag !== "latest")
  );
}

/**
 * A container image. One without a tag or digest, or with the tag `latest`, is
 * warned of: what runs then changes without any change in Git.
 */
export const image = withSchema(schema, (value, at) => {
  if (typeof value !== "string" || !IMAGE.test(value)) {
    at.wrong(
      value,
      "a container image with its tag",
      'write it like "registry.example/web-app:1.4.2"',
    );
    return;
  }
  if (!isPinned(value))
    at.warn(
      `${value} is not pinned: what runs changes without any change in Git`,
      "give a version's tag or a digest",
    );
});
