import { isPlaceholder } from "../placeholder";

/** What a name says that its value is: `DB_PASSWORD` a password. */
export type SecretName = "password" | "token" | "secret" | "key";

/**
 * Whether a name is one of secrets: its last words decide, so `TOKEN_TTL`,
 * `PASSWORD_FILE` and `SECRET_NAME` are none.
 */
export function secretName(name: string): SecretName | undefined {
  const words = wordsOf(name);
  if (words.some((word) => NOT_SECRET.has(word))) return undefined;
  const last = words.at(-1) ?? "";
  const both = `${words.at(-2) ?? ""} ${last}`;
  if (PASSWORDS.has(last)) return "password";
  if (last === "pwd" || last === "pass")
    return words.length > 1 ? "password" : undefined;
  if (last === "token") return "token";
  if (last === "secret") return "secret";
  return last === "apikey" || last === "secretkey" || KEYS.has(both)
    ? "key"
    : undefined;
}

const PASSWORDS: ReadonlySet<string> = new Set([
  "password",
  "passwd",
  "passphrase",
]);

const KEYS: ReadonlySet<string> = new Set([
  "access key",
  "account key",
  "api key",
  "auth key",
  "encryption key",
  "license key",
  "master key",
  "private key",
  "secret key",
  "signing key",
]);

/** Names of things in a cluster, and what everybody may know. */
const NOT_SECRET: ReadonlySet<string> = new Set([
  "allow",
  "csrf",
  "disable",
  "enable",
  "existing",
  "has",
  "is",
  "pagination",
  "public",
  "publishable",
  "pull",
  "require",
  "required",
  "tls",
  "use",
  "xsrf",
]);

/** `DB_PASSWORD`, `dbPassword` and `db.password` are the words db and password. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "")
    .map((word) => word.toLowerCase());
}

/** Whether a value under such a name is the secret itself, and no word about it. */
export function isWritten(name: SecretName, value: string): boolean {
  const text = value.trim();
  if (text === "" || isPlaceholder(text)) return false;
  if (FLAGS.test(text) || /\s/.test(text)) return false;
  if (name !== "password" && /^[\d.]+[a-z]{0,2}$/.test(text)) return false;
  if (REFERENCE.test(text) || PATH.test(text) || PUBLIC.test(text))
    return false;
  // `x-auth-token`, `web-app-secret`: the name of one.
  const about = name === "key" ? ["key"] : [name, "credentials"];
  return !(
    /^[\w.:/-]+$/.test(text) &&
    wordsOf(text).some((word) => about.includes(word))
  );
}

const FLAGS = /^(?:true|false|yes|no|on|off|enabled?|disabled?)$/i;

/** Where it is kept: an address, a vault's entry, what sops or jasypt have encrypted. */
const REFERENCE =
  /^(?:[a-z][\w+.-]*:\/\/|(?:vault|env|file|arn|op|ref|ssm|secretmanager|azurekeyvault|gcpsecretmanager|awssm)[:@+]|ENC[[(]|projects\/|\$ANSIBLE_VAULT|secretKeyRef)/i;

const PATH =
  /^(?:~|\.{1,2}|[A-Za-z]:)?[/\\][\w.@ -]+(?:[/\\][\w.@ -]*)*$|\.(?:pem|key|crt|txt|json|ya?ml|jks|p12)$/;

const PUBLIC = /^(?:-----BEGIN (?:PUBLIC|CERTIFICATE)|ssh-(?:rsa|ed25519) )/;
