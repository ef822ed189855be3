import { isPlaceholder } from "../placeholder";

/**
 * What a text holds that is a secret by its shape, whatever it is called:
 * "a token of GitHub". Each shape is its issuer's; nothing is guessed.
 */
export function tokenIn(text: string): string | undefined {
  return shapeIn(text) ?? passwordInAddress(text);
}

function shapeIn(text: string): string | undefined {
  if (!ANY_SHAPE.test(text)) return undefined;
  return SHAPES.find(([, shape]) => {
    const [found] = shape.exec(text) ?? [];
    return found !== undefined && !found.includes("EXAMPLE");
  })?.[0];
}

const SHAPES: readonly (readonly [what: string, shape: RegExp])[] = [
  ["a private key", /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/],
  ["an access key of AWS", /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/],
  [
    "a token of GitHub",
    /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{60,})\b/,
  ],
  ["a token of GitLab", /\bglpat-[\w-]{20,}/],
  ["a token of Slack", /\bxox[abeoprs]-[\w-]{10,}/],
  [
    "a webhook of Slack",
    /\bhooks\.slack\.com\/(?:services|workflows)\/T\w+\/[\w/]{10,}/,
  ],
  ["a live key of Stripe", /\b[rs]k_live_[A-Za-z0-9]{16,}/],
  ["an API key of Google", /\bAIza[\w-]{35}(?![\w-])/],
  ["a key of SendGrid", /\bSG\.[\w-]{22}\.[\w-]{43}(?![\w-])/],
  ["a token of npm", /\bnpm_[A-Za-z0-9]{36}\b/],
  ["a token of PyPI", /\bpypi-AgEI[\w-]{50,}/],
  ["a token of Docker Hub", /\bdckr_(?:pat|oat)_[\w-]{27,}/],
  ["a token of Vault", /\bhv[bs]\.[\w-]{24,}/],
  ["a token of DigitalOcean", /\bdo[opr]_v1_[a-f0-9]{64}\b/],
  ["an API key of Anthropic", /\bsk-ant-[a-z]+\d\d-[\w-]{40,}/],
  ["an API key of OpenAI", /\bsk-[\w-]{20,90}T3BlbkFJ[\w-]{20,}/],
  ["an account key of Azure", /\bAccountKey=[A-Za-z0-9+/]{60,}={0,2}/],
  ["a signed token (JWT)", /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{16,}/],
];

/** All of them in one pass, since most texts hold none. */
const ANY_SHAPE = new RegExp(SHAPES.map(([, { source }]) => source).join("|"));

const ADDRESSES: readonly RegExp[] = [
  /\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s:@/?#"']{0,100}:([^\s@/?#"']{1,200})@/gi,
  /\b[\w.-]{1,60}:([^\s:@/"']{1,200})@(?:tcp|unix)\(/g,
  /(?:^|;)\s*(?:password|pwd)\s*=\s*([^;\s]+)\s*(?=;|$)/gi,
];

/** `postgres://shop:hunter2@db`, `shop:hunter2@tcp(db:3306)`, `Server=db;Password=hunter2`. */
function passwordInAddress(text: string): string | undefined {
  const isThere = ADDRESSES.some((shape) =>
    [...text.matchAll(shape)].some(
      ([whole, password = ""]) =>
        !isPlaceholder(password) &&
        !isPlaceholder(whole) &&
        !/^(?:pass(?:word)?|pwd|secret)$/i.test(password) &&
        !password.startsWith("$"),
    ),
  );
  return isThere ? "a password in an address" : undefined;
}
