using System.Diagnostics;
using System.Net;
using EventPlatform.Contracts.Tracing;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Hosting;
using EventPlatform.Gateway.Management;
using EventPlatform.Gateway.Transport;
using Microsoft.AspNetCore.Connections;

namespace EventPlatform.Gateway.StatusInterface;

/// <summary>The Status interface: one command at a time per connection, replies in order (docs/protocols/status-interface.md, 1).</summary>
/// <param name="settings">The settings as they are now: access list and limits are reloaded while running.</param>
/// <param name="addresses">Counts the connections of each client address.</param>
/// <param name="door">Where events come from.</param>
/// <param name="commands">Carries commands out.</param>
internal sealed class StatusEndpoint(Func<PlatformOptions> settings, AddressConnections addresses, StatusDoor door, CommandRunner commands)
    : ILineEndpoint
{
    /// <summary>While so many bytes of replies are unsent, no further command is read.</summary>
    internal const int UnsentRepliesMax = 1_048_576;

    public bool IsListed(EndPoint? remote) => settings().Access.Status.Contains((remote as IPEndPoint)?.Address);

    public MessageConnectionOptions? Admit(ConnectionContext connection) =>
        IsListed(connection.RemoteEndPoint) ? OptionsOf(settings().Limits) : null;

    /// <summary>Over <c>Limits:ConnectionsPerAddress</c> the connection is closed without a byte.</summary>
    public async Task Run(MessageConnection connection)
    {
        var limits = settings().Limits;
        var address = AddressOf(connection);
        if (!addresses.TryEnter(address, limits.ConnectionsPerAddress))
        {
            return;
        }

        try
        {
            await Serve(connection, limits.StatusQueueBytes);

            // A reader that pauses still gets what is due: only a close for another reason has a time limit.
            await connection.WaitSent();
        }
        finally
        {
            addresses.Leave(address);
        }
    }

    /// <summary>No idle limit and no pings: the system's keep-alive finds dead peers.</summary>
    internal static MessageConnectionOptions OptionsOf(LimitsOptions limits) => new()
    {
        Door = Doors.Status,
        MessageBytesMax = limits.MessageBytes,
        QueueBytesMax = limits.StatusQueueBytes,
        LineOverLimit = OverLimit.Skip,
        MayStall = true,
        ResetSlowConsumer = true,
    };

    /// <summary>The client's address; IPv4-mapped addresses count as IPv4. Admitted connections have one, test wires none.</summary>
    private static IPAddress AddressOf(MessageConnection connection) =>
        (connection.RemoteEndPoint as IPEndPoint)?.Address is not { } address ? IPAddress.None
            : address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private async Task Serve(MessageConnection connection, long queueBytesMax)
    {
        var client = door.Add(connection, queueBytesMax);
        try
        {
            await Serve(client);
        }
        finally
        {
            door.Remove(client);
        }
    }

    private async Task Serve(StatusClient client)
    {
        while (await client.Connection.WaitRepliesBelow(UnsentRepliesMax))
        {
            var message = await client.Connection.Read();
            if (message.Kind == InboundKind.End || !await Answer(client, message))
            {
                return;
            }
        }
    }

    private ValueTask<bool> Answer(StatusClient client, InboundMessage message)
    {
        var error = ErrorLines.LineTooLong;
        if (message.Kind == InboundKind.Text && CommandParser.Parse(message.Payload.Span, out error) is { } command)
        {
            return PlatformTracing.Source.HasListeners() ? RunTraced(client, command) : commands.Run(client, command);
        }

        client.Reply(error);
        return new(true);
    }

    private async ValueTask<bool> RunTraced(StatusClient client, CommandLine command)
    {
        using var span = PlatformTracing.Source.StartActivity("status command", ActivityKind.Server);
        if (span is { Recorded: true })
        {
            span.DisplayName = $"status {command.Command}";
            span.SetTag("ep.door", Doors.Status);
        }

        return await commands.Run(client, command);
    }
}
