import { parseArgs } from "node:util";
import { startCore, type CoreOptions } from "./server.js";
import { DEFAULT_PORT } from "./settings.js";

const USAGE = `Usage: npm run core -- [options]

Starts an in-memory stand-in for supertokens-core on 127.0.0.1.

  --port N                           default ${DEFAULT_PORT}; 0 picks a free port
  --totp-max-attempts N              default 5
  --totp-rate-limit-cooldown-sec N   default 900    (CORE_TOTP_RATE_LIMIT_COOLDOWN_SEC)
  --access-token-validity N          default 3600   (CORE_ACCESS_TOKEN_VALIDITY), seconds
  --refresh-token-validity N         default 8640000, seconds
  --mfa-licence none                 paid features answer 402 (CORE_MFA_LICENCE)
  --help`;

type Env = Record<string, string | undefined>;

/** Flags win over the environment. */
function readOptions(args: string[], env: Env): CoreOptions | "help" {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: "string" },
      "totp-max-attempts": { type: "string" },
      "totp-rate-limit-cooldown-sec": { type: "string" },
      "access-token-validity": { type: "string" },
      "refresh-token-validity": { type: "string" },
      "mfa-licence": { type: "string" },
      help: { type: "boolean" },
    },
  });
  if (values.help) return "help";
  const licence = values["mfa-licence"] ?? env.CORE_MFA_LICENCE;
  return {
    ...numberOption("port", values.port, "--port", 0, 65_535),
    ...numberOption("totpMaxAttempts", values["totp-max-attempts"], "--totp-max-attempts", 1),
    ...numberOption(
      "totpRateLimitCooldownSec",
      values["totp-rate-limit-cooldown-sec"] ?? env.CORE_TOTP_RATE_LIMIT_COOLDOWN_SEC,
      "--totp-rate-limit-cooldown-sec",
      1,
    ),
    ...numberOption("accessTokenValidity", values["access-token-validity"] ?? env.CORE_ACCESS_TOKEN_VALIDITY, "--access-token-validity", 1),
    ...numberOption("refreshTokenValidity", values["refresh-token-validity"], "--refresh-token-validity", 1),
    mfaLicence: licence !== "none",
  };
}

function numberOption<Name extends keyof CoreOptions>(
  name: Name,
  value: string | undefined,
  flag: string,
  least: number,
  most = Number.MAX_SAFE_INTEGER,
): { [key in Name]?: number } {
  if (value === undefined || value === "") return {};
  const number = Number(value);
  if (!Number.isInteger(number) || number < least || number > most) {
    const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
    throw new Error(`${flag} must be a whole number ${range}, not "${value}".`);
  }
  const option: { [key in Name]?: number } = {};
  option[name] = number;
  return option;
}

try {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options === "help") {
    console.log(USAGE);
  } else {
    const core = await startCore(options);
    console.log(`Embedded core listening on ${core.url} (in memory; for demos and tests)`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
