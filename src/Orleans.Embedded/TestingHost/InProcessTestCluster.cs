using System.Collections.ObjectModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Embedded;
using Orleans.Runtime;

namespace Orleans.TestingHost;

/// <summary>A silo and a client in this process, each with a host of its own, for tests.</summary>
public sealed class InProcessTestCluster : IDisposable, IAsyncDisposable
{
    // What outlives a silo here: who is connected to it, and what memory storage holds.
    private readonly EngineConnection _connection = new();
    private readonly MemoryStorageData _storage = new();
    private readonly GrainClasses _classes = new();
    private readonly List<InProcessSiloHandle> _silos = [];
    private IHost? _clientHost;

    internal InProcessTestCluster(InProcessTestClusterOptions options) => Options = options;

    public InProcessTestClusterOptions Options { get; }

    /// <summary>The silos that run: one, or none.</summary>
    public ReadOnlyCollection<InProcessSiloHandle> Silos => new List<InProcessSiloHandle>(_silos).AsReadOnly();

    /// <exception cref="InvalidOperationException">The cluster is not deployed.</exception>
    public IClusterClient Client => (_clientHost ?? throw NotDeployed()).Services.GetRequiredService<IClusterClient>();

    public async Task DeployAsync()
    {
        if (_clientHost is not null)
        {
            throw new InvalidOperationException("Cluster host already deployed.");
        }

        await StartSilo("Silo_0");
        _clientHost = ClientHost.Build(Options, _connection, _classes);
        await _clientHost.StartAsync();
    }

    /// <summary>The services of the silo.</summary>
    public IServiceProvider GetSiloServiceProvider() => (_silos.FirstOrDefault() ?? throw NotDeployed()).ServiceProvider;

    public Task StopSiloAsync(InProcessSiloHandle instance) => End(instance, stopGracefully: true);

    /// <inheritdoc cref="InProcessSiloHandle.StopSiloAsync"/>
    public Task KillSiloAsync(InProcessSiloHandle instance) => End(instance, stopGracefully: false);

    public async Task<InProcessSiloHandle?> RestartSiloAsync(InProcessSiloHandle instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        await End(instance, stopGracefully: true);
        return await StartSilo(instance.Name);
    }

    public async Task StopAllSilosAsync()
    {
        if (_clientHost is { } client)
        {
            _clientHost = null;
            await client.StopAsync();
            client.Dispose();
        }

        foreach (var silo in Silos)
        {
            await End(silo, stopGracefully: true);
        }
    }

    /// <summary>Ends the activation of the grain, if it has one; done when it has ended.</summary>
    public async Task DeactivateAsync(IAddressable grain)
    {
        var deactivated = WaitForDeactivationAsync(grain);
        FindActivation(grain)?.Deactivate(
            new DeactivationReason(DeactivationReasonCode.ApplicationRequested, $"{nameof(DeactivateAsync)} was called."));
        await deactivated;
    }

    /// <summary>Done when the activation that the grain has now has ended; at once if it has none.</summary>
    public Task WaitForDeactivationAsync(IAddressable grain) => FindActivation(grain)?.Deactivated ?? Task.CompletedTask;

    public async ValueTask DisposeAsync() => await StopAllSilosAsync();

    public void Dispose() => StopAllSilosAsync().GetAwaiter().GetResult();

    private static InvalidOperationException NotDeployed() => new("The test cluster has not been deployed or has been stopped.");

    private Activation? FindActivation(IAddressable grain) => _connection.Engine?.FindActive(grain.GetGrainId());

    private async Task<InProcessSiloHandle> StartSilo(string name)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, ApplicationName = name });
        builder.Services.AddSingleton(_connection);
        builder.Services.AddSingleton(_storage);
        builder.Services.AddSingleton(_classes);
        builder.UseOrleans();
        foreach (var configure in Options.SiloHostConfigurationDelegates)
        {
            configure(new InProcessTestSiloSpecificOptions { SiloName = name }, builder);
        }

        var silo = new InProcessSiloHandle { Name = name, SiloHost = builder.Build() };
        try
        {
            await silo.SiloHost.StartAsync();
        }
        catch
        {
            silo.SiloHost.Dispose();
            throw;
        }

        _silos.Add(silo);
        return silo;
    }

    private async Task End(InProcessSiloHandle silo, bool stopGracefully)
    {
        _silos.Remove(silo);
        await silo.StopSiloAsync(stopGracefully);
        await silo.DisposeAsync();
    }
}
