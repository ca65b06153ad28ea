using EventPlatform.ClusterRounds.Load;
using EventPlatform.Testing.Clients;
using EventPlatform.Testing.Processes;

namespace EventPlatform.ClusterRounds.Faults;

/// <summary>PostgreSQL is away for 10 s, after a crash or in order. Events and reads go on.</summary>
internal sealed class DatabaseAway() : Fault("database")
{
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(10);

    /// <summary>Events are not to notice; this is what a busy machine may do to them.</summary>
    public override TimeSpan FlowLimit => TimeSpan.FromSeconds(2);

    public override async Task<FaultOutcome> Run(FaultContext context, CancellationToken cancellationToken)
    {
        var mode = context.IsOddRound ? "fast" : "immediate";
        var start = Clock.Now;
        await context.Cluster.Database.Stop(mode);
        try
        {
            while (Clock.Since(start) < Away)
            {
                await Task.WhenAll(context.Cluster.Gateways.Select(gateway => Read(gateway, context)));
                await Clock.Pass(TimeSpan.FromMilliseconds(500), cancellationToken);
            }
        }
        finally
        {
            await context.Cluster.Database.GoOn();
        }

        return new FaultOutcome($"{mode}, away for {Clock.Text(Clock.Since(start))}", []);
    }

    private static async Task Read(GatewayNode gateway, FaultContext context)
    {
        using var rest = new RestClient(gateway.Http);
        try
        {
            await rest.Get("live/coreServers/getByName/default/extensions?limit=10");
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException || ApiClient.IsLost(exception))
        {
            context.Findings.Add(gateway.Name, $"a read failed while the database was away: {exception.Message}");
        }
    }
}
