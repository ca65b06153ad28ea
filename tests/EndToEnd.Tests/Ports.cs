using EventPlatform.Testing;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>Where one gateway of a test listens.</summary>
internal sealed record Ports(int Http, int ExternalApi, int ExternalApiTcp, int Status, int Management)
{
    /// <summary>The TLS listener of the Status interface; 0: it is off. <see cref="Arguments"/> are without it.</summary>
    internal int StatusTls { get; init; }

    /// <summary>The TLS listener of HTTP; 0: it is off. <see cref="Arguments"/> are without it.</summary>
    internal int Https { get; init; }

    internal static Ports Free()
    {
        var ports = FreePorts.Take(5);
        return new Ports(ports[0], ports[1], ports[2], ports[3], ports[4]);
    }

    /// <summary>The settings for it, as arguments.</summary>
    internal string[] Arguments() =>
    [
        $"--Listeners:Http={Http}",
        $"--Listeners:ExternalApi={ExternalApi}",
        $"--Listeners:ExternalApiTcp={ExternalApiTcp}",
        $"--Listeners:Status={Status}",
        $"--Listeners:Management={Management}",
    ];
}
