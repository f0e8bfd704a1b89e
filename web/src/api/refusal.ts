/** What a call can end with besides its answer: a refusal the server spoke, or no word from it. */

export interface FieldFault {
  readonly field: string;
  readonly code: string;
}

/** The server answered no. `code` is what the page branches on; never the text. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly faults: readonly FieldFault[];
  /** Seconds the server asks us to wait; null when it doesn't say. */
  readonly retryAfter: number | null;
  /** What the firm can quote to find the call in the records. */
  readonly correlationId: string | null;

  constructor(
    status: number,
    code: string,
    faults: readonly FieldFault[],
    retryAfter: number | null,
    correlationId: string | null,
  ) {
    super(code);
    this.name = "Refusal";
    this.status = status;
    this.code = code;
    this.faults = faults;
    this.retryAfter = retryAfter;
    this.correlationId = correlationId;
  }
}

/** No answer came: whether the call had its effect is unknown. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super("no answer", { cause });
    this.name = "Unreachable";
  }
}

const BY_STATUS: Readonly<Record<number, string>> = {
  401: "UNAUTHENTICATED",
  403: "NOT_ALLOWED",
  404: "NOT_FOUND",
  429: "TOO_MANY_REQUESTS",
};

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/**
 * Read a refusal (RFC 9457) out of an answer.
 *
 * What stands before the API (the gateway's authorizer, the edge) refuses in its own words
 * and without a code; the status then gives one.
 */
export function readRefusal(status: number, headers: Headers, body: unknown): Refusal {
  const problem: Record<string, unknown> = typeof body === "object" && body !== null ? { ...body } : {};
  const faults = (Array.isArray(problem["errors"]) ? problem["errors"] : []).flatMap((each: unknown): FieldFault[] => {
    if (typeof each !== "object" || each === null) return [];
    const { field, code } = { ...each } as Record<string, unknown>;
    return [{ field: text(field) ?? "", code: text(code) ?? "OTHER" }];
  });
  const seconds = Number.parseInt(headers.get("Retry-After") ?? "", 10);
  return new Refusal(
    status,
    text(problem["code"]) ?? BY_STATUS[status] ?? "UNAVAILABLE",
    faults,
    Number.isFinite(seconds) && seconds >= 0 ? seconds : null,
    text(problem["correlationId"]),
  );
}
