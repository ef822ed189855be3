import type { Check } from "./shape";

/**
 * A container image. One without a tag or digest, or with the tag `latest`, is
 * warned of: what runs then changes without any change in Git.
 */
export const image: Check = (value, at) => {
  if (
    typeof value !== "string" ||
    !/^[^\s:@/][^\s@]*(@sha256:\w+)?$/.test(value)
  ) {
    at.wrong(
      value,
      "a container image with its tag",
      'write it like "registry.example/web-app:1.4.2"',
    );
    return;
  }
  const [name = "", digest] = value.split("@");
  const tag = name.slice(name.lastIndexOf("/") + 1).split(":")[1];
  if (digest === undefined && (tag === undefined || tag === "latest"))
    at.warn(
      `${value} is not pinned: what runs changes without any change in Git`,
      "give a version's tag or a digest",
    );
};
