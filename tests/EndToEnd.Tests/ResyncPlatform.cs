using System.Globalization;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Grains;
using EventPlatform.Grains.Tests.Hosting;
using EventPlatform.Testing.Clients;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>A gateway over grains whose storage outlives them, and a change that is durable but was never announced.</summary>
internal sealed class ResyncPlatform : IAsyncDisposable
{
    internal const string NoteEvent = "ExtensionNoteUpdatedEvent@#Berlin@#Sales@#4221@#behind";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TestStorage _storage;

    private ResyncPlatform(Platform platform, Ports ports, TestStorage storage, CollectedLog log, LineClient setter)
    {
        (Platform, Ports, _storage, Log, Setter) = (platform, ports, storage, log, setter);
    }

    internal Platform Platform { get; }

    internal Ports Ports { get; }

    internal CollectedLog Log { get; }

    internal LineClient Setter { get; }

    /// <summary>The tenant of the extensions that are set.</summary>
    internal ITenantGrain Tenant => Platform.Grains.GetGrain<ITenantGrain>(TenantId);

    internal Guid TenantId { get; private set; }

    /// <param name="configureSilo">Settings of the engine.</param>
    internal static async Task<ResyncPlatform> Start(Action<ISiloBuilder>? configureSilo = null)
    {
        var (storage, log) = (new TestStorage(), new CollectedLog());
        var platform = await Platform.Start(
            addServices: services => services.AddSingleton<ILoggerProvider>(log),
            configureSilo: silo =>
            {
                silo.Services.AddKeyedSingleton<IGrainStorage>(PlatformGrains.Storage, storage);
                configureSilo?.Invoke(silo);
            });
        var (_, ports) = await platform.AddGateway();
        var started = new ResyncPlatform(platform, ports, storage, log, await LineClient.Connect(ports.Status, Patience));
        using var rest = new RestClient(new Uri($"http://127.0.0.1:{ports.Http}"));
        var tenant = await rest.Get("live/coreServers/getByName/default/locations/getByName/Berlin/tenants/getByName/Sales");
        started.TenantId = tenant.GetProperty("id").GetGuid();
        return started;
    }

    /// <summary>A write whose outcome nobody learns: the note is on the disk, and no gateway was told.</summary>
    internal async Task SetUnannounced()
    {
        _storage.FailWrite("extension", StorageFault.WrittenUnknown);
        await Setter.Send("set_extension_note@#Berlin@#Sales@#4221@#behind");
        Assert.StartsWith("Error: Internal error ", await Setter.ReadLine(), StringComparison.Ordinal);
        await Setter.Send("get_extension_note@#Berlin@#Sales@#4221");
        await Setter.Expect("ExtensionNote@#");
    }

    /// <summary>How often a part of the replica was fetched again.</summary>
    internal async Task<int> Resyncs()
    {
        const string Name = "ep_resyncs_total ";
        using var http = new HttpClient();
        var text = await http.GetStringAsync(
            new Uri($"http://127.0.0.1:{Ports.Management}/metrics"), TestContext.Current.CancellationToken);
        var line = text.Split('\n').Single(line => line.StartsWith(Name, StringComparison.Ordinal));
        return int.Parse(line[Name.Length..], CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        Setter.Dispose();
        await Platform.DisposeAsync();
    }
}
