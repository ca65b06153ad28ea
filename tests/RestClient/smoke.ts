// What a program does with a client made from the document: it lists users, sets a note and reads it back, publishes an event and finds
// it in the history, makes an account and is refused a second one. Usage: node smoke.js BASE USER PASSWORD
import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { components, paths } from "./artifacts/api.js";

const [base = "", user = "", password = ""] = process.argv.slice(2);
const client = createClient<paths>({
  baseUrl: base,
  headers: { Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}` },
});
const server = { coreServerName: "default" };

// Users: the type says what there is, so a member that is misspelt here does not compile.
const users = await client.GET("/live/coreServers/getByName/{coreServerName}/users", {
  params: { path: server, query: { limit: 2 } },
});
assert.equal(users.response.status, 200);
const first: components["schemas"]["User"] | undefined = users.data?.[0];
assert.ok(first, "there are users in the sample directory");
assert.equal(first.id, first.configurationId);
assert.match(users.response.headers.get("Link") ?? "", /rel="next"/);

// A name with a slash or a space is encoded by the client.
const nowhere = await client.GET("/live/coreServers/getByName/{coreServerName}/locations/getByName/{locationName}", {
  params: { path: { ...server, locationName: "a/b c" } },
});
assert.equal(nowhere.response.status, 404);
assert.equal(nowhere.error?.status, 404);

const extensions = await client.GET("/live/coreServers/getByName/{coreServerName}/extensions", { params: { path: server } });
const extension = extensions.data?.[0];
assert.ok(extension, "there are extensions in the sample directory");
const place = { ...server, extensionId: extension.id };
const note = await client.POST("/live/coreServers/getByName/{coreServerName}/extensions/{extensionId}/note/set", {
  params: { path: place },
  body: { note: "back at two" },
});
assert.equal(note.response.status, 204);
const after = await client.GET("/live/coreServers/getByName/{coreServerName}/extensions/{extensionId}", { params: { path: place } });
assert.equal(after.data?.note, "back at two");

const unknown = await client.POST("/live/coreServers/getByName/{coreServerName}/extensions/{extensionId}/status/set", {
  params: { path: place },
  body: { status: "no such status" },
});
assert.equal(unknown.response.status, 422);
assert.equal(unknown.error && "member" in unknown.error && unknown.error.member, "status");

// An accepted event is in the history as soon as the gateway has read it back, which is not told.
const sent = await client.POST("/live/coreServers/getByName/{coreServerName}/events", {
  params: { path: server },
  body: { class: "call", type: "dial", body: { callerIdNumber: "4224" } },
});
assert.equal(sent.response.status, 204);
let found: components["schemas"]["FeedEvent"] | undefined;
for (const deadline = Date.now() + 10_000; !found && Date.now() < deadline; ) {
  const events = await client.GET("/live/coreServers/getByName/{coreServerName}/events", {
    params: { path: server, query: { class: "call", limit: 10 } },
  });
  found = events.data?.find((event) => event.type === "dial");
}
assert.equal(found?.["callerIdNumber"], "4224");

const account = { username: "of the smoke run", roles: ["agent"] };
const made = await client.POST("/config/core/getByName/{coreServerName}/users", {
  params: { path: server, header: { Prefer: "return=representation" } },
  body: account,
});
assert.equal(made.response.status, 201);
assert.deepEqual([made.data?.username, made.data?.roles, made.data?.extensionId], [account.username, ["agent"], null]);
const again = await client.POST("/config/core/getByName/{coreServerName}/users", { params: { path: server }, body: account });
assert.equal(again.response.status, 409);

console.log("the client made from openapi.json works");
