using System.Net;
using EventPlatform.Gateway.Configuration;

namespace EventPlatform.Gateway.Hosting;

/// <summary>What a start says on standard output, one fact a line; people and scripts wait for <c>ready</c>.</summary>
internal sealed class StartOutput(TextWriter output)
{
    // listening KEY ADDRESS:PORT, per listener; then the console's address
    public void Listening(ListenersOptions options)
    {
        foreach (var listener in Listener.All.Where(listener => listener.IsOn(options)))
        {
            var address = listener == Listener.Management ? options.ManagementBind : options.Bind;
            output.WriteLine($"listening {listener.Key} {new IPEndPoint(address, listener.Port(options))}");
        }

        if (options.Http != 0)
        {
            output.WriteLine($"console http://{new IPEndPoint(Reachable(options.Bind), options.Http)}/");
        }
        else if (options.Https != 0)
        {
            output.WriteLine($"console https://{new IPEndPoint(Reachable(options.Bind), options.Https)}/");
        }
    }

    public void GeneratedPassword(string user, string password) => output.WriteLine($"generated password for {user}: {password}");

    public void Ready()
    {
        output.WriteLine("ready");
        output.Flush();
    }

    // Nobody can open the address that means all of them.
    private static IPAddress Reachable(IPAddress bind) =>
        bind.Equals(IPAddress.Any) ? IPAddress.Loopback : bind.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : bind;
}
