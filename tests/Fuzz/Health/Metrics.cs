using System.Globalization;
using System.Net;
using EventPlatform.Fuzz.Net;

namespace EventPlatform.Fuzz.Health;

/// <summary>What the management port tells.</summary>
internal sealed class Metrics(Ports ports) : IDisposable
{
    private readonly HttpClient _http = new()
    {
        BaseAddress = new Uri($"http://{ports.Host}:{ports.Management}"),
        Timeout = FuzzContext.Patience,
    };

    public async Task<bool> IsReady()
    {
        try
        {
            using var response = await _http.GetAsync(new Uri("/healthz/ready", UriKind.Relative));
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    /// <summary>What is held for clients; it must come back to what it was when they have gone.</summary>
    public async Task<Held> Held()
    {
        var text = await _http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        return new Held(Sum(text, "ep_connections"), Sum(text, "ep_sessions"), Sum(text, "ep_subscriptions"));
    }

    /// <summary>The sum over all labels.</summary>
    public async Task<double> Total(string name) => Sum(await _http.GetStringAsync(new Uri("/metrics", UriKind.Relative)), name);

    public void Dispose() => _http.Dispose();

    private static double Sum(string text, string name) => text
        .Split('\n')
        .Where(line => line.StartsWith($"{name} ", StringComparison.Ordinal) || line.StartsWith($"{name}{{", StringComparison.Ordinal))
        .Sum(line => double.Parse(line.AsSpan(line.LastIndexOf(' ') + 1), CultureInfo.InvariantCulture));
}
