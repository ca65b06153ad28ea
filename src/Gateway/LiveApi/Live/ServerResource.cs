using System.Collections.Immutable;
using System.Text.Json;
using EventPlatform.Gateway.LiveApi.Rest;
using EventPlatform.Gateway.Replica;

namespace EventPlatform.Gateway.LiveApi.Live;

/// <summary><c>R/server</c>: what runs, and how much it holds.</summary>
internal sealed class ServerResource : Resource
{
    private static readonly string Version = typeof(ServerResource).Assembly.GetName().Version?.ToString(fieldCount: 3) ?? "";

    protected override Func<Exchange, Task<Problem?>>? Get => Answer;

    private static async Task<Problem?> Answer(Exchange exchange)
    {
        var services = exchange.Services;
        var sessions = await services.Sessions.List(service: null, exchange.Aborted);
        if (!sessions.IsOk)
        {
            return RefusalProblems.Of(sessions);
        }

        var users = await UserSet.All(exchange, "default");
        if (!users.IsOk)
        {
            return users.Problem;
        }

        ImmutableArray<SessionView> all = [.. sessions.Value.Select(claim => new SessionView(claim))];
        var subscriptions = await SubscriptionCounts.Fill(all, exchange);
        if (!subscriptions.IsOk)
        {
            return subscriptions.Problem;
        }

        var nodes = await services.Server.Nodes(exchange.Aborted);
        if (!nodes.IsOk)
        {
            return RefusalProblems.Of(nodes);
        }

        var places = PlacesOf(services.Replica);
        return await exchange.AnswerObject(json =>
        {
            json.WriteStartObject();
            WriteProcesses(json, services.Server.Engine, nodes.Value);
            json.WriteStartObject("counts");
            json.WriteNumber("sessions", all.Length);
            json.WriteNumber("users", users.Value.Length);
            json.WriteNumber("subscriptions", subscriptions.Value.Sum(session => session.Subscriptions));
            json.WriteNumber("locations", places.Locations);
            json.WriteNumber("tenants", places.Tenants);
            json.WriteNumber("extensions", places.Extensions);
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    private static void WriteProcesses(Utf8JsonWriter json, string engine, ImmutableArray<ServerNode> nodes)
    {
        json.WriteString("version", Version);
        json.WriteString("engine", engine);
        json.WriteStartArray("nodes");
        foreach (var node in nodes)
        {
            json.WriteStartObject();
            json.WriteString("id", node.Id);
            json.WriteString("role", node.Role);
            json.WriteNumber("startedAt", node.StartedAt);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static (int Locations, int Tenants, int Extensions) PlacesOf(ReplicaStore replica)
    {
        lock (replica.Gate)
        {
            var tenants = replica.Locations.Sum(location => location.Tenants.Length);
            var extensions = replica.Locations.Sum(location => location.Tenants.Sum(tenant => tenant.ExtensionCount));
            return (replica.Locations.Length, tenants, extensions);
        }
    }
}
