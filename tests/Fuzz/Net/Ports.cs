using EventPlatform.Testing;

namespace EventPlatform.Fuzz.Net;

/// <summary>Where the gateway listens; 0: that listener is not there.</summary>
internal sealed record Ports(string Host, int Http, int Api, int Tcp, int Status, int Management)
{
    public static Ports Default { get; } = new("127.0.0.1", 58_080, 9_010, 9_012, 50_002, 9_090);

    public static Ports Free()
    {
        var ports = FreePorts.Take(5);
        return new Ports("127.0.0.1", ports[0], ports[1], ports[2], ports[3], ports[4]);
    }

    /// <summary>The settings for it, as arguments.</summary>
    public string[] Arguments() =>
    [
        $"--Listeners:Http={Http}",
        $"--Listeners:ExternalApi={Api}",
        $"--Listeners:ExternalApiTcp={Tcp}",
        $"--Listeners:Status={Status}",
        $"--Listeners:Management={Management}",
    ];
}
