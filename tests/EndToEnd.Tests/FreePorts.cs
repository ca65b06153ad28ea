using System.Net;
using System.Net.Sockets;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>Ports of the loopback address that nobody has just now.</summary>
internal static class FreePorts
{
    internal static int[] Take(int count)
    {
        // All are held until the last one is known, so that they differ.
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }
}
