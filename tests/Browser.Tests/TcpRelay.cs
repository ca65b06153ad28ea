using System.Net;
using System.Net.Sockets;
using EventPlatform.Testing;

namespace EventPlatform.Browser.Tests;

/// <summary>A way to the gateway that can be cut.</summary>
internal sealed class TcpRelay : IAsyncDisposable
{
    private readonly int _target;
    private readonly TcpListener _listener;
    private readonly Lock _lock = new();
    private readonly List<Socket> _sockets = [];
    private readonly List<Task> _relaying = [];
    private readonly Task _accepting;

    /// <param name="target">The gateway's port.</param>
    internal TcpRelay(int target)
    {
        _target = target;
        Port = FreePorts.Take(1)[0];
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        _accepting = Accept();
    }

    internal int Port { get; }

    /// <summary>Resets all connections; new ones are let through.</summary>
    internal void Cut()
    {
        lock (_lock)
        {
            _sockets.ForEach(Reset);
            _sockets.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
        Cut();
        await Task.WhenAll(_relaying);
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync();
                var gateway = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                lock (_lock)
                {
                    _sockets.AddRange([client, gateway]);
                }

                _relaying.Add(Relay(client, gateway));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The listener has been disposed.
        }
    }

    /// <summary>One way's end is the other's.</summary>
    private async Task Relay(Socket client, Socket gateway)
    {
        try
        {
            await gateway.ConnectAsync(IPAddress.Loopback, _target);
            await Task.WhenAny(Pump(client, gateway), Pump(gateway, client));
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The gateway is not there: neither is the client's connection.
        }

        lock (_lock)
        {
            foreach (var socket in new[] { client, gateway }.Where(_sockets.Remove))
            {
                socket.Dispose();
            }
        }
    }

    private static void Reset(Socket socket)
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Dispose();
    }

    private static async Task Pump(Socket from, Socket to)
    {
        var buffer = new byte[16_384];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var count)
            {
                await to.SendAsync(buffer.AsMemory(0, count));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It has been cut, or one side has.
        }
    }
}
