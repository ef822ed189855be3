import type { KeyRef } from "./container";
import { keyRefCheck } from "./container";
import { url } from "./scalars";
import type { Check } from "./shape";
import { isObject, oneOf, optional, shape, text } from "./shape";

/** Who is told, and how. Keys are only ever referred to, never written. */
export type ReceiverProps =
  | { readonly webhook: string }
  | { readonly pagerduty: KeyRef }
  | { readonly slack: { readonly channel: string; readonly url: KeyRef } };

export interface AlertmanagerProps {
  /** Who is paged: critical alerts. */
  readonly pages: ReceiverProps;
  /** Who gets warnings. @default - those who are paged */
  readonly tickets?: ReceiverProps;
  /**
   * An AlertmanagerConfig for the operator, or a plain configuration in
   * artifacts/.
   * @default "AlertmanagerConfig" for the operator, else "file"
   */
  readonly as?: "AlertmanagerConfig" | "file";
}

const forms: Readonly<Record<string, Check>> = {
  webhook: url,
  pagerduty: keyRefCheck,
  slack: shape<{ channel: string; url: KeyRef }>({
    channel: text,
    url: keyRefCheck,
  }),
};

const receiver: Check = (value, at) => {
  const given = isObject(value) ? Object.keys(value) : [];
  const check = given.length === 1 ? forms[given[0] ?? ""] : undefined;
  if (!isObject(value) || check === undefined)
    at.wrong(
      value,
      `an object with one of ${Object.keys(forms).join(", ")}`,
      'write { webhook: "https://hooks.example/alerts" }',
    );
  else check(value[given[0] ?? ""], at.at(given[0] ?? ""));
};

export const alertmanagerCheck = shape<AlertmanagerProps>({
  pages: receiver,
  tickets: optional(receiver),
  as: optional(oneOf("AlertmanagerConfig", "file")),
});
