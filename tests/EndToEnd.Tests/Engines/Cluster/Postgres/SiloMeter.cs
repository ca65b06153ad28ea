using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace EventPlatform.EndToEnd.Tests.Postgres;

/// <summary>Reads what one silo of this process measures.</summary>
internal sealed class SiloMeter : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly string[] _names;
    private readonly long[] _values;

    /// <param name="silo">The silo.</param>
    /// <param name="names">Of Orleans' instruments.</param>
    internal SiloMeter(SiloHost silo, params string[] names)
    {
        (_names, _values) = (names, new long[names.Length]);
        var meters = silo.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == meters && Array.IndexOf(_names, instrument.Name) is >= 0 and var at)
            {
                listener.EnableMeasurementEvents(instrument, at);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, value, _, at) => _values[(int)at!] += value);
        _listener.SetMeasurementEventCallback<int>((_, value, _, at) => _values[(int)at!] += value);
        _listener.Start();
    }

    /// <summary>The sums over all of a name, in the order of the names.</summary>
    internal long[] Read()
    {
        Array.Clear(_values);
        _listener.RecordObservableInstruments();
        return [.. _values];
    }

    public void Dispose() => _listener.Dispose();
}
