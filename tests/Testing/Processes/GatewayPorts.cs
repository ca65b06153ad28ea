namespace EventPlatform.Testing.Processes;

/// <summary>Where one gateway listens.</summary>
public sealed record GatewayPorts(int Http, int ExternalApi, int ExternalApiTcp, int Status, int Management)
{
    public static GatewayPorts Free()
    {
        var ports = FreePorts.Take(5);
        return new GatewayPorts(ports[0], ports[1], ports[2], ports[3], ports[4]);
    }

    /// <summary>The settings for it, as arguments.</summary>
    public string[] Arguments() =>
    [
        $"--Listeners:Http={Http}",
        $"--Listeners:ExternalApi={ExternalApi}",
        $"--Listeners:ExternalApiTcp={ExternalApiTcp}",
        $"--Listeners:Status={Status}",
        $"--Listeners:Management={Management}",
    ];
}
