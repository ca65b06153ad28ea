using System.Globalization;

namespace EventPlatform.Bench.Sessions.Measure;

/// <summary>What a gateway counts itself: its <c>/metrics</c>, in Prometheus' text format.</summary>
internal sealed class ServerMetrics : IDisposable
{
    private readonly HttpClient _client = new();
    private readonly Uri _address;

    /// <param name="port">Of the management listener on 127.0.0.1.</param>
    public ServerMetrics(int port) => _address = new Uri($"http://127.0.0.1:{port}/metrics");

    /// <summary>Open connections, sessions and subscriptions.</summary>
    public ServerCounts Counts()
    {
        using var response = _client.Send(new HttpRequestMessage(HttpMethod.Get, _address));
        using var reader = new StreamReader(response.Content.ReadAsStream());
        var text = reader.ReadToEnd();
        return new ServerCounts(Sum(text, "ep_connections"), Sum(text, "ep_sessions"), Sum(text, "ep_subscriptions"));
    }

    /// <summary>Connections that were closed because they did not read.</summary>
    public async Task<double> SlowConsumers(CancellationToken cancellationToken) =>
        Sum(await _client.GetStringAsync(_address, cancellationToken), "ep_slow_consumers_total");

    public void Dispose() => _client.Dispose();

    // name value, or name{labels} value: all labels together
    private static double Sum(string text, string name) => text.Split('\n')
        .Where(line => line.StartsWith(name, StringComparison.Ordinal) && line.Length > name.Length && line[name.Length] is ' ' or '{')
        .Sum(line => double.Parse(line.AsSpan(line.LastIndexOf(' ') + 1), CultureInfo.InvariantCulture));
}
