namespace EventPlatform.Testing.Processes;

/// <summary>Where a silo of this machine is reached.</summary>
public static class SiloAddress
{
    /// <summary>Arguments for ports of its own, the management port among them.</summary>
    public static string[] Free()
    {
        var ports = FreePorts.Take(3);
        return
        [
            "--Cluster:AdvertisedAddress=127.0.0.1", $"--Cluster:SiloPort={ports[0]}", $"--Cluster:GatewayPort={ports[1]}",
            $"--Listeners:Management={ports[2]}",
        ];
    }
}
