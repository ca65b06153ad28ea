using System.Diagnostics.Metrics;
using EventPlatform.Gateway.Management;
using Microsoft.Extensions.DependencyInjection;

namespace EventPlatform.Gateway.Tests.ExternalApi.Gelf;

/// <summary>Meters of one test, and what they say of log entries.</summary>
internal sealed class GelfCounts : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MeterListener _listener = new();
    private readonly SemaphoreSlim _changed = new(0);
    private long _sent;
    private long _dropped;

    public GelfCounts()
    {
        var factory = _services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == factory && instrument.Name.StartsWith("ep_gelf_", StringComparison.Ordinal))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, by, _, _) =>
        {
            Interlocked.Add(ref instrument.Name == "ep_gelf_sent_total" ? ref _sent : ref _dropped, by);
            _changed.Release();
        });
        _listener.Start();
        Metrics = new PlatformMetrics(factory);
    }

    public PlatformMetrics Metrics { get; }

    public long Sent => Interlocked.Read(ref _sent);

    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Ends when so many have been counted. For one waiter.</summary>
    public async Task Reach(long sent, long dropped, CancellationToken cancellationToken)
    {
        while (Sent < sent || Dropped < dropped)
        {
            Assert.True(await _changed.WaitAsync(TimeSpan.FromSeconds(10), cancellationToken));
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        _services.Dispose();
        _changed.Dispose();
    }
}
