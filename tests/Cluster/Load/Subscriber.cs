using System.Text.Json;
using EventPlatform.ClusterRounds.Checks;
using EventPlatform.Testing.Clients;
using EventPlatform.Testing.Processes;

namespace EventPlatform.ClusterRounds.Load;

/// <summary>Listens to all publishers, and keeps for each session what it saw and where it was told of a gap.</summary>
internal sealed class Subscriber(string name, string user, GatewayNode gateway, LoadContext context)
    : ApiClient(name, user, gateway, context)
{
    private readonly Lock _lock = new();
    private readonly List<SessionTrail> _trails = [];

    /// <summary>Of the present session; null: there is none.</summary>
    public SessionTrail? Current { get; private set; }

    /// <summary>Sessions since the last time this was asked, the present one last.</summary>
    public IReadOnlyList<SessionTrail> TakeTrails()
    {
        lock (_lock)
        {
            SessionTrail[] taken = [.. _trails];
            _trails.RemoveAll(trail => trail != Current);
            return taken;
        }
    }

    protected override async Task Begin(ApiSession session, CancellationToken cancellationToken)
    {
        var trail = new SessionTrail(session.Id, Context.Sources, Context.Findings);
        var byClass = Context.Sources.ToDictionary(source => source.Class, StringComparer.Ordinal);
        session.OnEvent = data => Take(trail, byClass, data);
        foreach (var source in Context.Sources)
        {
            var answer = await session.Request("event", "subscribe", new { @class = source.Class });
            if (ApiSession.CodeOf(answer) != 0)
            {
                throw new IOException($"The subscription was refused: {answer}");
            }

            trail.Begin(source, source.Sent);
        }

        lock (_lock)
        {
            _trails.Add(trail);
            Current = trail;
        }
    }

    protected override void End(ApiSession session)
    {
        lock (_lock)
        {
            Current = null;
        }
    }

    private void Take(SessionTrail trail, Dictionary<string, EventSource> sources, JsonElement data)
    {
        if (data.Text("type") == "gap")
        {
            trail.Gap();
        }
        else if (sources.TryGetValue(data.Text("class") ?? "", out var source) && data.Member("body")?.Number("n") is { } number)
        {
            trail.Take(source, number);
            Context.Arrivals.Add(Name, source, number);
        }
    }
}
