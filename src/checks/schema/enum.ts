import type { Check } from "../check";
import { reportProblems } from "./judge";

export const ENUM: Check = {
  id: "schema/enum",
  severity: "error",
  demands: "A value is one of those that its field knows.",
  why: "The API server refuses the object.",
  bad: `apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: { name: default, namespace: shop }
spec:
  mtls: { mode: STRICKT }
`,
  says: 'got "STRICKT", expected one of UNSET, DISABLE, PERMISSIVE, STRICT',
  good: `apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: { name: default, namespace: shop }
spec:
  mtls: { mode: STRICT }
`,
  run: reportProblems("enum"),
};
