// Written by hand in the shape of the generated file until the merged OpenAPI document exists.
export interface components {
  schemas: {
    Invitation: {
      firm: { name: string; slug: string };
      invitedBy: string;
      accounts: string[];
      email: string;
      name: string;
      locale: string;
      audience: "client" | "team";
      expiresAt: string;
    };
    Session: { accessToken: string; refreshToken: string; expiresIn: number; tokenType: string };
    Accepted: { audience: "client" | "team"; firm: { name: string; slug: string }; session: components["schemas"]["Session"] };
    SignedIn: { session: components["schemas"]["Session"] };
    Firm: { id: string; name: string; slug: string; timeZone: string; locale: string };
    Me: {
      id: string;
      name: string;
      email: string;
      role: string;
      rights: string[];
      locale: string;
      firm: components["schemas"]["Firm"];
    };
    PortalMe: {
      id: string;
      name: string;
      email: string;
      locale: string;
      firm: components["schemas"]["Firm"];
      accounts: { id: string; name: string }[];
    };
    InboxItem: {
      id: string;
      state: "unread" | "read" | "archived";
      kind: string;
      title: { code: string; params: Record<string, string> };
      account: { id: string; name: string } | null;
      at: string;
    };
    Inbox: { items: components["schemas"]["InboxItem"][]; nextCursor: string | null; unread: number };
    ActivityEntry: {
      id: string;
      at: string;
      action: string;
      actor: { kind: string; id: string; name: string | null };
      object: { kind: string; id: string };
      account: string | null;
      details: Record<string, unknown>;
      isErased: boolean;
    };
    Activity: { items: components["schemas"]["ActivityEntry"][]; nextCursor: string | null };
    Account: { id: string; name: string; kind: "person" | "company" | "other"; badge: "activated" | "pending_activation" | "not_activated" };
    Tie: {
      id: string;
      contact: { id: string; name: string };
      email: string;
      login: boolean;
      personId: string;
      state: "none" | "granted" | "invited" | "expired" | "active";
      invitedAt: string | null;
      expiresAt: string | null;
      lastLoginAt: string | null;
    };
    Ties: { items: components["schemas"]["Tie"][]; nextCursor: string | null };
  };
}

type Answer<Status extends number, Body> = { [Key in Status]: { content: { "application/json": Body } } };
type Input<Body> = { content: { "application/json": Body } };
type Views = components["schemas"];

export interface paths {
  "/v1/public/invitation": { get: { responses: Answer<200, Views["Invitation"]> } };
  "/v1/public/invitation/accept": {
    post: { requestBody: Input<{ password: string }>; responses: Answer<201, Views["Accepted"]> };
  };
  "/v1/public/sessions": {
    post: {
      requestBody: Input<{ audience: "client" | "team"; firm: string; email: string; password: string }>;
      responses: Answer<201, Views["SignedIn"]>;
    };
  };
  "/v1/me": { get: { responses: Answer<200, Views["Me"]> } };
  "/v1/portal/me": { get: { responses: Answer<200, Views["PortalMe"]> } };
  "/v1/inbox": {
    get: { parameters: { query?: { state?: string; cursor?: string; limit?: number } }; responses: Answer<200, Views["Inbox"]> };
  };
  "/v1/inbox/{itemId}/state": {
    put: { parameters: { path: { itemId: string } }; requestBody: Input<{ state: "unread" | "read" | "archived" }>; responses: Answer<200, Views["InboxItem"]> };
  };
  "/v1/activity": {
    get: { parameters: { query?: { cursor?: string; limit?: number } }; responses: Answer<200, Views["Activity"]> };
  };
  "/v1/accounts/{accountId}": {
    get: { parameters: { path: { accountId: string } }; responses: Answer<200, Views["Account"]> };
  };
  "/v1/accounts/{accountId}/ties": {
    get: { parameters: { path: { accountId: string }; query?: { cursor?: string } }; responses: Answer<200, Views["Ties"]> };
  };
}
