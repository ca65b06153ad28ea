using EventPlatform.EndToEnd.Tests.Conformance.Format;
using EventPlatform.Gateway.ExternalApi.Plugins;
using EventPlatform.Grains;
using EventPlatform.Testing;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>The servers of all scenarios: a cluster on each kind of clock, in it gateways for each set of settings.</summary>
public sealed class ConformanceHosts : IAsyncLifetime
{
    /// <summary>What clients have logged need not be read among the results.</summary>
    private static readonly string[] Quiet =
        ["Logging:LogLevel:Default=Warning", "Logging:LogLevel:EventPlatform.Gateway.ExternalApi.Core.SessionLog=None"];

    private readonly ManualTimeProvider _clock = new();
    private readonly GatewayFiles _files = new();
    private readonly SigningKeys _keys = new();
    private readonly Dictionary<bool, Platform> _platforms = [];
    private readonly Dictionary<string, GatewaySet> _sets = [];
    private readonly Dictionary<bool, int> _directoryChanges = [];
    private int _lastRun;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var platform in _platforms.Values)
        {
            await platform.DisposeAsync();
        }

        _files.Dispose();
        _keys.Dispose();
    }

    /// <summary>A text that no other run has.</summary>
    internal string NextRun() => $"r{++_lastRun}";

    /// <summary>The gateways for some options, ready for a scenario.</summary>
    internal async Task<GatewaySet> For(ScenarioOptions options)
    {
        var settings = options.Settings.Order(StringComparer.Ordinal).Concat(options.Rules);
        var key = $"{options.IsManualClock} {options.HasTls} {string.Join(' ', settings)}";
        if (!_sets.TryGetValue(key, out var set))
        {
            var platform = await PlatformOn(options.IsManualClock);
            set = new GatewaySet(
                platform,
                options.IsManualClock ? new SteppedClock(_clock, platform) : null,
                new TokenMaker(_keys, options.IsManualClock ? _clock : TimeProvider.System),
                [.. Quiet, .. _files.Settings(options, _keys)]);
            _sets.Add(key, set);
        }

        await set.Prepare();
        await BringBackDirectory(set, options);
        return set;
    }

    /// <summary>To all gateways that have not shown the sample since a scenario may have changed it.</summary>
    private async Task BringBackDirectory(GatewaySet set, ScenarioOptions options)
    {
        var changes = _directoryChanges.GetValueOrDefault(options.IsManualClock);
        if (options.SeesDirectory || set.DirectoryChangesSeen < changes)
        {
            await set.ResetDirectory();
            set.DirectoryChangesSeen = changes;
        }

        _directoryChanges[options.IsManualClock] = options.SeesDirectory ? changes + 1 : changes;
    }

    private async Task<Platform> PlatformOn(bool isManualClock)
    {
        if (!_platforms.TryGetValue(isManualClock, out var platform))
        {
            platform = await Platform.Start(
                isManualClock ? _clock : null,
                services => services.AddSingleton<IExternalApiHandler, TestPlugin>(),
                silo => silo.Services.AddKeyedSingleton<IGrainStorage>(PlatformGrains.Storage, new RefusingStorage()));
            _platforms.Add(isManualClock, platform);
        }

        return platform;
    }
}
