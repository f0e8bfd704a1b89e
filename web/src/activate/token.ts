/** The invitation's token: read from the address once, and gone from it at once. */

interface Address {
  readonly hash: string;
  readonly pathname: string;
  readonly search: string;
}

interface Past {
  readonly state: unknown;
  replaceState(state: unknown, unused: string, url: string): void;
}

// What tokens are made of; anything else was damaged on the way.
const TOKEN = /^[A-Za-z0-9_.~=-]{16,512}$/;

/**
 * Take the token out of the address bar and the history.
 *
 * Returns null when the address has no fragment, and "" when what it has can't be a token.
 */
export function takeToken(address: Address, past: Past): string | null {
  const fragment = address.hash.replace(/^#/, "");
  if (address.hash !== "") past.replaceState(past.state, "", address.pathname + address.search);
  if (fragment === "") return null;
  const token = plain(fragment).trim();
  return TOKEN.test(token) ? token : "";
}

function plain(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
