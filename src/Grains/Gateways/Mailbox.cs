using System.Collections.Immutable;
using EventPlatform.Contracts.Gateways;

namespace EventPlatform.Grains.Gateways;

/// <summary>Commands that wait for their gateway, numbered upwards over activations too: a reader's place is never mistaken.</summary>
internal sealed class Mailbox(long firstNumber)
{
    internal const int CountMax = 10_000;

    /// <summary>Bytes of all payloads: relayed requests may be large.</summary>
    internal const long BytesMax = 64 * 1024 * 1024;
    internal const int PageCountMax = 256;
    internal const int PageBytesMax = 1024 * 1024;

    private readonly Queue<GatewayCommand> _commands = new();
    private long _first = firstNumber;
    private long _bytes;

    internal int Count => _commands.Count;

    /// <summary>False when it is full.</summary>
    internal bool TryPost(GatewayCommand command)
    {
        if (_commands.Count >= CountMax || _bytes + command.Payload.Length > BytesMax)
        {
            return false;
        }

        _bytes += command.Payload.Length;
        _commands.Enqueue(command);
        return true;
    }

    /// <summary>Drops what the reader has had and gives what follows within the bounds, at least one command if there is one.</summary>
    internal MailboxPage Read(long after)
    {
        while (_first <= after && _commands.TryDequeue(out var read))
        {
            _first++;
            _bytes -= read.Payload.Length;
        }

        var page = ImmutableArray.CreateBuilder<GatewayCommand>();
        var bytes = 0;
        foreach (var command in _commands)
        {
            if (page.Count == PageCountMax || (page.Count > 0 && bytes + command.Payload.Length > PageBytesMax))
            {
                break;
            }

            page.Add(command);
            bytes += command.Payload.Length;
        }

        return new MailboxPage(page.Count == 0 ? after : _first + page.Count - 1, page.DrainToImmutable());
    }

    /// <summary>Commands for a life that has ended are nobody's.</summary>
    internal void Clear()
    {
        _first += _commands.Count;
        _bytes = 0;
        _commands.Clear();
    }
}
