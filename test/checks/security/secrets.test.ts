import {
  secretsInFile,
  secretUnder,
} from "../../../src/checks/security/secrets/secret-in";
import { tokenIn } from "../../../src/checks/security/secrets/tokens";
import { saidOf } from "./findings";

/** Made here: shaped like the real ones, and nobody's. */
const many = (text: string, count: number) => text.repeat(count);

test.each([
  ["AKIA" + many("Q7", 8), "an access key of AWS"],
  ["ghp_" + many("aB3", 12), "a token of GitHub"],
  ["github_pat_" + many("aB3_", 18), "a token of GitHub"],
  ["glpat-" + many("aB3-", 6), "a token of GitLab"],
  ["xoxb-" + many("123-", 6), "a token of Slack"],
  [
    "https://hooks.slack.com/services/T0001/B0001/" + many("aB", 12),
    "a webhook of Slack",
  ],
  ["sk_live_" + many("aB3", 8), "a live key of Stripe"],
  ["AIza" + many("aB3-_", 7), "an API key of Google"],
  ["npm_" + many("aB3", 12), "a token of npm"],
  ["hvs." + many("aB3", 10), "a token of Vault"],
  [
    `eyJ${many("hb", 8)}.eyJ${many("zd", 8)}.${many("aB3_", 8)}`,
    "a signed token (JWT)",
  ],
  ["-----BEGIN PRIVATE KEY-----\nMIIE", "a private key"],
  ["-----BEGIN OPENSSH PRIVATE KEY-----\nb3", "a private key"],
  ["postgres://shop:hunter2@db:5432/shop", "a password in an address"],
  ["redis://:hunter2@sessions:6379", "a password in an address"],
  ["shop:hunter2@tcp(db:3306)/shop", "a password in an address"],
  ["Server=db;User Id=sa;Password=hunter2;", "a password in an address"],
])("%s is %s", (text, what) => {
  expect(tokenIn(text)).toBe(what);
});

test.each([
  "AKIAIOSFODNN7EXAMPLE",
  "-----BEGIN PUBLIC KEY-----",
  "-----BEGIN CERTIFICATE-----",
  "postgres://db:5432/shop",
  "postgres://shop@db:5432/shop",
  "postgres://shop:$(DB_PASSWORD)@db/shop",
  "postgres://shop:${DB_PASSWORD}@db/shop",
  "postgres://shop:$DB_PASSWORD@db/shop",
  "postgres://shop:{{ .Values.password }}@db/shop",
  "postgres://user:password@host/db",
  "postgres://user:<password>@host/db",
  "Server=db;Password=$(DB_PASSWORD);",
  "http://web-app:8080/a@b",
  "git@github.com:shop/web.git",
  "registry.example/web@sha256:" + many("0a", 32),
  "sk_test_" + many("aB3", 8),
  "eyJhbGciOiJub25lIn0",
])("%s is no secret", (text) => {
  expect(tokenIn(text)).toBeUndefined();
});

test.each([
  ["DB_PASSWORD", "hunter2", "a password"],
  ["DB_PASSWORD", "12345", "a password"],
  ["dbPassword", "hunter2", "a password"],
  ["spring.datasource.password", "hunter2", "a password"],
  ["REDIS_PASS", "hunter2", "a password"],
  ["MYSQL_PWD", "hunter2", "a password"],
  ["TOKEN", "q7Zk2mVb81", "a token"],
  ["github-token", "q7Zk2mVb81", "a token"],
  ["API_KEY", "q7Zk2mVb81", "a key"],
  ["apiKey", "q7Zk2mVb81", "a key"],
  ["AWS_SECRET_ACCESS_KEY", "q7Zk2mVb81/abc+d", "a key"],
  ["CLIENT_SECRET", "q7Zk2mVb81", "a secret"],
])("%s: %s is %s", (name, value, what) => {
  expect(secretUnder(name, value)).toBe(what);
});

test.each([
  ["TOKEN_TTL", "3600"],
  ["TOKEN_LIFETIME", "12h"],
  ["MAX_TOKEN", "4096"],
  ["PASSWORD_FILE", "/run/secrets/password"],
  ["PASSWORD", "/run/secrets/password"],
  ["PASSWORD", "file:/run/secrets/password"],
  ["SECRET_NAME", "web-app"],
  ["EXISTING_SECRET", "web-app"],
  ["CLIENT_SECRET", "web-app-secret"],
  ["IMAGE_PULL_SECRET", "registry"],
  ["CSRF_TOKEN", "X-CSRF"],
  ["AUTH_TOKEN", "x-auth-token"],
  ["TOKEN_URL", "https://login.example/token"],
  ["TOKEN", "https://login.example/oauth"],
  ["REQUIRE_PASSWORD", "true"],
  ["PASSWORD", "true"],
  ["PASSWORD", ""],
  ["PASSWORD", "$(DB_PASSWORD)"],
  ["PASSWORD", "${DB_PASSWORD}"],
  ["PASSWORD", "${DB_PASSWORD:-none}"],
  ["PASSWORD", "{{ .Values.password }}"],
  ["PASSWORD", "<password>"],
  ["PASSWORD", "changeme"],
  ["SIGNING_KEY", "CHANGEME00000000"],
  ["PASSWORD", "REPLACE_ME"],
  ["PASSWORD", "********"],
  ["PASSWORD", "your-password-here"],
  ["PASSWORD", "vault:secret/data/db#password"],
  ["PASSWORD", "ENC[AES256_GCM,data:aaaa,type:str]"],
  ["TOKEN", "arn:aws:secretsmanager:eu-west-1:1:secret:db"],
  ["PUBLIC_KEY", "q7Zk2mVb81"],
  ["CACHE_KEY", "q7Zk2mVb81"],
  ["PWD", "/app"],
  ["BYPASS", "q7Zk2mVb81"],
  ["PASSWORD_POLICY", "strict"],
  ["API_TOKEN", "the token that the API gave you"],
])("%s: %s is no secret", (name, value) => {
  expect(secretUnder(name, value)).toBeUndefined();
});

describe("files in a ConfigMap", () => {
  test.each([
    ["application.properties", "a=1\ndb.password=hunter2\n", ["db.password"]],
    ["config.yaml", 'db:\n  password: "hunter2" # no\n', ["password"]],
    [".env", "export API_KEY=q7Zk2mVb81\n", ["API_KEY"]],
    ["app.json", '{"a":[{"smtp":{"password":"hunter2"}}]}', ["password"]],
    ["app.json", '{"name":"DB_PASSWORD","value":"hunter2"}', ["DB_PASSWORD"]],
    ["server.key", "-----BEGIN RSA PRIVATE KEY-----\nMII\n", [""]],
    ["run.sh", "curl https://bot:hunter2@ci.example/x\n", [""]],
    // A comment hides no token, and is otherwise a word about a secret.
    ["a.conf", "# password = hunter2\n", []],
    ["a.conf", "# ghp_" + many("aB3", 12), [""]],
    ["schema.yaml", "password:\n  type: string\n", []],
    ["main.py", "def login(password: str, token = TOKEN):\n", []],
    ["app.json", "{ not: json", []],
  ])("%s: %s", (file, text, names) => {
    expect(secretsInFile(file, text).map(({ name }) => name)).toEqual(names);
  });
});

describe("where they are looked for", () => {
  const pod = (container: string) => `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec: { containers: [{ name: web, image: "web:1", ${container} }] }
`;

  test.each([
    [
      'args: ["--password=hunter2"]',
      'args of the container "web", after --password',
    ],
    [
      'args: ["--password", "hunter2"]',
      'args of the container "web", after --password',
    ],
    [
      'command: [sh, -c, "DB_PASSWORD=hunter2 exec app"]',
      'command of the container "web", after DB_PASSWORD',
    ],
    [
      'command: [sh, -c, "app --token q7Zk2mVb81 &"]',
      'command of the container "web", after --token',
    ],
    ['args: ["postgres://a:hunter2@db"]', 'args of the container "web"'],
  ])("%s", (container, where) => {
    expect(saidOf(pod(container), "secret-in-args")).toEqual([
      expect.stringContaining(`in ${where}, expected a reference`),
    ]);
  });

  test.each([
    'args: ["--password=$(PASSWORD)"]',
    'args: ["--password-file=/run/pw", "--token-ttl", "3600"]',
    'args: ["--require-password", "--token"]',
    'command: [sh, -c, "PASSWORD=$(cat /run/pw) exec app"]',
  ])("%s is no secret", (container) => {
    expect(saidOf(pod(container), "secret-in-args")).toEqual([]);
  });

  const annotated = (annotation: string) => `
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop, annotations: { ${annotation} } }
`;

  test.each([
    [
      `kubectl.kubernetes.io/last-applied-configuration: '{"kind":"Secret","data":{"a":"aHVudGVyMg=="}}'`,
      "a Secret's data",
    ],
    [
      `kubectl.kubernetes.io/last-applied-configuration: '{"spec":{"env":[{"name":"DB_PASSWORD","value":"hunter2"}]}}'`,
      "a password",
    ],
    ["example.com/password: hunter2", "a password"],
  ])("%s", (annotation, what) => {
    expect(saidOf(annotated(annotation), "secret-in-annotation")).toEqual([
      expect.stringContaining(`got ${what} in the annotation`),
    ]);
  });

  test.each([
    `kubectl.kubernetes.io/last-applied-configuration: '{"kind":"Secret","type":"Opaque"}'`,
    "nginx.ingress.kubernetes.io/auth-secret: basic",
    "secret.reloader.stakater.com/reload: db",
    'vault.hashicorp.com/agent-inject-token: "true"',
  ])("%s is no secret", (annotation) => {
    expect(saidOf(annotated(annotation), "secret-in-annotation")).toEqual([]);
  });

  const secret = (data: string) => `
apiVersion: v1
kind: Secret
metadata: { name: db, namespace: shop }
${data}
`;

  test.each([
    "data: { ca.crt: LS0t, tls.crt: LS0t }",
    "type: kubernetes.io/service-account-token",
    "stringData: { server: '-----BEGIN CERTIFICATE-----' }",
    "stringData: { password: '${DB_PASSWORD}' }",
    "data: { password: '' }",
    "data: { password: 'ENC[AES256_GCM,data:aa]' }\nsops: { version: 3.9.0 }",
  ])("a Secret with %s has nothing in plain text", (data) => {
    expect(saidOf(secret(data), "secret-in-plain-text")).toEqual([]);
  });

  test("a Secret names its keys, each once", () => {
    expect(
      saidOf(
        secret("stringData: { a: b, c: d }\ndata: { a: aHVudGVyMg== }"),
        "secret-in-plain-text",
      ),
    ).toEqual([
      "info: got a Secret with a, c in plain text, expected it encrypted or made in the cluster",
    ]);
  });
});
