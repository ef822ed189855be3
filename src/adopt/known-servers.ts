/** What a well-known server speaks, and where it listens when nobody says otherwise. */
export interface KnownServer {
  readonly application: string;
  readonly protocol: "tcp" | "http" | "grpc";
  readonly ports: readonly number[];
  /** Image names, without registry and tag. */
  readonly images: readonly string[];
  /** URL schemes of its clients, and words that a port is named by. */
  readonly words: readonly string[];
}

/** Words that a port which is asked by HTTP is named by; none of them says so for certain. */
export const HTTP_WORDS: readonly string[] = [
  "web",
  "www",
  "api",
  "rest",
  "ui",
  "dashboard",
  "metrics",
  "prom",
  "prometheus",
  "health",
  "healthz",
];

/**
 * Only what is so for certain stands here: as tcp every byte passes, but a
 * server of HTTP may be set to TLS, and a wrong protocol would cut it off.
 * Istio's own names mongo, mysql and redis are not written: they switch on
 * filters that parse the protocol (mongo's is on by default), and what a filter
 * does not know it cuts off. As tcp every byte passes.
 */
export const KNOWN_SERVERS: readonly KnownServer[] = [
  tcp(
    "redis",
    [6379],
    [
      "redis",
      "valkey",
      "keydb",
      "dragonfly",
      "redis-stack",
      "redis-stack-server",
    ],
    ["redis", "rediss", "valkey"],
  ),
  tcp(
    "mysql",
    [3306],
    ["mysql", "mariadb", "percona", "percona-server", "mysql-server"],
    ["mysql", "mariadb"],
  ),
  tcp(
    "postgres",
    [5432],
    ["postgres", "postgresql", "postgis", "timescaledb", "pgbouncer"],
    ["postgres", "postgresql", "pg", "psql"],
  ),
  tcp(
    "mongo",
    [27017],
    ["mongo", "mongodb", "mongodb-community-server"],
    ["mongo", "mongodb", "mongodb+srv"],
  ),
  tcp("kafka", [9092, 9094], ["kafka", "cp-kafka", "redpanda"], ["kafka"]),
  tcp("amqp", [5672], ["rabbitmq"], ["amqp", "amqps", "rabbitmq"]),
  tcp("memcached", [11211], ["memcached"], ["memcached", "memcache"]),
  tcp("nats", [4222], ["nats", "nats-streaming"], ["nats"]),
  tcp("zookeeper", [2181], ["zookeeper", "cp-zookeeper"], ["zookeeper", "zk"]),
  tcp("cassandra", [9042], ["cassandra", "scylla"], ["cassandra", "cql"]),
  tcp("mssql", [1433], ["mssql-server"], ["mssql", "sqlserver", "tds"]),
  tcp("oracle", [1521], ["oracle-xe", "oracle-free"], ["oracle"]),
  tcp("cockroach", [26257], ["cockroach"], ["cockroach", "cockroachdb"]),
  tcp("mqtt", [1883], ["eclipse-mosquitto", "mosquitto", "emqx"], ["mqtt"]),
  tcp("smtp", [25, 587], ["postfix"], ["smtp"]),
  tcp("ssh", [22], ["openssh-server"], ["ssh", "sftp"]),
  tcp("ldap", [389], ["openldap"], ["ldap"]),
  tcp("pulsar", [6650], ["pulsar"], ["pulsar"]),
  {
    application: "nginx",
    protocol: "http",
    ports: [80],
    images: ["nginx"],
    words: [],
  },
  {
    application: "httpd",
    protocol: "http",
    ports: [80],
    images: ["httpd"],
    words: [],
  },
];

function tcp(
  application: string,
  ports: readonly number[],
  images: readonly string[],
  words: readonly string[],
): KnownServer {
  return { application, protocol: "tcp", ports, images, words };
}

/** `docker.io/library/redis:7@sha256:…` => `redis` */
export function imageName(image: string): string {
  const [path = ""] = image.split("@");
  return path.slice(path.lastIndexOf("/") + 1).split(":")[0] ?? "";
}
