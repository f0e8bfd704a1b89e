/**
 * The public API, typed from its OpenAPI document.
 *
 * Calls stay on the page's own origin, carry no cookie and are never cached. They end with
 * the answer's body, a `Refusal`, or `Unreachable`.
 */
import { readRefusal, Unreachable } from "./refusal.ts";
import type { components, paths } from "./schema.d.ts";

export type View<Name extends keyof components["schemas"]> = components["schemas"][Name];

type Method = "get" | "post" | "put" | "delete" | "patch";
type PathsWith<Verb extends Method> = {
  [Path in keyof paths]: paths[Path] extends { [Key in Verb]: object } ? Path : never;
}[keyof paths];
type Operation<Path extends keyof paths, Verb extends Method> = paths[Path] extends { [Key in Verb]: infer Found }
  ? Found
  : never;

type Json<Content> = Content extends { content: { "application/json": infer Body } } ? Body : never;
type Success = 200 | 201 | 202;
type Answer<Call> = Call extends { responses: infer Responses }
  ? { [Status in keyof Responses]: Status extends Success ? Json<Responses[Status]> : never }[keyof Responses]
  : never;
type Body<Call> = Call extends { requestBody: infer Content } ? Json<Content> : undefined;
type Places<Call> = Call extends { parameters: infer Found } ? Found : object;
type Given<Call, Place extends string> = Place extends keyof Places<Call> ? Places<Call>[Place] : undefined;

/** What a call must be given is asked for, what it may be is allowed, what it doesn't know is refused. */
type Asked<Name extends string, Value> = undefined extends Value
  ? { readonly [Key in Name]?: Exclude<Value, undefined> }
  : { readonly [Key in Name]: Value };
type Ask<Call> = { readonly token?: string } & Asked<"path", Given<Call, "path">> &
  Asked<"query", Given<Call, "query">> &
  Asked<"headers", Given<Call, "header">> &
  Asked<"body", Body<Call>>;

/** The same, for the one place where it no longer matters which call it is. */
interface Parts {
  readonly token?: string;
  readonly path?: object;
  readonly query?: object;
  readonly headers?: object;
  readonly body?: unknown;
}

// A function's cold start and the gateway's own limit are both below this.
const PATIENCE_MS = 35_000;

function address(template: string, path: object, query: object): string {
  let filled = template;
  for (const [name, value] of Object.entries(path))
    filled = filled.replace(`{${name}}`, encodeURIComponent(String(value)));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return search.size === 0 ? filled : `${filled}?${search.toString()}`;
}

/** Make one call. Raises Refusal when the server says no and Unreachable when it says nothing. */
export async function call<Verb extends Method, Path extends PathsWith<Verb>>(
  verb: Verb,
  path: Path,
  ask: Ask<Operation<Path, Verb>>,
): Promise<Answer<Operation<Path, Verb>>> {
  const headers = new Headers({ Accept: "application/json" });
  const { token, path: places = {}, query = {}, headers: named = {}, body: sent } = ask as Parts;
  for (const [name, value] of Object.entries(named)) headers.set(name, String(value));
  if (token !== undefined) headers.set("Authorization", `Bearer ${token}`);
  const request: RequestInit = {
    method: verb.toUpperCase(),
    headers,
    cache: "no-store",
    credentials: "omit",
    redirect: "error",
    signal: AbortSignal.timeout(PATIENCE_MS),
  };
  if (verb !== "get") headers.set("Portico-Client-Time", new Date().toISOString());
  if (sent !== undefined) {
    headers.set("Content-Type", "application/json");
    request.body = JSON.stringify(sent);
  }
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(address(path, places, query), request);
    body = await readBody(response);
  } catch (cause) {
    throw new Unreachable(cause);
  }
  if (!response.ok) throw readRefusal(response.status, response.headers, body);
  return body as Answer<Operation<Path, Verb>>;
}

/** The body as JSON; null when it is none (a refusal from before the API may be a page). */
async function readBody(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text) as unknown;
  } catch (fault) {
    // An answer that should be whole and isn't was cut on the way.
    if (response.ok) throw fault;
    return null;
  }
}
