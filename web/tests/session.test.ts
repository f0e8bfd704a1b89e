import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import {
  currentToken,
  endSession,
  greetNext,
  keepSession,
  rememberAccounts,
  rememberedAccounts,
  rememberedFirm,
  rememberFirm,
  renewalOf,
  takeGreeting,
} from "../src/session.ts";

class Shelf {
  readonly kept = new Map<string, string>();
  getItem(name: string): string | null {
    return this.kept.get(name) ?? null;
  }
  setItem(name: string, value: string): void {
    this.kept.set(name, value);
  }
  removeItem(name: string): void {
    this.kept.delete(name);
  }
}

let tab: Shelf;
const put = (name: string, value: object): void => {
  Object.defineProperty(globalThis, name, { value, configurable: true });
};
const SESSION = { accessToken: "access", refreshToken: "refresh", expiresIn: 3600, tokenType: "Bearer" };

beforeEach(() => {
  tab = new Shelf();
  put("sessionStorage", tab);
  put("localStorage", new Shelf());
});

test("a session lasts as long as its token says, for its own audience only", () => {
  keepSession("client", SESSION, 0);
  assert.deepEqual(currentToken("client", 3_599_999), { token: "access" });
  assert.equal(currentToken("client", 3_600_000), "ended");
  assert.equal(currentToken("team", 0), null);
});

test("a session is renewed a minute before its token runs out, and only in its own tab", () => {
  keepSession("team", SESSION, 0);
  assert.deepEqual(renewalOf("team", 0), { token: "refresh", dueIn: 3_540_000 });
  assert.deepEqual(renewalOf("team", 3_600_000), { token: "refresh", dueIn: 0 });
  assert.equal(renewalOf("client", 0), null);
  endSession("team");
  assert.equal(renewalOf("team", 0), null);
});

test("a session without a refresh token is not renewed", () => {
  keepSession("team", { accessToken: "access", expiresIn: 3600 }, 0);
  assert.equal(renewalOf("team", 0), null);
});

test("signing out leaves nothing of the session", () => {
  keepSession("team", SESSION);
  endSession("team");
  assert.equal(tab.kept.size, 0);
});

test("what was open to a client is remembered until they leave, and no longer", () => {
  const accounts = [{ id: "acc_1", name: "Lindqvist", badge: "activated" }];
  rememberAccounts(accounts);
  assert.deepEqual(rememberedAccounts(), [{ id: "acc_1", name: "Lindqvist" }]);
  endSession("team");
  assert.equal(rememberedAccounts().length, 1);
  endSession("client");
  assert.deepEqual(rememberedAccounts(), []);
});

test("accounts that can't be read are none", () => {
  for (const damaged of ["", "{", "null", "{}", '["acc_1", null, {"id": 1, "name": "x"}]']) {
    tab.setItem("portico.accounts", damaged);
    assert.deepEqual(rememberedAccounts(), []);
  }
});

test("a session that can't be read is no session", () => {
  for (const damaged of ["", "{", "null", '{"token":1,"until":2}']) {
    tab.setItem("portico.session.client", damaged);
    assert.equal(currentToken("client"), null);
  }
});

test("a newcomer is greeted once", () => {
  greetNext();
  assert.equal(takeGreeting(), true);
  assert.equal(takeGreeting(), false);
});

test("with storage shut nothing is remembered and nothing fails", () => {
  const shut = {
    get getItem(): never {
      throw new Error("denied");
    },
  };
  put("sessionStorage", shut);
  put("localStorage", shut);
  keepSession("client", SESSION);
  rememberFirm("brightwater");
  assert.equal(currentToken("client"), null);
  assert.equal(rememberedFirm(), "");
});
