namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>Up to two gateways of equal settings, started when they are first needed.</summary>
/// <param name="platform">Where.</param>
/// <param name="clock">Of the platform; null: the system's.</param>
/// <param name="tokens">By the platform's clock.</param>
/// <param name="settings">As <c>Key:Of:It=value</c>.</param>
internal sealed class GatewaySet(Platform platform, SteppedClock? clock, TokenMaker tokens, string[] settings)
{
    private readonly Dictionary<int, Ports> _gateways = [];

    /// <summary>Makes what clients log in with.</summary>
    internal TokenMaker Tokens => tokens;

    internal async Task<Ports> Gateway(int number)
    {
        if (!_gateways.TryGetValue(number, out var ports))
        {
            (_, ports) = await platform.AddGateway([.. settings.Select(setting => $"--{setting}")]);
            _gateways.Add(number, ports);
        }

        return ports;
    }

    /// <summary>To be called before a scenario.</summary>
    internal Task Prepare() => clock?.Wake() ?? Task.CompletedTask;

    /// <exception cref="InvalidOperationException">The clock is the system's.</exception>
    internal Task Advance(TimeSpan by) =>
        clock?.Advance(by) ?? throw new InvalidOperationException("Time moves by itself; the scenario needs 'clock manual'.");
}
