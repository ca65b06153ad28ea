using EventPlatform.Contracts.Directory;
using EventPlatform.Grains;
using EventPlatform.Silo;
using EventPlatform.Silo.Postgres;
using EventPlatform.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EventPlatform.EndToEnd.Tests.Postgres;

/// <summary>A silo or a client in this process, made as the programs make theirs.</summary>
internal sealed class SiloHost : IAsyncDisposable
{
    /// <summary>By then whatever was lost with a silo is elsewhere.</summary>
    internal static readonly TimeSpan Recovered = TimeSpan.FromSeconds(60);

    private readonly IHost _host;

    private SiloHost(IHost host) => _host = host;

    internal IServiceProvider Services => _host.Services;

    internal IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    internal static async Task Migrate(string connectionString)
    {
        var schema = new Schema(Database.Of(new ClusterSettings { ConnectionString = connectionString }), SchemaScripts.Known);
        await schema.Migrate(TextWriter.Null, TestContext.Current.CancellationToken);
    }

    /// <summary>Starts a silo at ports of its own.</summary>
    /// <param name="connectionString">The database.</param>
    /// <param name="settings">Of <c>Cluster</c>, and of <c>Events</c> with that before the key.</param>
    internal static Task<SiloHost> StartSilo(string connectionString, params (string Key, string? Value)[] settings)
    {
        var ports = FreePorts.Take(2);
        return Start(
            builder => builder.AddPlatformSilo(),
            [
                ("ConnectionString", connectionString), ("AdvertisedAddress", "127.0.0.1"),
                ("SiloPort", $"{ports[0]}"), ("GatewayPort", $"{ports[1]}"), .. settings,
            ]);
    }

    internal static Task<SiloHost> StartClient(string connectionString, params (string Key, string? Value)[] settings) =>
        Start(builder => builder.AddPlatformClient(), [("ConnectionString", connectionString), .. settings]);

    internal async Task<int> LiveSilos()
    {
        var silos = await Services.GetRequiredService<ISiloList>().Live();
        return silos.Length;
    }

    /// <summary>Asks the directory as a starting gateway does: the first answer is written, later ones are read.</summary>
    internal async Task<PlatformStarted> Begin()
    {
        var start = new PlatformStart(1, "hash");
        var outcome = await Grains.GetGrain<IDirectoryGrain>(0).Start(start, TestContext.Current.CancellationToken);
        return outcome.Value!;
    }

    /// <summary>Until a dead silo is declared dead, calls to its grains fail.</summary>
    internal async Task<T> Eventually<T>(Func<SiloHost, Task<T>> call)
    {
        using var end = new CancellationTokenSource(Recovered);
        while (true)
        {
            try
            {
                return await call(this);
            }
            catch (Exception exception) when (exception is TimeoutException or OrleansException && !end.IsCancellationRequested)
            {
                TestContext.Current.TestOutputHelper!.WriteLine(exception.Message);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private static async Task<SiloHost> Start(Action<IHostApplicationBuilder> add, (string Key, string? Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection();
        foreach (var (key, value) in settings)
        {
            var isOther = key.StartsWith(EventOptions.Section, StringComparison.Ordinal);
            builder.Configuration[isOther ? key : $"{ClusterSettings.Section}:{key}"] = value;
        }

        add(builder);
        builder.Services.AddSiloList();
        var host = builder.Build();
        try
        {
            await host.StartAsync(TestContext.Current.CancellationToken);
            return new SiloHost(host);
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }
}
