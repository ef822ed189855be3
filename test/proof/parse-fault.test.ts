import { printProblems } from "../../src/problems/print";
import { FAULTS } from "../../src/proof/faults";
import { aimed, sentence } from "../../src/proof/inject";
import { parseFault } from "../../src/proof/parse-fault";
import { parseSize, printSize } from "../../src/proof/size";
import { world } from "./world";

const read = (text: string) => parseFault(text, world);

test.each([
  ["web-app:errors=20%", "20% of the requests to web-app fail at the server."],
  ["web-app:errors=0.5", "50% of the requests to web-app fail at the server."],
  ["web-app:latency", "A fifth of the requests to web-app takes 1500ms."],
  ["web-app:latency=2s", "A fifth of the requests to web-app takes 2000ms."],
  ["istiod-down", "No istiod answers."],
  ["root-cert-expiring", "The mesh's root certificate expires in 10d."],
  [
    "sessions:tcp-failures, istiod-down",
    "50% of the connections to sessions cannot be made. No istiod answers.",
  ],
])("%s => %s", (text, says) => {
  expect(read(text).value?.map(sentence).join(" ")).toBe(says);
});

test.each([
  [
    "web-app:errrors",
    "got errrors, expected a fault\n  fix: write web-app:errors",
  ],
  [
    "webapp:errors=20%",
    "got webapp, expected a service of the mesh\n  fix: write web-app:errors=20%",
  ],
  [
    "web-app:errors=often",
    "got often for the size of errors, expected a share from 0% to 100%\n  fix: write it like errors=20%",
  ],
  [
    "web-app:errors=",
    "got nothing for the size of errors, expected a share from 0% to 100%\n  fix: write it like errors=20%",
  ],
  [
    "web-app:latency=1500",
    "got 1500 for the size of latency, expected a duration\n  fix: write it like latency=1500ms",
  ],
  [
    "errors=20%",
    "got errors without a service\n  fix: write web-app:errors=20%",
  ],
  [
    "web-app:istiod-down",
    "got web-app, but istiod-down befalls the whole mesh\n  fix: write istiod-down",
  ],
  [
    "istiod-down=3",
    "got =3, but istiod-down has no size\n  fix: write istiod-down",
  ],
  [
    "sessions:errors",
    "got sessions, which speaks tcp, expected a service that speaks http or grpc\n  fix: choose another service, or one of tcp-failures, plaintext-tcp",
  ],
  [
    "cart:canary-errors",
    "got cart, which has no canary\n  fix: choose a service with a canary, or give this one a canary",
  ],
])("%s => %s", (text, said) => {
  expect(read(text).value).toBeUndefined();
  expect(printProblems(read(text).problems)).toBe(
    `error: fault ${JSON.stringify(text)}: ${said}`,
  );
});

test("everything wrong is said at once", () => {
  expect(read("web-app:errrors,istio-down").problems).toHaveLength(2);
});

test("a fault is aimed at a service where it befalls one", () => {
  expect(aimed("errors=20%", "web-app")).toBe("web-app:errors=20%");
  expect(aimed("istiod-down", "web-app")).toBe("istiod-down");
  // @ts-expect-error: a misspelt fault does not compile
  aimed("errrors", "web-app");
});

test("each name is there once", () => {
  const names = FAULTS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test("a printed size is read back, but for counts", () => {
  for (const { size } of FAULTS)
    if (size && size.unit !== "times")
      expect(parseSize(printSize(size.default, size.unit), size.unit)).toBe(
        size.default,
      );
});
