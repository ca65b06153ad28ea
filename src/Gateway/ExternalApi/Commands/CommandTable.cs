using System.Text;
using EventPlatform.Gateway.Hub.Subscriptions;

namespace EventPlatform.Gateway.ExternalApi.Commands;

/// <summary>All commands by class, subclass and cmd, looked up without making texts of them.</summary>
internal sealed class CommandTable
{
    private const int UsualKeyBytes = 128;
    private readonly Dictionary<byte[], Dictionary<byte[], ApiCommand>> _classes = new(Utf8Comparer.Instance);

    public CommandTable(IEnumerable<IExternalApiHandler> handlers)
    {
        foreach (var handler in handlers)
        {
            var commands = new Dictionary<byte[], ApiCommand>(Utf8Comparer.Instance);
            foreach (var command in handler.Commands)
            {
                commands.Add(Key(Encoding.UTF8.GetBytes(command.Subclass), Encoding.UTF8.GetBytes(command.Cmd)), command);
            }

            _classes.Add(Encoding.UTF8.GetBytes(handler.Class), commands);
        }
    }

    /// <summary>Finds a command.</summary>
    /// <returns>Whether the class has a handler; the command is null when that does not know it.</returns>
    public bool TryFind(ReadOnlySpan<byte> className, ReadOnlySpan<byte> subclass, ReadOnlySpan<byte> cmd, out ApiCommand? command)
    {
        command = null;
        if (!_classes.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(className, out var commands))
        {
            return false;
        }

        var length = subclass.Length + 1 + cmd.Length;
        if (length <= UsualKeyBytes)
        {
            Span<byte> key = stackalloc byte[UsualKeyBytes];
            cmd.CopyTo(key[KeyWriter.Part(key, 0, subclass)..]);
            commands.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(key[..length], out command);
        }

        return true;
    }

    private static byte[] Key(ReadOnlySpan<byte> subclass, ReadOnlySpan<byte> cmd)
    {
        var key = new byte[subclass.Length + 1 + cmd.Length];
        cmd.CopyTo(key.AsSpan(KeyWriter.Part(key, 0, subclass)));
        return key;
    }
}
