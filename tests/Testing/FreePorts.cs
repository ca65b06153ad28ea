using System.Net;
using System.Net.Sockets;

namespace EventPlatform.Testing;

/// <summary>
/// Ports of the loopback address that nobody has. Below the range from which the system gives clients theirs, or a client of another
/// test could be given one before it is listened on; each test process starts at a place of its own.
/// </summary>
public static class FreePorts
{
    private const int First = 10_000;
    private const int Places = 200;
    private const int PortsPerPlace = 100;
    private static int _next = First + (Environment.ProcessId % Places * PortsPerPlace);

    /// <summary>Ports that differ from all that this process was given before.</summary>
    public static int[] Take(int count)
    {
        var ports = new List<int>(count);
        while (ports.Count < count)
        {
            var port = Interlocked.Increment(ref _next);
            if (IsFree(port))
            {
                ports.Add(port);
            }
        }

        return [.. ports];
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
